import type { Filter } from './filter.ts';
import { asNumber, asText } from './value.ts';

/** Filters for numbers. A value that is not a number counts as 0; a result that is none (a division by 0) is null. */
export const numberFilters: Readonly<Record<string, Filter>> = {
  plus: arithmetic(
    { title: 'Plus', description: 'Adds.', examples: [{ template: '{{ 2 | plus: 3 }}', result: '5' }] },
    (left, right) => left + right,
  ),
  minus: arithmetic(
    { title: 'Minus', description: 'Subtracts.', examples: [{ template: '{{ 5 | minus: 3 }}', result: '2' }] },
    (left, right) => left - right,
  ),
  times: arithmetic(
    { title: 'Times', description: 'Multiplies.', examples: [{ template: '{{ 2.5 | times: 4 }}', result: '10' }] },
    (left, right) => left * right,
  ),
  divided_by: arithmetic(
    {
      title: 'Divided by',
      description: 'Divides.',
      examples: [{ template: '{{ 7 | divided_by: 2 }}', result: '3.5' }],
    },
    (left, right) => left / right,
  ),
  modulo: arithmetic(
    {
      title: 'Rest of a division',
      description: 'Gives the rest of a division, with the sign of the divisor.',
      examples: [{ template: '{{ 7 | modulo: 3 }}', result: '1' }],
    },
    (left, right) => ((left % right) + right) % right,
  ),
  at_least: arithmetic(
    {
      title: 'At least',
      description: 'Raises to at least a number.',
      examples: [{ template: '{{ 2 | at_least: 3 }}', result: '3' }],
    },
    Math.max,
  ),
  at_most: arithmetic(
    {
      title: 'At most',
      description: 'Lowers to at most a number.',
      examples: [{ template: '{{ 5 | at_most: 3 }}', result: '3' }],
    },
    Math.min,
  ),
  round: {
    title: 'Rounded',
    description: 'Rounds to a number of decimals (0 unless told), halves away from zero.',
    examples: [{ template: '{{ 3.145 | round: 2 }}', result: '3.15' }],
    apply: (value, [decimals]) => round(asNumber(value) ?? 0, asNumber(decimals) ?? 0),
  },
  ceil: single(
    {
      title: 'Rounded up',
      description: 'Rounds up to a whole number.',
      examples: [{ template: '{{ 3.1 | ceil }}', result: '4' }],
    },
    Math.ceil,
  ),
  floor: single(
    {
      title: 'Rounded down',
      description: 'Rounds down to a whole number.',
      examples: [{ template: '{{ 3.9 | floor }}', result: '3' }],
    },
    Math.floor,
  ),
  abs: single(
    {
      title: 'Without the sign',
      description: 'Drops the minus sign.',
      examples: [{ template: '{{ -3 | abs }}', result: '3' }],
    },
    Math.abs,
  ),
  number: {
    title: 'Read a number',
    description:
      'Reads a text as a number, in the forms 1234.5, 1,234.50 and 1.234,50. A form that fits both, such as 1.234, is read by the language ("it" or "en"; the contact\'s unless told). No number gives null.',
    examples: [
      { template: '{{ "1.234,50" | number }}', result: '1234.5' },
      { template: '{{ "1.234" | number: "en" }}', result: '1.234' },
    ],
    apply: (value, [language], { clock }) =>
      typeof value === 'number' ? value : parseNumber(asText(value), asText(language ?? clock.language)),
  },
};

type Facts = Omit<Filter, 'apply'>;

function arithmetic(facts: Facts, work: (left: number, right: number) => number): Filter {
  return { ...facts, apply: (value, [other]) => tidy(work(asNumber(value) ?? 0, asNumber(other) ?? 0)) };
}

function single(facts: Facts, work: (value: number) => number): Filter {
  return { ...facts, apply: (value) => tidy(work(asNumber(value) ?? 0)) };
}

/** Drops the noise of binary fractions: 0.1 + 0.2 is 0.3 to an author. */
function tidy(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : null;
}

function round(value: number, decimals: number): number | null {
  const places = Math.trunc(Math.min(12, Math.max(-12, decimals)));
  const scaled = Math.round(Number(`${Math.abs(value).toPrecision(15)}e0`) * 10 ** places + 1e-9);
  return tidy((Math.sign(value) * scaled) / 10 ** places);
}

/**
 * Reads a number as people write it, with a currency sign or a percent sign aside.
 * The last of two different separators is the decimal one; a separator that occurs twice groups thousands.
 * A single separator before exactly three digits groups where the language says so: `1.234` in Italian, `1,234` in English.
 */
export function parseNumber(text: string, language = ''): number | null {
  const bare = text.replace(/[\s\u00a0\u202f'’€$£%]/g, '').replace(/^\+/, '');
  if (bare.length > 24 || !/^-?\d+(?:[.,]\d+)*$/.test(bare)) return null;
  const decimal = decimalSign(bare, language.toLowerCase().startsWith('en') ? '.' : ',');
  const [whole = '', fraction] =
    decimal === undefined
      ? [bare]
      : [bare.slice(0, bare.lastIndexOf(decimal)), bare.slice(bare.lastIndexOf(decimal) + 1)];
  if (!/^-?(?:\d+|\d{1,3}([.,])\d{3}(?:\1\d{3})*)$/.test(whole)) return null;
  return Number(`${whole.replace(/[.,]/g, '')}.${fraction ?? '0'}`);
}

function decimalSign(text: string, ofLanguage: '.' | ','): '.' | ',' | undefined {
  const dots = text.split('.').length - 1;
  const commas = text.split(',').length - 1;
  if (dots + commas === 0) return undefined;
  const last = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
  if (dots > 0 && commas > 0) return last;
  if (dots + commas > 1) return undefined;
  const groups = /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  return groups && last !== ofLanguage ? undefined : last;
}
