import type { JsonObject } from '../../base/json.ts';
import type { Customer } from '../phone/model.ts';
import type { Phone } from '../phone/phone.ts';
import { threadOf } from '../phone/state.ts';

/** One bot, with what Viber knows about it. */
export type Bot = { phone: Phone; token: string; id: string; name: string; uri: string };

/** Viber sends these whether they were asked for or not. */
export const ALWAYS: readonly string[] = ['message', 'subscribed', 'unsubscribed', 'webhook'];

/** The kinds of event that `set_webhook` asked for; all of them where a control call set the address. */
export function wants({ phone }: Bot, event: string): boolean {
  const asked = phone.note.get('event_types');
  return ALWAYS.includes(event) || !Array.isArray(asked) || asked.length === 0 || asked.includes(event);
}

/** A person as webhooks describe them. */
export function userOf({ key, name }: Customer): JsonObject {
  return {
    id: key,
    name,
    avatar: 'https://media.example.com/avatar.jpg',
    country: 'IT',
    language: 'it',
    api_version: 10,
  };
}

/** True once the person has written, until they leave. */
export function isSubscribed({ phone }: Bot, { key, blocked }: Customer): boolean {
  return blocked !== true && threadOf(phone.state, phone.account, key).windowUntil > 0;
}

/** How many messages may go to somebody who has opened the chat and not written yet. */
const allowance = ({ key }: Customer) => `allowance/${key}`;

/** Lets one message go to somebody who has opened the chat. */
export function allowOne({ phone }: Bot, customer: Customer): void {
  phone.note.put(allowance(customer), 1);
}

/** True when that one message was still to be sent; it is used up then. */
export function takeAllowance({ phone }: Bot, customer: Customer): boolean {
  if (phone.note.get(allowance(customer)) !== 1) return false;
  phone.note.put(allowance(customer), null);
  return true;
}
