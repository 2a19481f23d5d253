import { dateFilters } from './filters/date.ts';
import type { Filter } from './filters/filter.ts';
import { generalFilters } from './filters/general.ts';
import { listFilters } from './filters/list.ts';
import { numberFilters } from './filters/number.ts';
import { personFilters } from './filters/person.ts';
import { textFilters } from './filters/text.ts';

export type { Filter } from './filters/filter.ts';

const GROUPS: readonly [group: string, filters: Readonly<Record<string, Filter>>][] = [
  ['Any value', generalFilters],
  ['Texts', textFilters],
  ['Numbers', numberFilters],
  ['Lists', listFilters],
  ['Dates', dateFilters],
  ['People', personFilters],
];

/** Every filter that templates can use, by name. */
export const filters: Readonly<Record<string, Filter>> = Object.fromEntries(
  GROUPS.flatMap(([, members]) => Object.entries(members)),
);

/** What the reference and the editor say about one filter. */
export type FilterFacts = { name: string; group: string } & Omit<Filter, 'apply'>;

/** Every filter as data, group by group. */
export const FILTERS: readonly FilterFacts[] = GROUPS.flatMap(([group, members]) =>
  Object.entries(members).map(([name, { title, description, examples }]) => ({
    name,
    group,
    title,
    description,
    examples,
  })),
);
