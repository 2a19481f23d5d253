import { parsePhoneNumberFromString, type PhoneNumberType } from 'libphonenumber-js/max';
import { readPhone } from '../expression/filters/person.ts';

/**
 * What a number is good for: texts reach `mobile`, and `either` where a country's numbers do not tell. `unknown` has
 * the right length but lies in no range that the country is known to give out.
 */
export type PhoneKind = 'mobile' | 'landline' | 'either' | 'special' | 'unknown';

/** A phone number; `country` is missing where it belongs to none, as +800. */
export type Phone = { e164: string; national: string; country?: string; kind: PhoneKind };

const KINDS: Readonly<Record<PhoneNumberType, PhoneKind>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'landline',
  FIXED_LINE_OR_MOBILE: 'either',
  PREMIUM_RATE: 'special',
  TOLL_FREE: 'special',
  SHARED_COST: 'special',
  VOIP: 'special',
  PERSONAL_NUMBER: 'special',
  PAGER: 'special',
  UAN: 'special',
  VOICEMAIL: 'special',
};

/**
 * Reads a valid phone number, as Ask does; `country` (two letters) is where one without a prefix belongs. Anything
 * else gives undefined.
 */
export function readPhoneNumber(text: string, country?: string): Phone | undefined {
  const number = readPhone(text, country);
  if (!number?.isValid()) return undefined;
  // Only the large table tells for every country which numbers are mobile.
  const type = parsePhoneNumberFromString(number.number)?.getType();
  return {
    e164: number.number,
    national: number.formatNational(),
    ...(number.country === undefined ? {} : { country: number.country }),
    kind: type === undefined ? 'unknown' : KINDS[type],
  };
}
