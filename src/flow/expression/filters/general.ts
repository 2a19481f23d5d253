import type { Filter } from './filter.ts';
import { asJson, asText, charactersOf } from './value.ts';

/** Filters for values of any kind. */
export const generalFilters: Readonly<Record<string, Filter>> = {
  default: {
    title: 'Otherwise',
    description: 'Takes another value where this one is missing, null, false, or an empty text or list.',
    examples: [
      { template: '{{ contact.name | default: "cliente" }}', scope: { contact: {} }, result: 'cliente' },
      { template: '{{ contact.name | default: "cliente" }}', scope: { contact: { name: 'Ada' } }, result: 'Ada' },
    ],
    apply: (value, [other]) => (isNothing(value) ? other : value),
  },
  json: {
    title: 'As JSON',
    description: 'Writes the value as JSON.',
    examples: [
      { template: '{{ "a,b" | split: "," | json }}', result: '["a","b"]' },
      { template: '{{ vars.lead | json }}', scope: { vars: { lead: { id: '00Q1' } } }, result: '{"id":"00Q1"}' },
    ],
    apply: (value) => JSON.stringify(asJson(value) ?? null),
  },
  size: {
    title: 'Size',
    description: 'Counts the characters of a text or the items of a list.',
    examples: [{ template: '{{ "città" | size }}', result: '5' }],
    apply: (value) => (Array.isArray(value) ? value.length : charactersOf(asText(value)).length),
  },
};

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  return Array.isArray(value) && value.length === 0;
}
