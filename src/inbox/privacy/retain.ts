import { id } from '../../base/ids.ts';
import { isFinal } from '../../flow/run.ts';
import type { Kind, Records } from '../../store/records.ts';
import type { MediaStore } from '../../store/media/media-store.ts';
import type { Query, Store, Write } from '../../store/store.ts';
import { CALL_NOTES, calledAt } from '../call-note.ts';
import { eachOf } from '../contacts/list-of.ts';
import { POLLED } from '../polling.ts';
import { resumeKey } from '../resume-name.ts';
import { sum } from './erasure-plan.ts';
import type { Counts } from './erase-lane.ts';
import { timeOf } from './person.ts';
import { testNoteKey } from '../testers/test-note.ts';

/** Before which times what is kept goes, in epoch milliseconds; what is not named stays for ever. */
export type Retention = {
  /**
   * Messages accepted or sent before, with the files that no other message shows, and what is kept of events so that
   * none is taken twice, if that is older than 30 days too.
   */
  messagesOlderThan?: number;
  /** Runs that ended before, with their journals and effects and the names that calls from outside find them by. */
  runsOlderThan?: number;
  /** Files put before, whoever shows them. */
  mediaOlderThan?: number;
  /** Only counts; files of messages and values are not counted then. */
  dryRun?: boolean;
};

/** What retention needs. */
export type RetentionOptions = {
  store: Store;
  media?: Pick<MediaStore, 'list' | 'delete' | 'deleteUnreferenced'>;
  now(): number;
};

/** What was deleted, or with `dryRun` would be, by kind. */
export type RetentionReport = { dryRun: boolean; begunAt: number; endedAt: number; deleted: Counts };

/** Nothing younger is deleted: events under way may still read it. */
const YOUNGEST_MS = 86_400_000;
/** An event may come again for so long: the most patient providers try for a week. */
const REDELIVERED_MS = 30 * 86_400_000;
/** Records looked through between two commits. */
const PAGE = 300;

/**
 * Deletes what is older than it has to be, page by page beside live traffic, and values whose time is over. Runs that
 * have not ended stay, and so does what they need. Doing it again goes on with what is left. Throws a `RangeError` for a
 * time that is less than a day ago.
 */
export async function retain(retention: Retention, options: RetentionOptions): Promise<RetentionReport> {
  const { dryRun = false, messagesOlderThan, runsOlderThan, mediaOlderThan } = retention;
  const begunAt = options.now();
  for (const time of [messagesOlderThan, runsOlderThan, mediaOlderThan])
    if (time !== undefined && time > begunAt - YOUNGEST_MS)
      throw new RangeError('Nothing younger than a day is deleted. Name an earlier time.');
  const work: Work = { ...options, dryRun, begunAt, counts: [] };
  if (runsOlderThan !== undefined) await deleteRuns(runsOlderThan, work);
  if (messagesOlderThan !== undefined) await deleteMessages(messagesOlderThan, work);
  if (mediaOlderThan !== undefined) await deleteMedia(mediaOlderThan, work);
  await deleteValues(work);
  const deleted = sum(work.counts);
  if (!dryRun && Object.keys(deleted).length > 0) await options.store.scrub?.();
  return { dryRun, begunAt, endedAt: options.now(), deleted };
}

type Work = RetentionOptions & { dryRun: boolean; begunAt: number; counts: Counts[] };

type Deletion<K extends Kind> = {
  what: string;
  kind: K;
  query: Query<K>;
  isOld(record: Records[K]): boolean;
  /** What goes with a record. */
  with?(record: Records[K]): Promise<Write[]>;
};

async function deleteOld<K extends Kind>(
  { what, kind, query, isOld, ...more }: Deletion<K>,
  work: Work,
): Promise<void> {
  let writes: Write[] = [];
  let number = 0;
  const flush = async (): Promise<void> => {
    if (writes.length > 0 && !work.dryRun) await work.store.commit(writes);
    work.counts.push({ [what]: number });
    writes = [];
    number = 0;
  };
  for await (const record of eachOf(kind, query, work.store)) {
    if (!isOld(record)) continue;
    writes.push({ op: 'delete', kind, key: record.key }, ...((await more.with?.(record)) ?? []));
    if (++number === PAGE) await flush();
  }
  await flush();
}

/** Keys begin with a time; those of runs that a caller has named lie behind. */
async function deleteRuns(until: number, work: Work): Promise<void> {
  const isOld = ({ run }: Records['run']): boolean => isFinal(run) && run.changedAt < until;
  const withRun = async ({ key, run }: Records['run']): Promise<Write[]> => {
    const writes: Write[] = [];
    const where = { where: { run: key } };
    const names = new Set<string>();
    for await (const { key: entry, after } of eachOf('journal', where, work.store)) {
      writes.push({ op: 'delete', kind: 'journal', key: entry });
      if (after.wait.key !== undefined) names.add(resumeKey(run.flow.id, after.wait.key));
    }
    work.counts.push({ journal: writes.length });
    for (const name of names) {
      // A later run may wait under the same name.
      const leads = await work.store.get('resume', name);
      if (leads?.run === key) writes.push({ op: 'delete', kind: 'resume', key: name });
    }
    if (run.test) writes.push({ op: 'delete', kind: 'memory', key: testNoteKey(run.flow.id, run.id) });
    for await (const effect of eachOf('effect', where, work.store))
      writes.push({ op: 'delete', kind: 'effect', key: effect.key });
    return writes;
  };
  for (const query of [{ before: timeOf('r', until) }, { from: 'r.' }])
    await deleteOld({ what: 'runs', kind: 'run', query, isOld, with: withRun }, work);
  // Effects that no run has issued: what staff were told, and looks at outside systems.
  const isOver = ({ state, at }: Records['effect']): boolean => (state === 'done' || state === 'failed') && at < until;
  const notices = { from: 'n-', before: timeOf('n', until) };
  for (const query of [notices, { from: 'poll-', before: 'poll.' }])
    await deleteOld({ what: 'effects', kind: 'effect', query, isOld: isOver }, work);
  await deleteOld({ what: 'calls', kind: 'memory', query: CALL_NOTES, isOld: (note) => calledAt(note) < until }, work);
}

async function deleteMessages(until: number, work: Work): Promise<void> {
  const files = new Set<string>();
  await deleteOld(
    {
      what: 'messages',
      kind: 'message',
      query: { before: timeOf('v', until) },
      isOld: ({ at, status }) => at < until && status !== 'pending',
      async with({ key, content }) {
        const writes: Write[] = [{ op: 'delete', kind: 'effect', key: id.effect(id.run(key), 0) }];
        const file = content.kind === 'media' ? content.file?.id : undefined;
        if (file === undefined) return writes;
        files.add(file);
        return [...writes, { op: 'delete', kind: 'mediaUse', key: `${file}/${key}` }];
      },
    },
    work,
  );
  await deleteEventKeys(Math.min(until, work.begunAt - REDELIVERED_MS), work);
  if (work.dryRun || !work.media) return;
  const isShown = async (media: string): Promise<boolean> => (await work.store.count('mediaUse', { media })) > 0;
  const gone = await work.media.deleteUnreferenced(isShown, { among: [...files] });
  work.counts.push({ files: gone.length });
}

/** What polls have found stays: it would start its flows once more. */
async function deleteEventKeys(until: number, work: Work): Promise<void> {
  const isOld = ({ at }: Records['seen']): boolean => at < until;
  for (const query of [{ before: POLLED.from }, { from: POLLED.before }])
    await deleteOld({ what: 'events', kind: 'seen', query, isOld }, work);
}

async function deleteMedia(until: number, work: Work): Promise<void> {
  for await (const file of work.media?.list() ?? []) {
    if (file.at >= until) continue;
    if (!work.dryRun) {
      await work.media?.delete(file.id);
      const where = { media: file.id };
      await deleteOld({ what: 'uses', kind: 'mediaUse', query: { where }, isOld: () => true }, work);
    }
    work.counts.push({ files: 1 });
  }
}

async function deleteValues(work: Work): Promise<void> {
  const isOld = ({ until }: Records['value']): boolean => until !== undefined && until <= work.begunAt;
  await deleteOld({ what: 'values', kind: 'value', query: {}, isOld }, work);
}
