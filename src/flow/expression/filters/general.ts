import type { Filter } from './filter.ts';
import { asJson, asText, charactersOf } from './value.ts';

/** Filters for values of any kind. */
export const generalFilters: Readonly<Record<string, Filter>> = {
  default: {
    description: 'Takes another value where this one is missing, null, false, or an empty text or list.',
    example: ['{{ contact.name | default: "cliente" }}', 'cliente'],
    apply: (value, [other]) => (isNothing(value) ? other : value),
  },
  json: {
    description: 'Writes the value as JSON.',
    example: ['{{ "a,b" | split: "," | json }}', '["a","b"]'],
    apply: (value) => JSON.stringify(asJson(value) ?? null),
  },
  size: {
    description: 'Counts the characters of a text or the items of a list.',
    example: ['{{ "città" | size }}', '5'],
    apply: (value) => (Array.isArray(value) ? value.length : charactersOf(asText(value)).length),
  },
};

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  return Array.isArray(value) && value.length === 0;
}
