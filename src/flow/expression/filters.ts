import { dateFilters } from './filters/date.ts';
import type { Filter } from './filters/filter.ts';
import { generalFilters } from './filters/general.ts';
import { listFilters } from './filters/list.ts';
import { numberFilters } from './filters/number.ts';
import { personFilters } from './filters/person.ts';
import { textFilters } from './filters/text.ts';

export type { Filter } from './filters/filter.ts';

/** Every filter that templates can use, by name. */
export const filters: Readonly<Record<string, Filter>> = {
  ...generalFilters,
  ...textFilters,
  ...numberFilters,
  ...listFilters,
  ...dateFilters,
  ...personFilters,
};
