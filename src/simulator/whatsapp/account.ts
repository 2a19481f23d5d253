import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { BusinessNumber } from './options.ts';
import type { WhatsAppPhone } from './phone.ts';

/** How Meta sees one number; it changes by control calls. */
export type NumberFacts = {
  quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  tier: string;
  nameStatus: string;
  status: string;
};

const USUAL: NumberFacts = { quality: 'GREEN', tier: 'TIER_1K', nameStatus: 'APPROVED', status: 'CONNECTED' };

/** The facts of a number: those it began with, as changed since. */
export function factsOf(phone: WhatsAppPhone, number: BusinessNumber): NumberFacts {
  const changed = noteAt(phone, `number/${number.phoneNumberId}`);
  const status = number.registered ? USUAL.status : 'PENDING';
  return { ...USUAL, status, ...(changed as Partial<NumberFacts>) };
}

/** Changes the facts of a number; they survive restarts. */
export function changeFacts(phone: WhatsAppPhone, number: BusinessNumber, change: Partial<NumberFacts>): void {
  phone.note.put(`number/${number.phoneNumberId}`, { ...noteAt(phone, `number/${number.phoneNumberId}`), ...change });
}

/** The address that a number has for itself, beside the app's. */
export function overrideOf(phone: WhatsAppPhone, account: string): string | undefined {
  const url = phone.note.get(`override/${account}`);
  return typeof url === 'string' ? url : undefined;
}

/** Gives a number an address of its own, or takes it away. A phone that has no target yet delivers from now on. */
export function setOverride(phone: WhatsAppPhone, account: string, url: string | undefined): void {
  phone.note.put(`override/${account}`, url ?? null);
  if (url !== undefined && phone.state.target === undefined) phone.setTarget(url);
}

/** Whether the app is subscribed to an account; it is until it says otherwise. */
export function isSubscribed(phone: WhatsAppPhone, wabaId: string): boolean {
  return phone.note.get(`subscribed/${wabaId}`) !== false;
}

/** Subscribes the app to an account, or ends that. */
export function subscribe(phone: WhatsAppPhone, wabaId: string, subscribed: boolean): void {
  phone.note.put(`subscribed/${wabaId}`, subscribed);
}

function noteAt(phone: WhatsAppPhone, key: string): JsonObject {
  const value: JsonValue | undefined = phone.note.get(key);
  return isObject(value) ? value : {};
}
