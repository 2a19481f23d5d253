import type { RunId } from '../base/ids.ts';
import type { Clock } from '../engine/clock.ts';
import type { Host } from '../engine/host.ts';
import type { Run } from '../flow/run.ts';
import type { Store } from '../store/store.ts';
import { Problem } from './problem.ts';

/** What waiting for runs needs. */
export type WaitingParts = {
  host: Pick<Host, 'watch'>;
  store: Pick<Store, 'get'>;
  clock: Pick<Clock, 'after'>;
};

/** What a request waits for. */
export type WaitFor = {
  run: RunId;
  /** True for a state that ends the waiting. */
  isOver(run: Run): boolean;
  forMs: number;
  /** Ends the waiting early: the caller has gone. */
  signal: AbortSignal;
};

/** Requests that wait for runs: a bounded number at once. */
export type Waiting = {
  /**
   * Does work that may wait, with a place kept for it from the beginning, so that nothing is started that nobody could
   * be answered for. Throws the problem `too-many-waiting` when all places are taken.
   */
  hold<T>(work: (until: (what: WaitFor) => Promise<Run | undefined>) => Promise<T>): Promise<T>;
  /** Ends all waiting; what asks to wait from now on does not. */
  close(): void;
};

/** Creates the places. `until` resolves to the state that ended the waiting; undefined when time or patience ran out. */
export function createWaiting(parts: WaitingParts, places: number): Waiting {
  const sitting = new Set<() => void>();
  let taken = 0;
  let closed = false;

  const until = async (what: WaitFor): Promise<Run | undefined> => {
    if (closed || what.signal.aborted) return undefined;
    const { promise, resolve } = Promise.withResolvers<Run | undefined>();
    const giveUp = (): void => resolve(undefined);
    const look = (state: Run): void => {
      if (what.isOver(state)) resolve(state);
    };
    // Watching comes before reading: no state falls between the two.
    const unwatch = parts.host.watch(what.run, look);
    const cancel = parts.clock.after(what.forMs, giveUp);
    what.signal.addEventListener('abort', giveUp);
    sitting.add(giveUp);
    try {
      const now = await parts.store.get('run', what.run);
      if (now) look(now.run);
      return await promise;
    } finally {
      unwatch();
      cancel();
      what.signal.removeEventListener('abort', giveUp);
      sitting.delete(giveUp);
    }
  };

  return {
    async hold(work) {
      if (taken >= places) {
        const detail = `${places} calls wait already. Nothing was kept; call again later.`;
        throw new Problem('too-many-waiting', detail, { headers: { 'retry-after': '1' } });
      }
      taken++;
      try {
        return await work(until);
      } finally {
        taken--;
      }
    },
    close() {
      closed = true;
      for (const giveUp of sitting) giveUp();
    },
  };
}
