import { applyRepair, previewRepair, type BulkAction, type BulkResult, type RepairPreview } from '../engine/bulk.ts';
import { findRuns, timeOfRun, type RunFilter, type RunPage } from '../engine/search.ts';
import { own } from '../flow/flow.ts';
import type { Run } from '../flow/run.ts';
import { allOf } from '../inbox/contacts/list-of.ts';
import { resolveContact } from '../inbox/contacts/resolve-contact.ts';
import type { ContactRecord, LinkRecord } from '../store/records.ts';
import { types } from './catalog.ts';
import { contactsByAddress } from './contacts.ts';
import { ControlError, type ControlParts } from './control.ts';

/** A run at a glance. */
export type RunSummary = {
  run: Run['id'];
  flow: Run['flow']['id'];
  version: number;
  status: Run['status'];
  step: Run['at'];
  wait: Run['wait'];
  failure?: Run['failure'];
  changedAt: number;
  flowName: string;
  /** What its author calls the step. */
  stepTitle?: string;
  startedAt: number;
  /** Records of outside systems that it made or found. */
  /** Set on a run of a test user. */
  test?: true;
  links: Pick<LinkRecord, 'connection' | 'object' | 'record' | 'url' | 'how'>[];
  contact?: Pick<ContactRecord, 'key' | 'name' | 'addresses'>;
};

/** Runs that were found, newest first; with `next` there may be more after it. */
export type RunList = { runs: RunSummary[]; next?: string; searched: number };

/** What is to be done to many runs, page by page. */
export type BulkRequest = { filter: RunFilter; action: BulkAction; page?: RunPage };

/** Runs looked at for one list; beyond, the answer says where to go on. */
const MOST_SEARCHED = 200_000;

/** Finds runs, and repairs many at once. */
export function runSearchFunctions(parts: ControlParts) {
  const { store, flows, host, now } = parts;
  const bulk = { store, flows, host, types, now };
  return {
    'runs.list': ({ filter, page }: { filter: RunFilter; page?: RunPage }): Promise<RunList> =>
      listRuns(parts, filter, page),

    /** What an action would do to a page of runs. */
    'runs.preview': async ({ filter, ...rest }: BulkRequest): Promise<RepairPreview> => {
      const known = await withContact(parts, filter);
      const nothing = { fitting: 0, messages: 0, byFailure: {}, byStep: {}, byVersion: {}, searched: 0 };
      return known ? previewRepair(bulk, { filter: known, ...rest }) : { runs: [], ...nothing };
    },

    /** Does an action to a page of runs; the same order again repairs no run twice. */
    'runs.bulk': async (request: BulkRequest & { order: string; by: string }): Promise<BulkResult> => {
      const { filter, order, by, ...rest } = request;
      const known = await withContact(parts, filter);
      if (!known) return { done: 0, repeated: 0, unfit: [], searched: 0 };
      return applyRepair(bulk, { id: order, by }, { filter: known, ...rest });
    },
  };
}

/** Runs that a filter finds, the newest first. */
export async function listRuns(parts: ControlParts, filter: RunFilter, page: RunPage = {}): Promise<RunList> {
  const known = await withContact(parts, filter);
  if (!known) return { runs: [], searched: 0 };
  const { limit = 50 } = page;
  const runs: Run[] = [];
  let { after } = page;
  for (let searched = 0; ;) {
    const left = { limit: limit - runs.length, ...(after === undefined ? {} : { after }) };
    const found = await findRuns(parts.store, known, left);
    runs.push(...found.runs);
    searched += found.searched;
    after = found.next;
    if (after !== undefined && runs.length < limit && searched < MOST_SEARCHED) continue;
    const summaries = await Promise.all(runs.map((run) => summaryOf(parts, run)));
    return { runs: summaries, ...(after === undefined ? {} : { next: after }), searched };
  }
}

/** A filter that names a person by an address, as one that names the contact; undefined where nobody has the address. */
async function withContact(parts: ControlParts, { phone, ...filter }: RunFilter): Promise<RunFilter | undefined> {
  if (phone === undefined) return filter;
  const contacts = await contactsByAddress(parts, phone);
  const [only, ...others] = contacts.filter(({ key }) => filter.contact === undefined || filter.contact === key);
  if (others.length > 0)
    throw new ControlError(
      'refused',
      `Several people have "${phone}": ${contacts.map(({ key }) => key).join(', ')}.`,
      [],
      'Name one: --contact ID',
    );
  return only && { ...filter, contact: only.key };
}

/** A run at a glance, with its person and what it made. */
export async function summaryOf({ store, flows }: ControlParts, run: Run): Promise<RunSummary> {
  const { id, flow, status, at, wait, failure, changedAt } = run;
  const conversation = run.conversation ? await store.get('conversation', run.conversation) : undefined;
  const contact = conversation && (await resolveContact(conversation.contact, store));
  const links = contact ? await allOf('link', { where: { contact: contact.key } }, store) : [];
  const drawn = flows.version(flow.id, flow.version);
  const stepTitle = at === null || !drawn ? undefined : own(drawn.steps, at)?.title;
  return {
    run: id,
    flow: flow.id,
    version: flow.version,
    status,
    step: at,
    wait,
    ...(failure ? { failure } : {}),
    changedAt,
    flowName: drawn?.name ?? flow.id,
    ...(stepTitle === undefined ? {} : { stepTitle }),
    startedAt: timeOfRun(id) ?? changedAt,
    ...(run.test ? { test: true } : {}),
    links: links
      .filter(({ run: maker }) => maker === id)
      .map(({ connection, object, record, url, how }) => ({
        connection,
        object,
        record,
        how,
        ...(url === undefined ? {} : { url }),
      })),
    ...(contact
      ? { contact: { key: contact.key, addresses: contact.addresses, ...(contact.name ? { name: contact.name } : {}) } }
      : {}),
  };
}
