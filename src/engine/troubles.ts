import type { ConnectionId } from '../base/ids.ts';
import { isFinal, type Run } from '../flow/run.ts';
import type { AlertRecord, EffectRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { ConnectionBook } from './connection-book.ts';

/** Something that is wrong now. */
export type Trouble = Pick<AlertRecord, 'what' | 'about' | 'message' | 'count'>;

/** How many effects wait for a connection, and since when. */
export type Waiting = { connection: ConnectionId; count: number; since: number };

/** Failed runs of one flow and step, counted while they keep coming. */
export type Failures = {
  /** Hears of a run's new state; one that has failed counts once. */
  moved(run: Run): void;
  /** Counts on from what was known before a restart. */
  known(about: string, facts: { count: number; message: string }): void;
  troubles(): Trouble[];
};

/** Waiting effects that are looked at to find the oldest: runs are in the order of their beginning, nearly that of their waiting. */
const LOOKED_AT = 200;

/** What waits for each connection that anything waits for: pending effects, the ones under way included. */
export async function readWaiting(
  store: Pick<Store, 'list' | 'count'>,
  connections: Pick<ConnectionBook, 'all'>,
): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const { record } of connections.all()) {
    const where = { state: 'pending', connection: record.key };
    const first = await store.list('effect', { where, limit: LOOKED_AT });
    if (first.length === 0) continue;
    const count = first.length < LOOKED_AT ? first.length : await store.count('effect', where);
    waiting.push({ connection: record.key, count, since: Math.min(...first.map(({ at }) => at)) });
  }
  return waiting;
}

/** What is wrong with connections and effects, as the store has it. */
export async function readTroubles(
  store: Pick<Store, 'list' | 'count'>,
  connections: Pick<ConnectionBook, 'all'>,
  waitingSince: number,
): Promise<Trouble[]> {
  const broken = brokenOf(connections);
  const isBroken = new Set(broken.map(({ about }) => about));
  const waiting = (await readWaiting(store, connections))
    .filter(({ since, connection }) => since <= waitingSince && !isBroken.has(connection))
    .map((each): Trouble => ({
      what: 'waiting',
      about: each.connection,
      message: waitingText(each),
      count: each.count,
    }));
  const parked = await store.list('effect', { where: { state: 'parked' } });
  return [...broken, ...waiting, ...parkedOf(parked), ...(await readStuck(store))];
}

/** What is said of those who wait: `214 waiting for salesforce since 2026-11-22 10:02 UTC`. */
export function waitingText({ connection, count, since }: Waiting): string {
  return `${count} waiting for ${connection} since ${timeText(since)}`;
}

function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function brokenOf(connections: Pick<ConnectionBook, 'all'>): Trouble[] {
  return connections
    .all()
    .filter(({ record }) => record.state === 'broken')
    .map(({ record: { key, problem } }) => {
      const since = problem ? ` since ${timeText(problem.at)}` : '';
      const message = `Credentials are refused${since}: ${problem?.message ?? 'no reason given'}`;
      return { what: 'broken', about: key, message, count: 1 };
    });
}

function parkedOf(parked: readonly EffectRecord[]): Trouble[] {
  const groups = Map.groupBy(parked, ({ connection }) => connection ?? 'rondine');
  return [...groups].map(([about, effects]) => ({
    what: 'parked',
    about,
    message: effects.at(-1)?.failure?.message ?? 'Nobody knows whether they happened.',
    count: effects.length,
  }));
}

async function readStuck(store: Pick<Store, 'list' | 'count'>): Promise<Trouble[]> {
  const [last] = await store.list('stuck', { newestFirst: true, limit: 1 });
  if (!last) return [];
  return [{ what: 'stuck', about: 'events', message: last.message, count: await store.count('stuck') }];
}

/**
 * Counts failed runs by flow and step. They count as one trouble until none has failed for `quietMs`. Runs that
 * `ignores` says so of are no trouble: their authors meant them to end that way.
 */
export function createFailures(options: { now(): number; quietMs: number; ignores?(run: Run): boolean }): Failures {
  const groups = new Map<string, { count: number; message: string; lastAt: number }>();
  /** The revision in which a run was counted: it is told of again when it fails anew. */
  const counted = new Map<string, number>();
  const { now, quietMs, ignores } = options;
  return {
    moved(run) {
      if (!isFinal(run) || run.status !== 'failed' || counted.get(run.id) === run.revision || ignores?.(run)) return;
      const about = `${run.flow.id}/${run.at ?? ''}`;
      const count = (groups.get(about)?.count ?? 0) + 1;
      groups.set(about, { count, message: run.failure?.message ?? 'No reason is known.', lastAt: now() });
      counted.set(run.id, run.revision);
    },
    known(about, { count, message }) {
      const former = groups.get(about);
      groups.set(about, { message, ...former, count: count + (former?.count ?? 0), lastAt: now() });
    },
    troubles() {
      for (const [about, { lastAt }] of groups) if (lastAt + quietMs <= now()) groups.delete(about);
      if (groups.size === 0) counted.clear();
      return [...groups].map(([about, { count, message }]) => ({ what: 'failing', about, message, count }));
    },
  };
}
