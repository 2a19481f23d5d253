import { createLanes } from './lanes.ts';
import type { Hook } from './model.ts';
import { createPoster, type PosterPort } from './poster.ts';

/** The queue that brings webhooks to the business. */
export type Delivery = {
  /** Takes a webhook in; it leaves when its turn in each of its lanes has come and it is due. */
  add: (hook: Hook) => void;
  /** The target or the clock changed: looks again at everything that waits. */
  recheck: () => void;
  /** Stops; attempts under way are cut and count for nothing. */
  close: () => Promise<void>;
};

/** What the queue needs to know and whom it tells. */
export type DeliveryPort = PosterPort & {
  now: () => number;
  /** How long to wait after the given number of missed attempts. */
  delayMs: (missed: number) => number;
  giveUpMs: number;
  started: (hook: Hook) => void;
  answered: (hook: Hook) => void;
  missed: (hook: Hook, why: string) => void;
  abandoned: (hook: Hook) => void;
};

/** Makes a delivery queue: within a lane one webhook at a time, the next one after the answer 200. */
export function createDelivery(port: DeliveryPort): Delivery {
  const lanes = createLanes<Hook>();
  const waiting = new Map<number, Hook>();
  const timers = new Map<number, NodeJS.Timeout>();
  const underWay = new Set<number>();
  const poster = createPoster(port);
  let closed = false;

  const consider = (hook: Hook): void => {
    if (closed || underWay.has(hook.id) || port.target() === undefined) return;
    if (!lanes.isFirst(hook)) return;
    const waitMs = hook.dueAt - port.now();
    clearTimeout(timers.get(hook.id));
    timers.delete(hook.id);
    if (waitMs > 0) {
      // Timers beyond 24 days would fire at once; an hour is soon enough to look again.
      timers.set(hook.id, setTimeout(consider, Math.min(waitMs, 3_600_000), hook));
      return;
    }
    underWay.add(hook.id);
    // The answer to the send that caused this webhook goes first.
    setImmediate(() => void attempt(hook));
  };

  const leave = (hook: Hook): void => {
    waiting.delete(hook.id);
    lanes.leave(hook).forEach(consider);
  };

  const attempt = async (hook: Hook): Promise<void> => {
    if (closed) return;
    if (hook.missed === 0) port.started(hook);
    const why = await poster.post(hook.body);
    if (closed) return;
    underWay.delete(hook.id);
    if (why === undefined) {
      port.answered(hook);
      leave(hook);
    } else if (port.now() - hook.createdAt > port.giveUpMs) {
      port.abandoned(hook);
      leave(hook);
    } else {
      port.missed(hook, why);
      hook.dueAt = port.now() + port.delayMs(hook.missed);
      consider(hook);
    }
  };

  return {
    add: (hook) => {
      waiting.set(hook.id, hook);
      lanes.join(hook);
      consider(hook);
    },
    recheck: () => waiting.forEach(consider),
    close: async () => {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await poster.close();
    },
  };
}
