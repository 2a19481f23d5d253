import { ControlError } from './control.ts';

/**
 * When the last days began by the clock of an IANA zone, the oldest first, today last, and when tomorrow begins: days on
 * which clocks change are shorter or longer than others. Throws for a zone that there is none of.
 */
export function daysUntil(now: number, { count, zone }: { count: number; zone: string }): number[] {
  const today = inZone(now, zone).startOfDay();
  return Array.from({ length: count + 1 }, (_, day) => {
    // A midnight that a change of clocks leaves out is the first moment there is.
    return today.add({ days: day - count + 1 }).startOfDay().epochMilliseconds;
  });
}

function inZone(at: number, zone: string): Temporal.ZonedDateTime {
  try {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  } catch {
    throw new ControlError('invalid', `"${zone}" is no time zone. Name one of the IANA list, such as "Europe/Rome".`);
  }
}
