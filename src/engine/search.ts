import type { ContactId, ConversationId, RunId } from '../base/ids.ts';
import type { Run, RunStatus, WaitFor } from '../flow/run.ts';
import { withMerged } from '../store/merged-people.ts';
import { containsText } from '../store/sql/search.ts';
import type { Query, Store } from '../store/store.ts';

/** Which runs are looked for: all members that are given must hold. */
export type RunFilter = {
  /** Stands in what the run knows or in a message of its conversation, whatever the case of ASCII letters. */
  text?: string;
  /** A phone number of the contact, international. */
  phone?: string;
  /** Id of a record of an outside system that the run made or found, or that it names. */
  record?: string;
  contact?: string;
  /** Any of these people, in place of one. */
  contacts?: readonly string[];
  /** Any of these runs, and no others. */
  runs?: readonly string[];
  /** The run talks on this connection, or asks something of it. */
  connection?: string;
  /** What an active run waits for. */
  waiting?: WaitFor;
  /** `only` those of test users, or `none` of them. */
  tests?: 'only' | 'none';
  flow?: string;
  version?: number;
  status?: RunStatus;
  /** The code of the last failure, ours or the provider's, or a part of its message. */
  failure?: string;
  /** The step that the run stands on or ended at. */
  step?: string;
  /** Begun at this time or later, and before that one. */
  from?: number;
  until?: number;
};

/** Which part of what is found. */
export type RunPage = {
  /** The `next` of the page before. */
  after?: string;
  /** 50 unless told. */
  limit?: number;
  /** Runs to look at before the page ends even if it is not full; 5,000 unless told. */
  searchMost?: number;
};

/** A page of runs, newest first. `next` is there while there may be more; `searched` tells how many were looked at. */
export type FoundRuns = { runs: Run[]; next?: string; searched: number };

type Where = NonNullable<Query<'run'>['where']>;
type Reading = Pick<Store, 'get' | 'list'>;

/** Runs read at a time; between two of these reads others have their turn. */
const READ = 200;
/** A contact may be merged into another, and that one again. */
const MOST_MERGES = 10;

/**
 * Finds runs, newest first, by the index that fits best: a phone or contact leads to the runs of that person, else the
 * flow or the status to theirs. The rest of the filter is looked at run by run, a bounded number per page.
 */
export async function findRuns(store: Reading, filter: RunFilter, page: RunPage = {}): Promise<FoundRuns> {
  const { limit = 50, searchMost = 5000 } = page;
  if (filter.runs) return findNamed(store, { ...filter, runs: filter.runs }, { limit, ...page });
  const sources = await sourcesOf(store, filter);
  const matches = createMatch(store, filter);
  const runs: Run[] = [];
  let searched = 0;
  for (let after = page.after; ;) {
    const { found, floor } = await readMerged(store, sources, { filter, after });
    for (const run of found) {
      searched++;
      after = run.id;
      if (await matches(run)) runs.push(run);
      if (runs.length === limit) return { runs, next: after, searched };
    }
    if (floor === undefined) return { runs, searched };
    if (searched >= searchMost) return { runs, next: floor, searched };
    await new Promise<void>((resolve) => setImmediate(resolve));
    after = floor;
  }
}

/** Runs of which the names are known, those of them that fit. */
async function findNamed(
  store: Reading,
  { runs: names, ...filter }: RunFilter & { runs: readonly string[] },
  { after, limit }: RunPage & { limit: number },
): Promise<FoundRuns> {
  const matches = createMatch(store, filter);
  const runs: Run[] = [];
  let searched = 0;
  for (const name of [...new Set(names)].sort().reverse()) {
    if (after !== undefined && name >= after) continue;
    searched++;
    const run = (await store.get('run', name))?.run;
    if (run && isWithin(run.id, filter) && (await matches(run))) runs.push(run);
    if (runs.length === limit) return { runs, next: name, searched };
  }
  return { runs, searched };
}

function isWithin(run: RunId, { from, until }: RunFilter): boolean {
  return (from === undefined || run >= runKeyAt(from)) && (until === undefined || run < runKeyAt(until));
}

/** What runs that began at a time are named by; the names of later ones sort behind it. */
export function runKeyAt(at: number): string {
  return `r-${Math.max(0, Math.trunc(at)).toString(36).padStart(9, '0')}`;
}

/** When a run began, as its name tells; undefined for a name that tells no time. */
export function timeOfRun(run: RunId): number | undefined {
  const [, digits] = /^r-([0-9a-z]{9})(?:-|$)/.exec(run) ?? [];
  return digits === undefined ? undefined : Number.parseInt(digits, 36);
}

/** A phone number as addresses hold it: with a plus, and digits only. */
export function asPhone(text: string): string {
  const digits = text.replaceAll(/\D/g, '');
  return `+${text.trim().startsWith('00') ? digits.slice(2) : digits}`;
}

/** The next runs of several indexes as one list. `floor`: below this key more may follow. */
async function readMerged(
  store: Reading,
  sources: readonly Where[],
  { filter, after }: { filter: RunFilter; after: string | undefined },
): Promise<{ found: Run[]; floor: string | undefined }> {
  const span = {
    ...(filter.from === undefined ? {} : { from: runKeyAt(filter.from) }),
    ...(filter.until === undefined ? {} : { before: runKeyAt(filter.until) }),
    ...(after === undefined ? {} : { after }),
  };
  const found = new Map<RunId, Run>();
  let floor: string | undefined;
  for (const where of sources) {
    const page = await store.list('run', { where, newestFirst: true, limit: READ, ...span });
    for (const { run } of page) found.set(run.id, run);
    const last = page.at(-1)?.key;
    if (page.length === READ && last !== undefined && (floor === undefined || last > floor)) floor = last;
  }
  const inReach = [...found.values()].filter(({ id }) => floor === undefined || id >= floor);
  return { found: inReach.sort((left, right) => (left.id < right.id ? 1 : -1)), floor };
}

async function sourcesOf(store: Reading, filter: RunFilter): Promise<Where[]> {
  const contact = await contactOf(store, filter);
  const contacts = contact === undefined ? filter.contacts : contact === null ? [] : [contact];
  if (contacts) {
    const all = await withMerged(contacts as readonly ContactId[], store);
    const each = await Promise.all(all.map((key) => store.list('conversation', { where: { contact: key } })));
    return each.flat().map(({ key }) => ({ conversation: key }));
  }
  // Most runs have completed: that status is in no index.
  if (filter.status && filter.status !== 'completed') {
    return [{ status: filter.status, ...(filter.flow === undefined ? {} : { flow: filter.flow }) }];
  }
  return [filter.flow === undefined ? {} : { flow: filter.flow }];
}

/** The contact that a filter asks for, merges followed: null when there is none, undefined when it does not ask. */
async function contactOf(store: Reading, { contact, phone }: RunFilter): Promise<ContactId | null | undefined> {
  if (contact === undefined && phone === undefined) return undefined;
  const named = contact === undefined ? undefined : await survivorOf(store, contact);
  if (phone === undefined) return named ?? null;
  const address = await store.get('address', `phone:${asPhone(phone)}`);
  const owner = address && (await survivorOf(store, address.contact));
  return owner === undefined || (contact !== undefined && owner !== named) ? null : owner;
}

async function survivorOf(store: Reading, key: string): Promise<ContactId | undefined> {
  let record = await store.get('contact', key);
  for (let merges = 0; record?.mergedInto && merges < MOST_MERGES; merges++) {
    record = await store.get('contact', record.mergedInto);
  }
  return record?.key;
}

/** Whether a run fits; cheap looks come first. */
function createMatch(store: Reading, filter: RunFilter): (run: Run) => Promise<boolean> {
  const said = createSaid(store);
  let linked: Promise<ReadonlySet<string | undefined>> | undefined;
  return async (run) => {
    if (!fitsFacts(run, filter)) return false;
    const { text, record, connection } = filter;
    if (connection && run.connection !== connection && !(await hasAsked(store, run, connection))) return false;
    if (text && !containsText(knowledgeOf(run), text) && !(await said(run.conversation, text))) return false;
    if (!record) return true;
    linked ??= store
      .list('link', { where: { record } })
      .then((links) => new Set(links.map(({ run: maker }) => maker as string | undefined)));
    return (await linked).has(run.id) || containsText(knowledgeOf(run), record) || hasEffectWith(store, run, record);
  };
}

function fitsFacts(run: Run, { tests, flow, version, status, step, failure, waiting }: RunFilter): boolean {
  if (tests !== undefined && (run.test !== undefined) !== (tests === 'only')) return false;
  if (waiting !== undefined && run.wait.for !== waiting) return false;
  if (flow !== undefined && run.flow.id !== flow) return false;
  if (version !== undefined && run.flow.version !== version) return false;
  if (status !== undefined && run.status !== status) return false;
  if (step !== undefined && run.at !== step) return false;
  return failure === undefined || failsBy(run, failure);
}

function failsBy({ failure }: Run, asked: string): boolean {
  if (!failure) return false;
  return failure.code === asked || failure.providerCode === asked || containsText(failure.message, asked);
}

/** What a run knows of its matter. */
function knowledgeOf({ vars, input, message, failure, output, response }: Run): unknown {
  return [vars, input, message?.text, failure?.message, failure?.providerMessage, output, response?.body];
}

async function hasAsked(store: Reading, run: Run, connection: string): Promise<boolean> {
  const effects = await store.list('effect', { where: { run: run.id } });
  return effects.some((effect) => effect.connection === connection);
}

async function hasEffectWith(store: Reading, run: Run, text: string): Promise<boolean> {
  return (await store.list('effect', { where: { run: run.id }, contains: text, limit: 1 })).length > 0;
}

/** Whether a text was said in a conversation; each is looked at once. */
function createSaid(store: Reading): (conversation: ConversationId | null, text: string) => Promise<boolean> {
  const known = new Map<ConversationId, Promise<boolean>>();
  return async (conversation, contains) => {
    if (conversation === null) return false;
    const query = { where: { conversation }, contains, limit: 1 };
    const answer = known.get(conversation) ?? store.list('message', query).then((found) => found.length > 0);
    known.set(conversation, answer);
    return answer;
  };
}
