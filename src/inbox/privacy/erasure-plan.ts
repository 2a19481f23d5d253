import { id, type ContactId, type Lane } from '../../base/ids.ts';
import type { Kind, Records } from '../../store/records.ts';
import type { Query, Store, Write } from '../../store/store.ts';
import { eachOf } from '../contacts/list-of.ts';
import { progressKey, type Counts, type LaneErasure } from './erase-lane.ts';
import { conversationsOf, personOf, testersOf } from './person.ts';
import { TESTERS } from '../testers/tester-book.ts';

/** A record of a person in an outside system, to be erased there. */
export type Elsewhere = { connection: string; object: string; record: string; url?: string };

/** An erasure under way; it is kept until the end, so that a process that was killed goes on with it. */
export type ErasurePlan = {
  contact: ContactId;
  contacts: readonly ContactId[];
  merges: readonly string[];
  /** Keys of settings by which the person is a test user; unset in a plan of an older Rondine. */
  testers?: readonly string[];
  /** Where it works, in this order: lanes are added as they are found. */
  lanes: readonly Lane[];
  by: string;
  at: number;
  /** What was deleted outside of lanes so far. */
  counts: Counts;
  elsewhere: readonly Elsewhere[];
};

/** Under what plans are kept, by contact. */
export const PLANS = 'erasure/';

/** Records deleted in one commit. */
const PAGE = 500;

/** Plans to erase a person: who they are, and where else they are known. */
export async function planErasure(
  contact: string,
  { by, at }: { by: string; at: number },
  store: Store,
): Promise<ErasurePlan> {
  const { key, contacts, merges } = await personOf(contact, store);
  const keys = contacts.map((each) => each.key);
  const elsewhere: Elsewhere[] = [];
  for (const each of keys)
    for await (const link of eachOf('link', { where: { contact: each } }, store)) elsewhere.push(placeOf(link));
  const mine = merges.map((merge) => merge.key);
  const lanes = [ownLane(key, 'addresses')];
  const testers = (await testersOf(contacts, store)).map((record) => record.key);
  return { contact: key, contacts: keys, merges: mine, testers, lanes, by, at, counts: {}, elsewhere };
}

/** Where a linked record is. */
export function placeOf({ connection, object, record, url }: Records['link']): Elsewhere {
  return { connection, object, record, ...(url === undefined ? {} : { url }) };
}

/** A lane on which nobody is talked to: there addresses and contacts are erased, within the lanes' memory. */
export function ownLane(contact: ContactId, task: 'addresses' | 'contacts'): Lane {
  return id.lane(`person:${contact}/${task}`);
}

/** The write that keeps a plan. */
export function keepPlan(plan: ErasurePlan): Write {
  return { op: 'put', kind: 'setting', record: { key: PLANS + plan.contact, value: plan } };
}

/** The key of the event that erases a page: who goes on after a kill asks for the next one, not for one that was done. */
export function eventKey({ contact, lanes, at }: ErasurePlan, lane: Lane, page: number): string {
  return `erase/${contact}/${at}/${lanes.indexOf(lane)}/${page}`;
}

/** Lanes on which the person is still talked to. */
export async function lanesOf(contacts: readonly ContactId[], store: Pick<Store, 'list'>): Promise<Lane[]> {
  const lanes = new Set<Lane>();
  for await (const { lane } of conversationsOf(contacts, store)) if (!lane.startsWith('erased/')) lanes.add(lane);
  return [...lanes];
}

/** How far the lanes of a plan have got. */
export async function progressOf(lanes: readonly Lane[], store: Pick<Store, 'get'>): Promise<LaneErasure[]> {
  const all = await Promise.all(lanes.map((lane) => store.get('setting', progressKey(lane))));
  return all.flatMap((setting) => (setting ? [setting.value as unknown as LaneErasure] : []));
}

/** Deletes what no lane works on; returns the plan with what was counted, as it is kept. */
export async function sweep(begun: ErasurePlan, store: Store): Promise<ErasurePlan> {
  let plan = begun;
  const remove = async <K extends Kind>(what: string, kind: K, query: Query<K>, isTheirs = everyOne<Records[K]>) => {
    plan = await removeAll({ what, kind, query, isTheirs }, plan, store);
  };
  for (const contact of begun.contacts) {
    const where = { where: { contact } };
    await remove('changes', 'change', where);
    await remove('links', 'link', where);
    await remove('consents', 'consent', where);
    await remove('values', 'value', { contains: contact }, ({ key }) => key.includes(contact));
  }
  await remove('testers', 'setting', TESTERS, (record) => begun.testers?.includes(record.key) ?? false);
  await remove('merges', 'merge', {}, ({ key }) => begun.merges.includes(key));
  await remove('timers', 'timer', {}, ({ lane }) => begun.lanes.includes(lane));
  await remove('stuck', 'stuck', {}, ({ lane }) => begun.lanes.includes(lane));
  return plan;
}

type Removal<K extends Kind> = { what: string; kind: K; query: Query<K>; isTheirs(record: Records[K]): boolean };

/** Each page is counted in the commit that deletes it. */
async function removeAll<K extends Kind>(
  { what, kind, query, isTheirs }: Removal<K>,
  begun: ErasurePlan,
  store: Store,
): Promise<ErasurePlan> {
  let plan = begun;
  let keys: string[] = [];
  const flush = async (): Promise<void> => {
    if (keys.length === 0) return;
    plan = { ...plan, counts: sum([plan.counts, { [what]: keys.length }]) };
    await store.commit([...keys.map((key): Write => ({ op: 'delete', kind, key })), keepPlan(plan)]);
    keys = [];
  };
  for await (const record of eachOf(kind, query, store)) {
    if (isTheirs(record)) keys.push(record.key);
    if (keys.length === PAGE) await flush();
  }
  await flush();
  return plan;
}

function everyOne<R>(_record: R): boolean {
  return true;
}

/** Counts added up, without those of nothing. */
export function sum(all: readonly Counts[]): Counts {
  const total = new Map<string, number>();
  for (const counts of all)
    for (const [what, number] of Object.entries(counts)) total.set(what, (total.get(what) ?? 0) + number);
  return Object.fromEntries([...total].filter(([, number]) => number > 0));
}
