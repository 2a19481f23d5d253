import { identify } from './customers.ts';
import type { Deed } from './deed.ts';
import type { Customer, CustomerSpec, ThreadMessage } from './model.ts';
import type { Phone } from './phone.ts';
import { receive } from './receive.ts';
import { tap } from './tap.ts';

/** Which business message to wait for, and how long. */
export type ReplyWish = {
  /** Milliseconds of real time. */
  withinMs?: number;
  /** Part of the text, or a test of the whole message; any message will do without it. */
  match?: string | ((message: ThreadMessage) => boolean);
};

/** A customer played by a program: for tests and load. */
export type CustomerDriver<D extends Deed = Deed> = {
  /** Sends a text and returns its id. */
  say: (text: string) => string;
  /** Taps something by its title on the latest message that has any. */
  tap: (title: string) => string;
  /** Does anything else a customer can do. */
  act: (deed: D) => string;
  /**
   * Resolves with the next business message that was not waited for yet and that matches; earlier ones that do not
   * match are passed over for good. Rejects after `withinMs` (10 s). One wait at a time.
   */
  waitForReply: (wish?: ReplyWish) => Promise<ThreadMessage>;
  /** Stops listening. */
  leave: () => void;
};

type Waiter = { wants: (message: ThreadMessage) => boolean; give: (message: ThreadMessage) => void };

/** Gives a program a customer's phone. Replies are handed over as they are accepted; nothing is polled. */
export function createCustomer(phone: Phone, spec: CustomerSpec): CustomerDriver {
  const { key } = identify(phone, spec);
  // After a reset the person is made anew.
  const self = (): Customer => phone.state.customers.get(key) ?? identify(phone, spec);
  const unseen: ThreadMessage[] = [];
  let waiter: Waiter | undefined;
  const stop = phone.watchCustomer(key, (message) => {
    if (!waiter) unseen.push(message);
    else if (waiter.wants(message)) waiter.give(message);
  });
  const act = (deed: Deed): string => receive(phone, [{ customer: self(), deed }])[0]?.id ?? '';
  return {
    act,
    say: (text) => act({ text }),
    tap: (title) => tap(phone, self(), { title }).id,
    waitForReply: (wish = {}) => {
      const wants = toTest(wish.match);
      for (let message = unseen.shift(); message; message = unseen.shift())
        if (wants(message)) return Promise.resolve(message);
      if (waiter) return Promise.reject(new Error(`${key} is waiting for a reply already.`));
      const withinMs = wish.withinMs ?? 10_000;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiter = undefined;
          reject(
            new Error(
              `${key} got no ${typeof wish.match === 'string' ? `"${wish.match}"` : 'reply'} within ${withinMs} ms.`,
            ),
          );
        }, withinMs);
        const give = (message: ThreadMessage): void => {
          clearTimeout(timer);
          waiter = undefined;
          resolve(message);
        };
        waiter = { wants, give };
      });
    },
    leave: stop,
  };
}

function toTest(match: ReplyWish['match']): (message: ThreadMessage) => boolean {
  if (match === undefined) return () => true;
  return typeof match === 'string' ? (message) => message.text.includes(match) : match;
}
