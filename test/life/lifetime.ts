import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/engine/clock.ts';
import type { Store } from '../../src/store/store.ts';

/** One process from its start to its kill: what it does once it is dead reaches nobody, and nobody answers it. */
export type Lifetime = Clock & {
  /** The store as this process sees it. */
  guard(store: Store): Store;
  /** Counts work that goes on outside the store, such as a request over HTTP, as not settled yet. */
  busy<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing goes on any more without time moving on. */
  settle(): Promise<void>;
  /** Moves time on and wakes whoever is due, in order, each once the work of the one before has settled. */
  advance(ms: number): Promise<void>;
  /** Ends the process at once. */
  kill(): void;
  /** True once it was killed. */
  dead(): boolean;
};

/** The machine's clock lets nobody sleep longer. */
const LONGEST_SLEEP_MS = 3_600_000;
/** Turns of the event loop without any work under way after which nothing is going on. */
const QUIET_TURNS = 4;
const PATIENCE_MS = 60_000;

type Sleeper = { at: number; order: number; wake(): void };

/** Creates a process whose time stands still until it is moved. */
export function createLifetime(startAt: number): Lifetime {
  let at = startAt;
  let order = 0;
  let underWay = 0;
  let isDead = false;
  const sleepers = new Set<Sleeper>();

  const busy = async <T>(work: Promise<T>): Promise<T> => {
    underWay++;
    try {
      return await work;
    } finally {
      underWay--;
      // Whoever died gets no answer any more.
      if (isDead) await new Promise<never>(() => undefined);
    }
  };

  const settle = async (): Promise<void> => {
    const end = performance.now() + PATIENCE_MS;
    for (let quiet = 0; quiet < QUIET_TURNS; quiet = underWay === 0 ? quiet + 1 : 0) {
      if (performance.now() > end) throw new Error(`${underWay} pieces of work did not end.`);
      await turn();
    }
  };

  const next = (until: number): Sleeper | undefined => {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (sleeper.at > until) continue;
      if (!first || sleeper.at < first.at || (sleeper.at === first.at && sleeper.order < first.order)) first = sleeper;
    }
    return first;
  };

  return {
    now: () => at,
    after(delayMs, wake) {
      const sleeper = { at: at + Math.min(LONGEST_SLEEP_MS, Math.max(0, delayMs)), order: order++, wake };
      sleepers.add(sleeper);
      return () => sleepers.delete(sleeper);
    },
    async advance(ms) {
      const end = at + ms;
      await settle();
      for (let sleeper = next(end); sleeper && !isDead; sleeper = next(end)) {
        sleepers.delete(sleeper);
        at = Math.max(at, sleeper.at);
        sleeper.wake();
        await settle();
      }
      at = end;
    },
    kill() {
      isDead = true;
      sleepers.clear();
    },
    dead: () => isDead,
    settle,
    busy,
    guard: (store) => guardStore(store, (work) => (isDead ? new Promise<never>(() => undefined) : busy(work()))),
  };
}

function guardStore(store: Store, watch: <T>(work: () => Promise<T>) => Promise<T>): Store {
  return {
    get: (kind, key) => watch(() => store.get(kind, key)),
    list: (kind, query) => watch(() => store.list(kind, query)),
    count: (kind, where) => watch(() => store.count(kind, where)),
    due: (span) => watch(() => store.due(span)),
    nextDue: (after) => watch(() => store.nextDue(after)),
    commit: (writes) => watch(() => store.commit(writes)),
    close: () => store.close(),
  };
}
