import { timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import { identify, parseNumber } from '../phone/customers.ts';
import type { ThreadMessage } from '../phone/model.ts';
import type { Phone } from '../phone/phone.ts';
import type { Provider, ProviderKind } from '../phone/provider.ts';
import { sendJson } from '../serve.ts';

/** What all phones for SMS have in common: people are their numbers. */
export const smsKind = {
  webhook: true,
  numbers: true,
  person: (serial) => `39333${String(serial).padStart(7, '0')}`,
  accent: '#3f5b73',
} as const satisfies Partial<ProviderKind>;

/** How people are named. */
export const smsIdentity: Provider['identity'] = {
  read: (text) => {
    const number = parseNumber(text);
    return number === undefined ? undefined : { number };
  },
  says: 'a phone number with country code',
};

/** A message that the business wants sent, once everything about it is right. */
export type SmsSend = { to: string; text: string; id?: string; callback?: string | undefined; facts?: JsonObject };

/**
 * Takes a message and answers for it: does what a fault orders, shows the message on the person's phone, and otherwise
 * answers with `status` and what `answer` makes of it. `failing` is the code of a message that fails later, unless the
 * fault names one.
 */
export async function takeSms(
  phone: Phone,
  call: Call,
  {
    send,
    status,
    failing,
    answer,
  }: {
    send: SmsSend;
    status: number;
    failing: string | number;
    answer: (message: ThreadMessage) => JsonObject;
  },
): Promise<void> {
  const { to, text, id, callback, facts } = send;
  const accept = (failWith?: string | number): ThreadMessage =>
    phone.show({
      customer: identify(phone, { number: to }),
      bubble: { type: 'text', content: { text }, text },
      ...(id !== undefined && { id }),
      ...(callback !== undefined && { callback }),
      ...(facts && { facts }),
      ...(failWith !== undefined && { failWith }),
    });
  const { over, fault } = await phone.disturb(call, { on: 'send', to, type: 'text', accept: () => void accept() });
  if (over) return;
  sendJson(call.response, status, answer(accept(fault?.kind === 'fail-later' ? (fault.code ?? failing) : undefined)));
}

/** True for two texts that are the same; takes as long for any others. */
export function isSame(given: string | undefined, expected: string): boolean {
  const [left, right] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The Authorization header of user and password. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The pairs of a form body. */
export function formOf(body: Buffer): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(body.toString()));
}

/** A code that a fault ordered, by number; a fallback where it named none. */
export function codeOf(code: string | number | undefined, fallback: number): number {
  const number = Number(code ?? fallback);
  return Number.isInteger(number) ? number : fallback;
}
