import { setTimeout as pause } from 'node:timers/promises';
import type { CustomerDriver } from '../../../src/simulator/phone/customer.ts';
import { createCustomer } from '../../../src/simulator/whatsapp/customer.ts';
import type { CustomerSpec } from '../../../src/simulator/whatsapp/model.ts';
import type { WhatsAppPhone } from '../../../src/simulator/whatsapp/phone.ts';
import { identify } from '../../../src/simulator/phone/customers.ts';
import { receive } from '../../../src/simulator/phone/receive.ts';
import { isClosing, QUESTIONS, type Plan } from './plan.ts';

export type Crowd = {
  phone: WhatsAppPhone;
  plans: readonly Plan[];
  /** Conversations under way at once. */
  inFlight: number;
  random(): number;
};

/** Customers being played. */
export type Play = {
  /** Indexes of the conversations that came to their end. */
  done: Set<number>;
  /** Lets every wait end now; resolves when nobody plays any more. */
  stop(): Promise<void>;
};

const LONGEST_THOUGHT_MS = 250;
/** A customer waits as long as the whole run may last: patience is not what is tested. */
const PATIENCE_MS = 3_600_000;

/** Plays every plan, so many at once, and notes which came to their end. */
export function playCustomers({ phone, plans, inFlight, random }: Crowd): Play {
  const done = new Set<number>();
  const rest = [...plans];
  let stopped = (): void => undefined;
  const stop = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const think = (): Promise<void> => pause(random() * LONGEST_THOUGHT_MS, undefined, { ref: false });
  const slot = async (): Promise<void> => {
    for (let plan = rest.shift(); plan; plan = rest.shift()) {
      await playOne(phone, plan, think);
      done.add(plan.index);
    }
  };
  const all = Promise.all(Array.from({ length: inFlight }, slot));
  return {
    done,
    async stop() {
      rest.length = 0;
      stopped();
      await Promise.race([all, stop]);
    },
  };
}

async function playOne(phone: WhatsAppPhone, plan: Plan, think: () => Promise<void>): Promise<void> {
  const { opening, answers, style, farewell } = plan;
  const spec = specOf(plan);
  const customer = createCustomer(phone, spec);
  const hear = (text: string): Promise<unknown> =>
    customer.waitForReply({ withinMs: PATIENCE_MS, match: (message) => message.text === text });
  if (style === 'together') sayTogether(phone, spec, [opening, ...answers]);
  else if (style === 'early') sayAll(customer, [opening, ...answers]);
  else {
    customer.say(opening);
    for (const [index, question] of QUESTIONS.slice(0, answers.length).entries()) {
      if (style === 'burst' && index > 0) continue;
      await hear(question);
      await think();
      sayAll(customer, style === 'burst' ? answers : [answers[index] ?? '']);
    }
  }
  await customer.waitForReply({ withinMs: PATIENCE_MS, match: (message) => isClosing(message.text) });
  await think();
  if (farewell !== undefined) customer.say(farewell);
  customer.leave();
}

/** Who writes, as the phone knows them. */
export function specOf({ number, bsuid, index }: Plan): CustomerSpec {
  return { ...(number ? { number } : { userId: bsuid, hidesNumber: true }), name: `Person ${index}` };
}

function sayAll(customer: CustomerDriver, texts: readonly string[]): void {
  for (const text of texts) customer.say(text);
}

/** Several messages of one person in one webhook. */
function sayTogether(phone: WhatsAppPhone, spec: CustomerSpec, texts: readonly string[]): void {
  const customer = identify(phone, spec);
  receive(
    phone,
    texts.map((text) => ({ customer, deed: { text } })),
  );
}
