import { Pool } from 'undici';
import type { Hook } from './model.ts';

/** The queue that brings webhooks to the business. */
export type Delivery = {
  /** Takes a webhook in; it leaves when its turn in each of its lanes has come and it is due. */
  add: (hook: Hook) => void;
  /** The target changed: starts whatever was waiting for one. */
  retarget: () => void;
  /** The clock moved: looks again at everything that waits for its time. */
  recheck: () => void;
  /** Stops; attempts under way are cut and count for nothing. */
  close: () => Promise<void>;
};

/** What the queue needs to know and whom it tells. */
export type DeliveryPort = {
  now: () => number;
  target: () => string | undefined;
  sign: (body: string) => string;
  timeoutMs: number;
  connections: number;
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
  const lanes = new Map<string, Hook[]>();
  const waiting = new Map<number, Hook>();
  const timers = new Map<number, NodeJS.Timeout>();
  const underWay = new Set<number>();
  const poster = createPoster(port);
  let closed = false;

  const consider = (hook: Hook): void => {
    if (closed || underWay.has(hook.id) || port.target() === undefined) return;
    if (!hook.lanes.every((lane) => lanes.get(lane)?.[0] === hook)) return;
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
    for (const lane of hook.lanes) {
      const queue = lanes.get(lane);
      queue?.shift();
      const next = queue?.[0];
      if (next) consider(next);
      else lanes.delete(lane);
    }
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
      for (const lane of hook.lanes) {
        const queue = lanes.get(lane);
        if (queue) queue.push(hook);
        else lanes.set(lane, [hook]);
      }
      consider(hook);
    },
    retarget: () => waiting.forEach(consider),
    recheck: () => waiting.forEach(consider),
    close: async () => {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await poster.close();
    },
  };
}

type Poster = { post: (body: string) => Promise<string | undefined>; close: () => Promise<void> };

/** Posts signed bodies to the current target; tells why an attempt failed, or nothing when it was answered 200. */
function createPoster({ target, sign, timeoutMs, connections }: DeliveryPort): Poster {
  let pool: Pool | undefined;
  let origin: string | undefined;
  let path = '/';
  let known: string | undefined;
  const aim = (url: string): Pool => {
    if (pool && known === url) return pool;
    const parsed = new URL(url);
    known = url;
    path = `${parsed.pathname}${parsed.search}`;
    if (pool && origin === parsed.origin) return pool;
    void pool?.destroy();
    origin = parsed.origin;
    pool = new Pool(origin, { connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
    return pool;
  };
  return {
    post: async (body) => {
      const url = target();
      if (url === undefined) return 'no webhook url is set';
      try {
        const response = await aim(url).request({
          path,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'user-agent': 'facebookexternalua',
            'x-hub-signature-256': sign(body),
          },
          body,
        });
        await response.body.dump();
        return response.statusCode === 200 ? undefined : `answered ${response.statusCode}`;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    close: async () => {
      await pool?.destroy();
    },
  };
}
