import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';

/** One phone number, and all that tells it in an org, where numbers are free text. */
export type PhoneForms = {
  /** One text for all ways of writing it. */
  canonical: string;
  /** How it is written for a record that gets it. */
  written: string;
  /** What a LIKE filter looks for: the last digits in their order, with anything between them. */
  pattern: string;
  /** True for a stored text that is this number. */
  isIn(stored: string): boolean;
};

/** Digits by which a number is looked for; what is found is compared as a whole. */
const SUFFIX_DIGITS = 8;
const FEWEST_DIGITS = 5;
/** Longest text that is looked at: no phone number, however it is written, comes near. */
const MAX_LENGTH = 60;

/**
 * Reads a phone number; `country` (two letters) is where numbers without a prefix belong, in the org as well. Without it
 * a number stored without a prefix is taken for one of the same country. Undefined for a text that is none.
 */
export function phoneForms(text: string, country?: string): PhoneForms | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return undefined;
  const home = country?.toUpperCase();
  const number = parsePhoneNumberFromString(trimmed, home ? { defaultCountry: home as CountryCode } : undefined);
  if (!number?.isPossible()) return plainForms(trimmed);
  const whole = digitsOf(number.number);
  const short = !home || number.country === home || number.country === undefined;
  const national = [number.nationalNumber, digitsOf(number.formatNational())];
  const accepted = new Set([whole, `00${whole}`, ...(short ? national : [])]);
  return {
    canonical: number.number,
    written: number.number,
    pattern: patternOf(number.nationalNumber),
    isIn: (stored) => accepted.has(digitsOf(stored)),
  };
}

/** A number that no country's rules fit, such as an extension: told by its digits alone. */
function plainForms(text: string): PhoneForms | undefined {
  const digits = digitsOf(text);
  if (digits.length < FEWEST_DIGITS || /\p{Letter}/u.test(text)) return undefined;
  return {
    canonical: digits,
    written: text,
    pattern: patternOf(digits),
    isIn: (stored) => digitsOf(stored) === digits,
  };
}

function patternOf(digits: string): string {
  return `%${Array.from(digits.slice(-SUFFIX_DIGITS)).join('%')}`;
}

/** The digits of a text; the `(0)` that some write after the prefix is none of the number. */
function digitsOf(text: string): string {
  return text.replace(/^(\s*(?:\+|00)[\d\s]*)\(0\)/, '$1').replace(/\D/g, '');
}
