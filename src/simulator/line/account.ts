import { randomBytes } from 'node:crypto';
import { isObject } from '../../base/json.ts';
import type { Phone } from '../phone/phone.ts';
import type { Settings } from '../phone/settings.ts';

/** Settings of phones on LINE beyond the common ones. */
export type LineSettings = Settings & {
  /** For so long a reply token is good. */
  replyForMs: number;
  /** Pushes of this month that the plan allows; 0, the default, is no limit. */
  monthlyLimit: number;
};

/** One channel of an official account, with what LINE knows about it. */
export type Account = { phone: Phone; secret: string; token: string; id: string; settings: LineSettings };

const noteOf = (token: string) => `reply/${token}`;

/** A new token by which one reply may go to this person. */
export function issueToken({ phone }: Account, customer: string): string {
  const token = randomBytes(16).toString('hex');
  phone.note.put(noteOf(token), { customer, at: phone.now() });
  return token;
}

/** The person to whom a token belongs, while it is good. */
export function holderOf({ phone, settings }: Account, token: string): string | undefined {
  const note = phone.note.get(noteOf(token));
  if (!isObject(note) || phone.now() - Number(note['at']) > settings.replyForMs) return undefined;
  return String(note['customer']);
}

/** Uses a token up. */
export function useToken({ phone }: Account, token: string): void {
  phone.note.put(noteOf(token), null);
}
