import { createLanes } from './lanes.ts';
import type { Hook } from './model.ts';

/** The queue that brings webhooks to the business. */
export type Delivery = {
  /** Takes a webhook in; it leaves when its turn in each of its lanes has come and it is due. */
  add: (hook: Hook) => void;
  /** The webhooks that are due and first in their lanes, oldest first: for a business that fetches them. */
  ready: () => Hook[];
  /** The business has taken this webhook in some other way. */
  settle: (hook: Hook) => void;
  /** The target or the clock changed: looks again at everything that waits. */
  recheck: () => void;
  /** Stops; attempts under way are cut and count for nothing. */
  close: () => void;
};

/** What the queue needs to know and whom it tells. */
export type DeliveryPort = {
  now: () => number;
  /** Where a webhook would go now; undefined holds it back. */
  target: (hook: Hook) => string | undefined;
  /** Makes one attempt: why it failed, or nothing when the webhook was taken. Never rejects. */
  post: (hook: Hook, url: string) => Promise<string | undefined>;
  /** How long to wait after the given number of missed attempts. */
  delayMs: (missed: number) => number;
  giveUpMs: number;
  started: (hook: Hook) => void;
  answered: (hook: Hook) => void;
  missed: (hook: Hook, why: string) => void;
  abandoned: (hook: Hook) => void;
};

/** Makes a delivery queue: within a lane one webhook at a time, the next one after it was taken. */
export function createDelivery(port: DeliveryPort): Delivery {
  const lanes = createLanes<Hook>();
  const waiting = new Map<number, Hook>();
  const timers = new Map<number, NodeJS.Timeout>();
  const underWay = new Set<number>();
  let closed = false;

  const consider = (hook: Hook): void => {
    if (closed || underWay.has(hook.id) || port.target(hook) === undefined) return;
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
    clearTimeout(timers.get(hook.id));
    timers.delete(hook.id);
    waiting.delete(hook.id);
    lanes.leave(hook).forEach(consider);
  };

  const attempt = async (hook: Hook): Promise<void> => {
    if (closed) return;
    const url = port.target(hook);
    if (url === undefined) return void underWay.delete(hook.id);
    if (hook.missed === 0) port.started(hook);
    const why = await port.post(hook, url);
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
    ready: () =>
      [...waiting.values()].filter((hook) => !underWay.has(hook.id) && hook.dueAt <= port.now() && lanes.isFirst(hook)),
    settle: (hook) => {
      if (!waiting.has(hook.id)) return;
      port.started(hook);
      port.answered(hook);
      leave(hook);
    },
    recheck: () => waiting.forEach(consider),
    close: () => {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
