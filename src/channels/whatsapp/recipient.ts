import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { Sender } from '../../message/address.ts';
import type { WhatsAppConfig } from './config.ts';
import { senderOf } from './sender.ts';

/** Longest text that is looked at: no phone number, however it is written, comes near. */
const MAX_LENGTH = 60;
/** A business-scoped user id: two letters of a country, a dot, up to 128 letters and digits. */
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/**
 * Reads a phone number, in any usual way of writing it, or a BSUID. Without a country only a number with its prefix is
 * one. The lane is the number's until the person answers under a BSUID; routing then ties the two together.
 */
export function recipient(address: string, _config: WhatsAppConfig, country?: string): Sender | undefined {
  const text = address.trim();
  if (USER_ID.test(text)) return senderOf({ user: text });
  if (text.length > MAX_LENGTH) return undefined;
  const options = country === undefined ? undefined : { defaultCountry: country.toUpperCase() as CountryCode };
  const number = parsePhoneNumberFromString(text, options);
  return number?.isPossible() ? senderOf({ phone: number.number }) : undefined;
}
