import type { Text } from '../flow.ts';
import { italy } from './italy.ts';

/** How a country's public holidays are worked out. */
export type CountryRule = {
  /** Towns whose own holiday is known, as calendars write them: lower case, without accents, words joined by `-`. */
  patrons: readonly string[];
  /**
   * What a day is called that is a public holiday, in the whole country or in the town given; undefined for a working
   * day, a plain Sunday among them. A town that is not in `patrons` has no holiday of its own.
   */
  holidayOn(date: Temporal.PlainDate, patron?: string): Text | undefined;
};

/** Every country whose holidays are known, by its two letters. Days of others are listed by hand. */
export const countries: Readonly<Record<string, CountryRule>> = { IT: italy };
