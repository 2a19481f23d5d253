import { randomUUID } from 'node:crypto';
import { Failure } from '../base/failure.ts';
import { isObject, type JsonValue } from '../base/json.ts';
import { ConflictError, type Store, type Write } from '../store/store.ts';
import type { Clock } from './clock.ts';

/** A lease at hand. */
export type Lease = {
  /** False when it was given back, or somebody has been seen to hold it instead. */
  isHeld(): boolean;
  /**
   * Commits these writes and gives the lease back, in one. Rejects with `ConflictError`, and writes nothing, when the
   * lease was lost meanwhile or a write conflicts.
   */
  finish(writes: readonly Write[]): Promise<void>;
  /** Gives it back, where that has not happened. Never throws: its time ends by itself. */
  end(): Promise<void>;
};

/** Rights that one holder has at a time, among all processes that share a store. */
export type Leases = {
  /**
   * Waits for the lease of that name and takes it. It is kept up until it is given back; a holder that died is taken
   * over from when its time is over. Throws `unavailable` when others hold it for a minute.
   */
  take(name: string): Promise<Lease>;
};

/** How long a lease is good for without a sign of life. */
export const LEASE_MS = 30_000;
const EXTEND_MS = LEASE_MS / 3;
/** A change waits for an answer of the world at most 20 s: two holders in a row are over by then. */
const PATIENCE_MS = 60_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;
/** Who has held a lease for long lets it rest for so long: everybody who waits has looked by then. */
export const REST_MS = 1.5 * LONGEST_PAUSE_MS + 10;

type Term = { owner: string; until: number };

/** Makes the leases of one process; `owner` names it among the others. */
export function createLeases(store: Store, clock: Clock, owner: string = randomUUID()): Leases {
  return {
    async take(name) {
      const key = `lease/${name}`;
      return keepUp(store, clock, { key, first: await take({ store, clock, owner, key }) });
    },
  };
}

/**
 * Frees every lease: for a process that has just come to work on a store alone. What holders left that died is waited for
 * by nobody then.
 */
export async function freeLeases(store: Store): Promise<void> {
  const left = await store.list('setting', { from: 'lease/', before: 'lease0' });
  const writes = left.map(({ key }): Write => ({ op: 'delete', kind: 'setting', key }));
  if (writes.length > 0) await store.commit(writes);
}

type Taking = { store: Store; clock: Clock; owner: string; key: string };

/** Waits until the lease is free or its holder's time is over, and takes it. */
async function take({ store, clock, owner, key }: Taking): Promise<Term> {
  const giveUpAt = clock.now() + PATIENCE_MS;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
    const former = await store.get('setting', key);
    if (untilOf(former?.value) <= clock.now()) {
      const term: Term = { owner, until: clock.now() + LEASE_MS };
      const taken = await wasWritten(store, {
        kind: 'setting',
        record: { key, value: term },
        ...(former ? { op: 'put', former } : { op: 'insert' }),
      });
      if (taken) return term;
    }
    if (clock.now() > giveUpAt) {
      const message = `Another process has been changing "${key.slice('lease/'.length)}" for a minute; the next attempt waits again.`;
      throw new Failure({ code: 'unavailable', message });
    }
    // Two that wait must not ask in step.
    await new Promise<void>((resolve) => void clock.after(pauseMs * (0.5 + Math.random()), resolve));
  }
}

function keepUp(store: Store, clock: Clock, { key, first }: { key: string; first: Term }): Lease {
  let term: Term = first;
  let state: 'held' | 'lost' | 'over' = 'held';
  let extending: Promise<void> = Promise.resolve();
  let cancel = (): void => undefined;
  const record = (value: Term) => ({ key, value });
  const replace = (next: Term): Write => ({ op: 'put', kind: 'setting', record: record(next), former: record(term) });
  const free = (): Write => replace({ owner: '', until: 0 });
  const extend = async (): Promise<void> => {
    const next = { ...term, until: clock.now() + LEASE_MS };
    // A store that cannot write just now is asked again; meanwhile the time runs.
    const written = await wasWritten(store, replace(next)).catch(() => undefined);
    if (written) term = next;
    if (written === false) state = 'lost';
    else plan();
  };
  const plan = (): void => {
    cancel = clock.after(EXTEND_MS, () => void (extending = extend()));
  };
  const settle = async (): Promise<void> => {
    cancel();
    await extending;
    cancel();
  };
  plan();
  return {
    isHeld: () => state === 'held',
    async finish(writes) {
      await settle();
      await store.commit([...writes, free()]);
      state = 'over';
    },
    async end() {
      await settle();
      if (state === 'held') await wasWritten(store, free()).catch(() => undefined);
      state = 'over';
    },
  };
}

/** False where somebody else was quicker. */
async function wasWritten(store: Store, write: Write): Promise<boolean> {
  try {
    await store.commit([write]);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

function untilOf(value: JsonValue | undefined): number {
  const until = isObject(value) ? value['until'] : 0;
  return typeof until === 'number' ? until : 0;
}
