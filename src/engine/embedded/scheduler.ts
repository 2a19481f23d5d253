import type { Clock } from '../clock.ts';

/** What the scheduler wakes up for. */
export type SchedulerOptions = {
  clock: Clock;
  /** Does what is due at or before `now`; returns when to look again, if anything is left. */
  work(now: number): Promise<number | undefined>;
  onError(error: unknown): void;
};

/** One timer for all waits: sleeps until the earliest, at most an hour. */
export type Scheduler = {
  /** Looks again no later than at this time. */
  wake(at: number): void;
  /** Stops; resolves when the work under way is done. */
  close(): Promise<void>;
};

/** Delay before looking again after the store could not be read. */
const AFTER_ERROR_MS = 1000;

/** Creates the scheduler, asleep until the first `wake`. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  let cancel = (): void => undefined;
  let plannedAt = Infinity;
  let working: Promise<void> | undefined;
  let missed = false;
  let closed = false;

  const plan = (at: number): void => {
    if (closed || at >= plannedAt) return;
    plannedAt = at;
    cancel();
    cancel = options.clock.after(at - options.clock.now(), fire);
  };

  const fire = (): void => {
    plannedAt = Infinity;
    if (working) {
      // The round may have looked before what is due now was stored: look once more behind it.
      missed = true;
      return;
    }
    working = round().finally(() => {
      working = undefined;
      if (missed) plan(options.clock.now());
      missed = false;
    });
  };

  const round = async (): Promise<void> => {
    try {
      const next = await options.work(options.clock.now());
      if (next !== undefined) plan(next);
    } catch (error) {
      options.onError(error);
      plan(options.clock.now() + AFTER_ERROR_MS);
    }
  };

  return {
    wake: plan,
    async close() {
      closed = true;
      cancel();
      await working;
    },
  };
}
