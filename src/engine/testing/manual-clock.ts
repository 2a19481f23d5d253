import type { Clock } from '../clock.ts';

/** A clock that tests move by hand. */
export type ManualClock = Clock & {
  /** Moves time on and wakes whoever is due, in order, letting each one's work settle. */
  advance(ms: number): Promise<void>;
};

/** Creates a clock that stands still at a time. */
export function createManualClock(startAt: number): ManualClock {
  let at = startAt;
  let sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => at,
    after(delayMs, wake) {
      const sleeper = { at: at + Math.max(0, delayMs), wake };
      sleepers.push(sleeper);
      return () => {
        sleepers = sleepers.filter((other) => other !== sleeper);
      };
    },
    async advance(ms) {
      const end = at + ms;
      await settled();
      for (;;) {
        const next = sleepers.filter((sleeper) => sleeper.at <= end).sort((left, right) => left.at - right.at)[0];
        if (!next) break;
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        at = Math.max(at, next.at);
        next.wake();
        await settled();
      }
      at = end;
      await settled();
    },
  };
}

/** Resolves when work that needs no time has had many turns of the event loop. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 25; turn++) await new Promise((resolve) => setImmediate(resolve));
}
