import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';

/**
 * The ways in which people write one phone number, as words to search for: +39 333…, 0039…, the national number alone
 * and in its groups, with blanks, dashes and dots. `country` (two letters) is where a number without a prefix belongs.
 * A text that is no number stands for itself.
 */
export function phoneWords(text: string, country?: string): string[] {
  const home = country?.toUpperCase();
  const number = parsePhoneNumberFromString(text.trim(), home ? { defaultCountry: home as CountryCode } : undefined);
  if (!number?.isPossible()) return [text.trim()];
  const whole = number.number.slice(1);
  const national = number.formatNational();
  const grouped = number.formatInternational();
  return [
    ...new Set([
      number.number,
      `00${whole}`,
      whole,
      national.replace(/\D/g, ''),
      number.nationalNumber,
      grouped,
      national,
      ...['-', '.'].map((mark) => national.replace(/[\s-]+/g, mark)),
    ]),
  ];
}
