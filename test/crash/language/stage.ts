import { setTimeout as pause } from 'node:timers/promises';
import { createCustomer } from '../../../src/simulator/whatsapp/customer.ts';
import type { CustomerSpec } from '../../../src/simulator/whatsapp/model.ts';
import { identify } from '../../../src/simulator/phone/customers.ts';
import { receive } from '../../../src/simulator/phone/receive.ts';
import type { World } from './world.ts';

/** Where everybody plays: the providers, and the server that lives just now. */
export type Stage = {
  world: World;
  /** Address of the server while one listens. */
  base: string | undefined;
  /** Set when everybody shall stop, done or not. */
  stopped: boolean;
  random(): number;
};

/** Somebody with a phone. */
export type Person = {
  /** Digits of the number; undefined for one who hides it. */
  number: string | undefined;
  say(text: string): void;
  /** Several messages in one webhook. */
  sayTogether(texts: readonly string[]): void;
  /** Resolves with the text of the next message that fits; earlier ones are passed over. */
  hear(wanted: string | RegExp): Promise<string>;
  /** A moment of thought. */
  think(): Promise<void>;
  leave(): void;
};

const LONGEST_THOUGHT_MS = 200;
/** Patience is not what is tested: whoever waits for longer than a run may last waits in vain. */
const PATIENCE_MS = 6 * 3_600_000;

/** Who the person of an index is; every fifth hides the number unless it must be known. */
export function specOf(index: number, mayHide: boolean): CustomerSpec {
  const serial = String(index).padStart(6, '0');
  const hidden = mayHide && index % 5 === 4;
  return {
    ...(hidden ? { userId: `IT.CHAOS${serial}`, hidesNumber: true } : { number: `393200${serial}` }),
    name: `Person ${index}`,
  };
}

/** Lets a person in. */
export function enter({ world: { phone }, random }: Stage, spec: CustomerSpec): Person {
  const driver = createCustomer(phone, spec);
  return {
    number: spec.number,
    say: (text) => void driver.say(text),
    sayTogether(texts) {
      const customer = identify(phone, spec);
      receive(
        phone,
        texts.map((text) => ({ customer, deed: { text } })),
      );
    },
    async hear(wanted) {
      const fits = (text: string): boolean => (typeof wanted === 'string' ? text === wanted : wanted.test(text));
      return (await driver.waitForReply({ withinMs: PATIENCE_MS, match: ({ text }) => fits(text) })).text;
    },
    think: () => pause(random() * LONGEST_THOUGHT_MS, undefined, { ref: false }),
    leave: driver.leave,
  };
}
