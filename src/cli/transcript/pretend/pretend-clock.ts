import type { Clock } from '../../../engine/clock.ts';

/** Knows when nothing is going on: all work of an engine goes through its store and its performing of effects. */
export type Calm = {
  /** Counts a piece of work until it ends. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when no work is going on and none has begun since. */
  settled(): Promise<void>;
};

/** Turns of the event loop without new work after which none is to come: each runs every promise to its end. */
const CALM_TURNS = 2;

/** Creates the counter of work. */
export function createCalm(): Calm {
  let underWay = 0;
  let begun = 0;
  let waiting: (() => void)[] = [];
  const ended = (): void => {
    underWay -= 1;
    if (underWay > 0) return;
    for (const resolve of waiting.splice(0)) resolve();
  };
  return {
    during(work) {
      underWay += 1;
      begun += 1;
      return work().finally(ended);
    },
    async settled() {
      for (let calm = 0; calm < CALM_TURNS;) {
        const before = begun;
        await new Promise((resolve) => setImmediate(resolve));
        if (underWay > 0) await new Promise<void>((resolve) => void waiting.push(resolve));
        calm = underWay === 0 && begun === before ? calm + 1 : 0;
      }
    },
  };
}

/** A clock that stands still until it is moved. */
export type PretendClock = Clock & {
  /** Moves time on and wakes whoever is due, in order, each after the work of the one before has settled. */
  moveTo(at: number): Promise<void>;
};

/** Creates a clock that stands at a time. */
export function createPretendClock(startAt: number, calm: Pick<Calm, 'settled'>): PretendClock {
  let at = startAt;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  const earliest = (until: number) => {
    let first: { at: number; wake: () => void } | undefined;
    for (const sleeper of sleepers) if (sleeper.at <= until && sleeper.at < (first?.at ?? Infinity)) first = sleeper;
    return first;
  };
  return {
    now: () => at,
    after(delayMs, wake) {
      const sleeper = { at: at + Math.max(0, delayMs), wake };
      sleepers.add(sleeper);
      return () => void sleepers.delete(sleeper);
    },
    async moveTo(end) {
      await calm.settled();
      for (let next = earliest(end); next; next = earliest(end)) {
        sleepers.delete(next);
        at = Math.max(at, next.at);
        next.wake();
        await calm.settled();
      }
      at = Math.max(at, end);
      await calm.settled();
    },
  };
}
