import type { ContactId, Lane } from '../../base/ids.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Host } from '../../engine/host.ts';
import type { MediaStore } from '../../store/media/media-store.ts';
import type { Store, Write } from '../../store/store.ts';
import { allOf } from '../contacts/list-of.ts';
import { newErasure, progressKey, type Counts, type ErasureTask, type LaneErasure } from './erase-lane.ts';
import {
  eventKey,
  keepPlan,
  lanesOf,
  ownLane,
  placeOf,
  planErasure,
  PLANS,
  progressOf,
  sum,
  sweep,
  type Elsewhere,
  type ErasurePlan,
} from './erasure-plan.ts';
import { exportPerson } from './export-person.ts';

/** What erasing needs. The host's router must do `eraseLane` for the event `erase`. */
export type ErasureOptions = {
  store: Store;
  host: Pick<Host, 'accept'>;
  media?: Pick<MediaStore, 'deleteUnreferenced'>;
  now(): number;
};

/** What was erased, or with `dryRun` would be. */
export type ErasureReport = {
  contact: ContactId;
  by: string;
  dryRun: boolean;
  /** When it began and ended. */
  begunAt: number;
  endedAt: number;
  /** Records erased, by kind; of messages, runs and the like the skeleton stays. */
  erased: Counts;
  /** What is not erased, and why. */
  stays: readonly { what: string; why: string }[];
  /** Records of the person in outside systems, to be erased there. */
  elsewhere: readonly Elsewhere[];
};

/** What no erasure reaches. */
const STAYS = [
  {
    what: 'skeletons of messages, conversations and runs',
    why: 'They show that, when and with what outcome something took place, and hold nothing of the person.',
  },
  {
    what: 'ids of messages and calls taken in',
    why: 'By them a redelivery is recognised; without them an erased message could come back.',
  },
  {
    what: 'runs that talked to nobody',
    why: 'Nothing says whom the data of a webhook or a schedule is about. Retention ends them.',
  },
  {
    what: 'values that flows keep under names of their own',
    why: 'Only values with the id of the contact in their name are known to be about the person.',
  },
  { what: 'copies of the data folder', why: 'They lie outside of this installation. Erase or replace them.' },
];

/** Set while what was erased may still lie in the database's files. */
const UNSCRUBBED = 'unscrubbed';

/**
 * Erases a person beside live traffic: everything said to and by them, whatever is known of them, and their files. It
 * goes through the person's lanes page by page; what a run or a conversation was stays readable. Should the process
 * end meanwhile, `resumeErasures` goes on with it. With `dryRun` it only counts. No consent survives, and none is
 * needed: somebody who comes back has given none. Throws a `Failure` with `not_found` for a contact that is not here.
 */
export async function erasePerson(
  contact: string,
  { by, dryRun = false }: { by: string; dryRun?: boolean },
  options: ErasureOptions,
): Promise<ErasureReport> {
  if (dryRun) return foresee(contact, by, options);
  const plan = await planErasure(contact, { by, at: options.now() }, options.store);
  await options.store.commit([keepPlan(plan)]);
  return carryOut(plan, options);
}

/** Goes on with the erasures that the last process left unfinished; to be called once the host has started. */
export async function resumeErasures(options: ErasureOptions): Promise<ErasureReport[]> {
  const { store } = options;
  const plans = await allOf('setting', { from: PLANS, before: 'erasure0' }, store);
  const reports: ErasureReport[] = [];
  for (const { value } of plans) reports.push(await carryOut(value as unknown as ErasurePlan, options));
  if (await store.get('setting', UNSCRUBBED)) await scrub(store);
  return reports;
}

async function foresee(contact: string, by: string, { store, now }: ErasureOptions): Promise<ErasureReport> {
  const begunAt = now();
  const all = await exportPerson(contact, { store, now });
  const total = (lists: readonly { length: number }[]): number => lists.reduce((so, { length }) => so + length, 0);
  const erased = sum([
    {
      contacts: all.contacts.length,
      addresses: all.addresses.length,
      conversations: all.conversations.length,
      messages: total(all.conversations.map(({ messages }) => messages)),
      notes: total(all.conversations.map(({ notes }) => notes)),
      runs: all.runs.length,
      journal: total(all.runs.map(({ journal }) => journal)),
      effects: total(all.runs.map(({ effects }) => effects)) + all.notices.length,
      changes: all.changes.length,
      links: all.links.length,
      consents: all.consents.length,
      merges: all.merges.length,
      values: all.values.length,
      testers: all.testers.length,
      timers: all.timers.length,
      stuck: all.stuck.length,
      files: new Set(all.files.map(({ id }) => id)).size,
    },
  ]);
  const facts = { contact: all.contact, by, dryRun: true, begunAt, endedAt: now() };
  return { ...facts, erased, stays: STAYS, elsewhere: all.links.map(placeOf) };
}

/**
 * The addresses go first, so that whoever writes on a lane that is done is somebody new; the contact goes last, because
 * on a lane that is not done yet it still is the one talked to.
 */
async function carryOut(begun: ErasurePlan, options: ErasureOptions): Promise<ErasureReport> {
  const { store, now } = options;
  let plan = begun;
  const work = async (lanes: readonly Lane[], task: ErasureTask): Promise<void> => {
    plan = { ...plan, lanes: [...new Set([...plan.lanes, ...lanes])] };
    await store.commit([keepPlan(plan)]);
    for (const lane of lanes) await eraseWholeLane({ plan, lane, task }, options);
  };
  await work([ownLane(plan.contact, 'addresses')], 'addresses');
  // Beside live traffic one more lane may come up while the others are worked on.
  const unknown = async (): Promise<Lane[]> =>
    (await lanesOf(plan.contacts, store)).filter((lane) => !done.has(lane) && done.add(lane));
  const done = new Set<Lane>();
  for (let lanes = await unknown(); lanes.length > 0; lanes = await unknown()) await work(lanes, 'talk');
  await work([ownLane(plan.contact, 'contacts')], 'contacts');
  plan = await sweep(plan, store);
  const progress = await progressOf(plan.lanes, store);
  const files = await deleteFiles(progress, options);
  await forget(plan, progress, store);
  await scrub(store);
  const { contact, by, at, elsewhere } = plan;
  const erased = sum([plan.counts, ...progress.map(({ counts }) => counts), { files }]);
  return { contact, by, dryRun: false, begunAt: at, endedAt: now(), erased, stays: STAYS, elsewhere };
}

type LaneWork = { plan: ErasurePlan; lane: Lane; task: ErasureTask };

async function eraseWholeLane({ plan, lane, task }: LaneWork, { store, host }: ErasureOptions): Promise<void> {
  const key = progressKey(lane);
  if (!(await store.get('setting', key))) {
    const value = newErasure(task, plan.contacts, plan.by) as unknown as JsonValue;
    await store.commit([{ op: 'put', kind: 'setting', record: { key, value } }]);
  }
  for (let before = -1; ;) {
    const [progress] = await progressOf([lane], store);
    if (!progress || progress.done) return;
    if (progress.pages === before)
      throw new Error(`The lane ${lane} was not erased. The host's router must do eraseLane for the event "erase".`);
    before = progress.pages;
    await host.accept(lane, eventKey(plan, lane, before), { type: 'erase', by: plan.by });
  }
}

/** Deletes the files that only this person's messages showed. */
async function deleteFiles(progress: readonly LaneErasure[], { store, media }: ErasureOptions): Promise<number> {
  const among = [...new Set(progress.flatMap((each) => each.media))];
  const isReferenced = async (file: string): Promise<boolean> => (await store.count('mediaUse', { media: file })) > 0;
  return (await media?.deleteUnreferenced(isReferenced, { among }))?.length ?? 0;
}

/** Lets go of the plan and of what its events left behind. */
async function forget(plan: ErasurePlan, progress: readonly LaneErasure[], store: Store): Promise<void> {
  const events = plan.lanes.flatMap((lane, index) =>
    Array.from({ length: progress[index]?.pages ?? 0 }, (_, page) => eventKey(plan, lane, page)),
  );
  const settings = [...plan.lanes.map(progressKey), PLANS + plan.contact];
  const writes: Write[] = [
    ...events.map((key): Write => ({ op: 'delete', kind: 'seen', key })),
    ...settings.map((key): Write => ({ op: 'delete', kind: 'setting', key })),
    { op: 'put', kind: 'setting', record: { key: UNSCRUBBED, value: true } },
  ];
  await store.commit(writes);
}

/** What was deleted or written over lies in the database's files until they are written anew. */
async function scrub(store: Store): Promise<void> {
  await store.scrub?.();
  await store.commit([{ op: 'delete', kind: 'setting', key: UNSCRUBBED }]);
}
