import { readCurrency } from './currency.ts';

/** A sum of money: `text` is the exact decimal as it was written (`-1234.50`), `value` the same as a number. */
export type Amount = { value: number; currency?: string; text: string };

/** Where an amount was written: languages and countries write numbers differently. */
export type AmountPlace = { language?: string; country?: string };

/** Longest text that is looked at; longer ones hold no amount. */
const MAX_LENGTH = 500;
/** Digits that a number keeps exactly. */
const MAX_DIGITS = 15;

/**
 * Reads the one sum in a text: `1.234,56 €`, `€ 1.234,56`, `1,234.56 USD`, `12 euro`, `-$5`, `CHF 1'250.-`. With a
 * currency it may stand in a sentence (`ho 300 euro al mese`), without one it stands alone. Two numbers, a unit that is
 * no currency (`12 kg`), a multiplier (`5 mila euro`) or more than 15 digits give undefined.
 *
 * Of two different separators the last is the decimal one; one that occurs twice groups thousands, as blanks and
 * apostrophes always do. A single separator before exactly three digits is decided by where it was written: `1.234` is
 * 1234 in Italian and 1.234 in English, `1,234` the other way round. The language decides, and before it its own region
 * or the country where those write the decimal point whatever the language (Switzerland, Mexico).
 */
export function readAmount(text: string, place: AmountPlace = {}): Amount | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const line = text.replace(/\s+/g, ' ').replace(/−/g, '-').replace(/’/g, "'").trim();
  const [found, ...others] = line.matchAll(NUMBER);
  if (!found || others.length > 0 || /[^\P{N}\d]/u.test(line)) return undefined;
  const before = readBefore(line.slice(0, found.index), place.country);
  const after = readAfter(line.slice(found.index + found[0].length), place.country);
  const decimal = decimalOf(found[0], place);
  if (!before || !after || decimal === undefined) return undefined;
  if (before.currency && after.currency && before.currency !== after.currency) return undefined;
  const currency = before.currency ?? after.currency;
  if (currency === undefined && !(ALONE.test(before.rest) && ALONE.test(after.rest))) return undefined;
  const exact = before.negative && /[1-9]/.test(decimal) ? `-${decimal}` : decimal;
  return { value: Number(exact), ...(currency === undefined ? {} : { currency }), text: exact };
}

/** Digits with separators inside; a blank belongs to it only where it groups three digits. */
const NUMBER = /\d+(?:(?:[.,']| (?=\d{3}))\d+)*/g;
/** What may stand around a number without a currency; brackets are no part of it, for bookkeepers mean a minus. */
const ALONE = /^[\s.!?…,;:"]*$/;
/** Words that make another sum of the number before them. */
const MULTIPLIED =
  /^ ?(?:k|m|mln|mld|bn|mila|mille|milion[ei]|miliard[oi]|hundred|thousand|millions?|billions?|cents?|centesim[oi])(?!\p{L})/iu;

type Side = { rest: string; currency?: string };

/** Takes sign and currency off the end of what stands before the number; undefined where it makes no sense. */
function readBefore(text: string, country?: string): (Side & { negative: boolean }) | undefined {
  const inner = /[-+] ?$/.exec(text)?.[0] ?? '';
  const unsigned = text.slice(0, text.length - inner.length);
  const word = /(?:\p{L}{0,3}\p{Sc}|(?<!\p{L})\p{L}{1,10}\.?) ?$/u.exec(unsigned)?.[0] ?? '';
  const currency = readCurrency(word.trim(), country);
  const bare = currency === undefined ? unsigned : unsigned.slice(0, unsigned.length - word.length);
  const outer = currency !== undefined && inner === '' ? (/[-+] ?$/.exec(bare)?.[0] ?? '') : '';
  const rest = bare.slice(0, bare.length - outer.length);
  const sign = inner || outer;
  // A dash after words joins or parts them: it is no sign.
  if (sign !== '' && rest !== '' && (sign.endsWith(' ') || !/[ (:]$/.test(rest))) return undefined;
  if (currency === undefined && /[\p{L}\p{Sc}%/#]$/u.test(rest)) return undefined;
  return { rest, negative: sign.startsWith('-'), ...(currency === undefined ? {} : { currency }) };
}

/** Takes the currency off the beginning of what stands after the number; undefined where it makes no sense. */
function readAfter(text: string, country?: string): Side | undefined {
  const past = text.replace(/^[.,][-–—]+/, '');
  const [whole = '', word = ''] = /^ ?(\p{L}{0,3}\p{Sc}|\p{L}{1,10}(?!\p{L}))/u.exec(past) ?? [];
  const currency = readCurrency(word, country);
  const rest = currency === undefined ? past : past.slice(whole.length);
  if (MULTIPLIED.test(rest) || (currency === undefined && /^[^\s.!?…,;:)"/]/.test(rest))) return undefined;
  return { rest, ...(currency === undefined ? {} : { currency }) };
}

/** A written number as an exact decimal with a point and no leading zeros; undefined where its groups are none. */
function decimalOf(written: string, place: AmountPlace): string | undefined {
  const sign = decimalSign(written, place);
  const at = sign === undefined ? written.length : written.lastIndexOf(sign);
  const [whole, fraction] = [written.slice(0, at), written.slice(at + 1)];
  if (!/^(?:\d+|\d{1,3}([.,' ])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})$/.test(whole) || /\D/.test(fraction))
    return undefined;
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  if (digits.length + fraction.length > MAX_DIGITS) return undefined;
  return fraction === '' ? digits : `${digits}.${fraction}`;
}

function decimalSign(written: string, place: AmountPlace): '.' | ',' | undefined {
  const dots = written.split('.').length - 1;
  const commas = written.split(',').length - 1;
  if (dots + commas === 0) return undefined;
  const last = written.lastIndexOf('.') > written.lastIndexOf(',') ? '.' : ',';
  if (dots > 0 && commas > 0) return last;
  if (dots + commas > 1) return undefined;
  const groups = /^[1-9]\d{0,2}[.,]\d{3}$/.test(written);
  return groups && last !== decimalSignOf(place) ? undefined : last;
}

const POINT_LANGUAGES = new Set(['en', 'zh', 'ja', 'ko', 'th', 'he', 'hi', 'bn', 'ta', 'ur', 'ms', 'fil', 'sw']);
/** Where the point is written whatever the language. */
const POINT_COUNTRIES = new Set(['CH', 'LI', 'MX', 'GT', 'HN', 'NI', 'PA', 'PE', 'PR', 'DO', 'SV']);

function decimalSignOf({ language = '', country = '' }: AmountPlace): '.' | ',' {
  const [base = '', ...subtags] = language.split('-');
  const region = subtags.find((part) => /^[A-Za-z]{2}$/.test(part)) ?? country;
  return POINT_LANGUAGES.has(base.toLowerCase()) || POINT_COUNTRIES.has(region.toUpperCase()) ? '.' : ',';
}
