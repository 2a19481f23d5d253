import { isSupportedCountry } from 'libphonenumber-js';
import { diagnose } from '../diagnose.ts';
import type { Rule } from './subject.ts';

/** The time zone and the country exist. */
export const settings: Rule = ({ flow }) => {
  const { timeZone, country } = flow.settings;
  const found = [];
  if (!isZone(timeZone))
    found.push(
      diagnose('bad_settings', ['flow', 'settings', 'timeZone'], {
        message: `There is no time zone "${timeZone}".`,
        fix: 'Write it as continent and city, such as "Europe/Rome".',
      }),
    );
  if (!isSupportedCountry(country))
    found.push(
      diagnose('bad_settings', ['flow', 'settings', 'country'], {
        message: `There is no country "${country}".`,
        fix: 'Write its two letters, such as "IT".',
      }),
    );
  return found;
};

/** True for the name of a time zone; a bare offset is none. */
export function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    // A bare offset such as +01:00 is accepted by Temporal, but knows no summer time.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
