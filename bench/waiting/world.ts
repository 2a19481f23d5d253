import { createCustomer } from '../../src/simulator/whatsapp/customer.ts';
import { identify } from '../../src/simulator/phone/customers.ts';
import { startPhoneServer } from '../../src/simulator/whatsapp/server.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { CREDENTIALS, DUE_AFTER_MS, wamid, WORDS, type Asked, type Person } from './town.ts';

/** What the customers saw. Latency is from the message leaving a phone to its reply reaching it. */
export type Seen = { messages: number; latenciesMs: number[]; tookMs: number };

/** What somebody writes, and words of the one reply that is right. */
export type Letter = { from: Person; text: string; reply: string };

/** The pretend provider and the customers around a process under test. */
export type World = {
  graph: string;
  setTarget: (url: string) => void;
  /** Lets people write, 64 at a time, as long as `more` says so. Rejects when one of them gets another reply. */
  play: (letters: Iterator<Letter>, more: () => boolean) => Promise<Seen>;
  /** Resolves when no webhook is on its way any more. */
  quiet: () => Promise<void>;
  /** Lets the provider know of people that they wrote, so that they may be written to; none of it reaches the product. */
  remember: (people: readonly Asked[]) => void;
  /** Reminders that have reached a phone so far. */
  reminded: () => number;
  /** What should not be: messages sent twice, webhooks not taken at once, sends refused. */
  faults: () => string[];
  close: () => Promise<void>;
};

const IN_FLIGHT = 64;
const REPLY_WITHIN_MS = 30_000;

/** Starts the provider in this process, without log and without statuses. */
export async function startWorld(): Promise<World> {
  const server = await startPhoneServer({ ...CREDENTIALS, statuses: [], log: false });
  const { phone } = server;
  let reminded = 0;
  phone.watch((event) => {
    if (event.type === 'message' && event.message.text === WORDS.reminder) reminded += 1;
  });

  const write = async ({ from, text, reply }: Letter): Promise<number> => {
    const customer = createCustomer(phone, from);
    const began = performance.now();
    customer.say(text);
    const { text: read } = await customer.waitForReply({ withinMs: REPLY_WITHIN_MS });
    if (!read.includes(reply)) throw new Error(`${from.name} wrote "${text}" and read "${read}".`);
    customer.leave();
    return performance.now() - began;
  };

  return {
    graph: server.url,
    setTarget: phone.setTarget,
    async play(letters, more) {
      const latenciesMs: number[] = [];
      const began = performance.now();
      const slot = async (): Promise<void> => {
        while (more()) latenciesMs.push(await write(next(letters)));
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, slot));
      return { messages: latenciesMs.length, latenciesMs, tookMs: performance.now() - began };
    },
    quiet: () => waitUntil('every webhook is answered', () => phone.state.hooks.size === 0),
    remember(people) {
      for (const { number, name, at, text } of people) {
        const { key } = identify(phone, { number, name });
        const { phoneNumberId } = CREDENTIALS;
        const said = {
          id: wamid(number, at, 'in'),
          account: phoneNumberId,
          customer: key,
          from: 'customer',
          at,
        } as const;
        const content = { body: text };
        phone.commit({
          kind: 'message',
          message: { ...said, type: 'text', content, text, windowUntil: at + 24 * DUE_AFTER_MS, ticks: [] },
        });
      }
    },
    reminded: () => reminded,
    faults() {
      const { counters, repeated } = phone.state;
      return [
        ...unlessNone('messages sent twice', repeated.size),
        ...unlessNone('webhooks not taken at once', counters.webhooksMissed),
        ...unlessNone('sends refused', Object.keys(counters.refused).length),
      ];
    },
    close: () => server.close(),
  };
}

function next(letters: Iterator<Letter>): Letter {
  const { value, done } = letters.next();
  if (done) throw new Error('Nobody is left to write.');
  return value;
}

function unlessNone(what: string, count: number): string[] {
  return count === 0 ? [] : [`${what}: ${count}`];
}
