import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { Sender } from '../../../message/address.ts';

/** Longest text that is looked at: no phone number, however it is written, comes near. */
const MAX_LENGTH = 60;
/** Shorter ones are short codes, which belong to one country and cannot be called from another. */
const INTERNATIONAL = /^\+?(?:00)?([1-9]\d{6,14})$/;

/**
 * The sender of a message by the number that the provider gives, which has its country's prefix, with or without a plus.
 * Short codes and names (a bank's, a courier's) are senders too; nobody can answer most of them.
 */
export function senderOf(number: string): Sender {
  const digits = INTERNATIONAL.exec(number.trim())?.[1];
  if (digits === undefined) return { key: number.trim(), addresses: [{ kind: 'user', value: number.trim() }] };
  return { key: digits, addresses: [{ kind: 'phone', value: `+${digits}` }] };
}

/** Reads a phone number in any usual way of writing it. Without a country only a number with its prefix is one. */
export function recipientOf(address: string, country?: string): Sender | undefined {
  const text = address.trim();
  if (text.length > MAX_LENGTH) return undefined;
  const options = country === undefined ? undefined : { defaultCountry: country.toUpperCase() as CountryCode };
  const number = parsePhoneNumberFromString(text, options);
  return number?.isPossible() ? senderOf(number.number) : undefined;
}
