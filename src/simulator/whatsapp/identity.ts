import { parseNumber } from '../phone/customers.ts';
import type { CustomerSpec } from './model.ts';

const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

/** True for a business-scoped user id. */
export function isUserId(text: string): boolean {
  return USER_ID.test(text);
}

/** Reads an identity that may be a phone number or a user id. */
export function parseIdentity(text: string): CustomerSpec | undefined {
  const number = parseNumber(text);
  if (number !== undefined) return { number };
  return isUserId(text) ? { userId: text } : undefined;
}
