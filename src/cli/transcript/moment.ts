/**
 * Reads a moment as transcripts write it: `2026-12-24T09:00` or a date alone by the clock on the wall of a zone, or a
 * moment with its offset. Epoch milliseconds; undefined for anything else.
 */
export function readMoment(text: string, timeZone: string): number | undefined {
  try {
    if (/[zZ]$|[+-]\d\d:?\d\d$/.test(text) && text.includes('T')) return Temporal.Instant.from(text).epochMilliseconds;
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** A moment by the clock on the wall of a zone, to the second: `2026-12-24T09:00:00`. */
export function formatMoment(at: number, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDateTime().toString({ smallestUnit: 'second' });
}
