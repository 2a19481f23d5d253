import { triggersOf } from '../../../flow/trigger.ts';
import type { Types } from '../../../flow/step-type.ts';
import type { JsonValue } from '../../../base/json.ts';
import type { Lane, RunId } from '../../../base/ids.ts';
import type { FlowRecord, RunRecord } from '../../../store/records.ts';
import type { Store } from '../../../store/store.ts';
import type {
  DemoCustomer,
  DemoDelivery,
  DemoFlow,
  DemoMessage,
  DemoRecord,
  DemoRun,
  DemoState,
  DemoThread,
} from './demo-state.ts';
import type { People } from './people.ts';
import { viewsOf, type DemoPhone } from './phones.ts';
import { Problem } from '../../problem.ts';
import { readRunPath } from './run-path.ts';
import type { OrgCall, OrgRecord, PhoneMessage, Simulators } from './simulators.ts';

/** Where the page's state is read from. */
export type DemoSources = {
  store: Store;
  simulators: Simulators;
  people: People;
  types: Types;
  phones: readonly DemoPhone[];
};

/** Reads everything the page shows for one customer. */
export type ReadState = (customer: DemoCustomer) => Promise<DemoState>;

const OBJECTS = ['Lead', 'Case', 'Contact'];
const MESSAGES_SHOWN = 200;
const RECORDS_SHOWN = 30;
const RUNS_SHOWN = 3;
const CALLS_PER_RECORD = 3;
const WRITES = ['create', 'update', 'upsert'];

/**
 * Makes the reader of the page's state. A simulator that does not answer leaves its part empty and is named in
 * `troubles`; runs that did not change since the last reading are not worked out again.
 */
export function createReadState({ store, simulators, people, types, phones }: DemoSources): ReadState {
  const readRun = createRunReader(store, types);
  const readRecords = createRecordsReader(simulators);
  return async (customer) => {
    const troubles: { part: 'phone' | 'org'; detail: string }[] = [];
    const or = async <T>(part: 'phone' | 'org', read: Promise<T>, fallback: T): Promise<T> =>
      read.catch((thrown: unknown) => {
        if (!(thrown instanceof Problem)) throw thrown;
        troubles.push({ part, detail: thrown.message });
        return fallback;
      });
    const [all, flows, said, records] = await Promise.all([
      people.all(),
      store.list('flow', { where: { current: true } }),
      or('phone', simulators.thread(customer), []),
      or('org', readRecords(), []),
    ]);
    const phone = phones.find(({ connection }) => connection === customer.connection);
    const own = phone && (await ownSide(store, phone.laneOf(customer.handle)));
    const runs = own ? await Promise.all((await latestRuns(store, own.conversation.id)).map(readRun)) : [];
    return {
      phones: viewsOf(phones),
      customers: all,
      flows: flows.map(toFlow),
      thread: toThread(customer.id, said, own),
      runs,
      records,
      ...(simulators.hasOrg ? {} : { withoutOrg: true }),
      troubles,
    };
  };
}

type OwnSide = {
  conversation: NonNullable<DemoThread['conversation']>;
  /** Provider ids of the messages that are durable on our side. */
  kept: ReadonlySet<string>;
};

/** Our side of a thread. */
async function ownSide(store: Store, lane: Lane): Promise<OwnSide | undefined> {
  const current = (await store.get('lane', lane))?.conversation;
  const found = current && (await store.get('conversation', current));
  if (!found) return undefined;
  const { key, state, queue, note } = found;
  const where = { conversation: key };
  const known = await store.list('message', { where, newestFirst: true, limit: MESSAGES_SHOWN * 2 });
  return {
    conversation: { id: key, state, ...(queue ? { queue } : {}), ...(note ? { note } : {}) },
    kept: new Set(known.flatMap(({ providerId }) => providerId ?? [])),
  };
}

async function latestRuns(store: Store, conversation: string): Promise<RunRecord[]> {
  return store.list('run', { where: { conversation }, newestFirst: true, limit: RUNS_SHOWN });
}

/** Reads runs with their history; an unchanged run comes from a small memory. */
function createRunReader(store: Store, types: Types): (record: RunRecord) => Promise<DemoRun> {
  const memory = new Map<RunId, { mark: string; path: DemoRun }>();
  return async ({ key, run }) => {
    const [effects, messages] = await Promise.all([
      store.list('effect', { where: { run: key } }),
      store.list('message', {
        where: { conversation: run.conversation ?? '' },
        newestFirst: true,
        limit: MESSAGES_SHOWN,
      }),
    ]);
    const sent = new Map(messages.flatMap((message) => (message.effect ? [[message.effect as string, message]] : [])));
    const states = effects.map(({ key: effect, state, attempts, nextAt }) => [effect, state, attempts, nextAt]);
    const mark = JSON.stringify([run.revision, states, [...sent.values()].map(({ status }) => status)]);
    const known = memory.get(key);
    if (known?.mark === mark) return known.path;
    const flow = (await store.get('flow', `${run.flow.id}@${run.flow.version}`))?.content;
    const journal = await store.list('journal', { where: { run: key } });
    const path = readRunPath({ run, flow, journal, effects, sent }, types);
    if (memory.size > 100) memory.clear();
    memory.set(key, { mark, path });
    return path;
  };
}

function toFlow({ flow, version, content }: FlowRecord): DemoFlow {
  const triggers = triggersOf(content, 'message');
  const keywords = triggers.flatMap((trigger) => trigger.keywords ?? []);
  const connections = triggers.flatMap(({ connections: named }) => named ?? []);
  const some = triggers.every(({ connections: named }) => named !== undefined) && { connections };
  return { id: flow, name: content.name, version, keywords, ...some };
}

function toThread(customer: string, said: readonly PhoneMessage[], own: OwnSide | undefined): DemoThread {
  const messages = said.slice(-MESSAGES_SHOWN).map((message) => toMessage(message, own?.kept.has(message.id) ?? false));
  return { customer, messages, ...(own?.conversation ? { conversation: own.conversation } : {}) };
}

function toMessage(message: PhoneMessage, kept: boolean): DemoMessage {
  const { id, from, at, type, text, header, footer, listButton, choices = [], status, seenAt } = message;
  const own: DemoDelivery = seenAt !== undefined ? 'read' : kept ? 'kept' : 'sent';
  const delivery = from === 'customer' ? own : (status ?? 'sent');
  const frame = {
    ...(header !== undefined && { header }),
    ...(footer !== undefined && { footer }),
    ...(listButton !== undefined && { listButton }),
  };
  const tappable = choices.map(({ id: choice, title, description }) => ({
    id: choice,
    title,
    ...(description !== undefined && { description }),
  }));
  return { id, from, at, type, text, ...frame, choices: tappable, delivery };
}

/** Reads the newest records of each object; the calls that wrote them are asked for only when a record changed. */
function createRecordsReader(simulators: Simulators): () => Promise<DemoRecord[]> {
  let known = { mark: '', writes: [] as OrgCall[] };
  return async () => {
    const lists = await Promise.all(OBJECTS.map((object) => simulators.records(object, RECORDS_SHOWN)));
    const mark = JSON.stringify(lists.flat().map(({ id, fields }) => [id, fields['SystemModstamp']]));
    if (known.mark !== mark) {
      const writes = (await simulators.calls()).filter(({ operation }) => WRITES.includes(operation));
      known = { mark, writes };
    }
    return OBJECTS.flatMap((object, index) =>
      (lists[index] ?? []).map((record) => toRecord(object, record, known.writes)),
    ).sort((left, right) => right.createdAt - left.createdAt || right.id.localeCompare(left.id));
  };
}

function toRecord(object: string, { id, fields }: OrgRecord, writes: readonly OrgCall[]): DemoRecord {
  const calls = writes.filter((call) => call.recordId === id).slice(-CALLS_PER_RECORD);
  return {
    object,
    id,
    createdAt: timeOf(fields['CreatedDate']),
    changedAt: timeOf(fields['LastModifiedDate']),
    fields: Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => (isPlain(value) && value !== '' ? [[name, value]] : [])),
    ),
    calls: calls.toReversed().map(({ at, method, path, status }) => ({ at, method, path, status })),
  };
}

function isPlain(value: JsonValue | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** A time as the org writes it (`2026-01-07T09:00:00.000+0000`) in epoch milliseconds. */
function timeOf(value: JsonValue | undefined): number {
  const at = typeof value === 'string' ? Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : 0;
  return Number.isNaN(at) ? 0 : at;
}
