const UNITS: readonly [ms: number, name: string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
];

/** A length of time in its largest whole unit: `3 h`. */
export function span(ms: number): string {
  const unit = UNITS.find(([size]) => ms >= size);
  return unit ? `${Math.floor(ms / unit[0])} ${unit[1]}` : `${Math.max(0, Math.round(ms))} ms`;
}

/** How long ago a moment was, or how far ahead it is. */
export function ago(at: number, now: number): string {
  const ms = now - at;
  if (Math.abs(ms) < 1000) return 'now';
  return ms > 0 ? `${span(ms)} ago` : `in ${span(-ms)}`;
}

/** A moment in a zone, to the second: `2026-11-22 10:02:31`. */
export function moment(at: number, timeZone?: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone ?? Temporal.Now.timeZoneId())
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace('T', ' ');
}

/** A moment as people read it: the time in their zone, and how long ago. */
export function when(at: number, now: number, timeZone?: string): string {
  return `${moment(at, timeZone)} (${ago(at, now)})`;
}

/**
 * Reads a moment: `2026-11-22`, `2026-11-22T10:00`, an ISO instant, or a length of time before now (`90m`, `24h`, `7d`).
 * Undefined for anything else.
 */
export function readMoment(text: string, now: number, timeZone?: string): number | undefined {
  const back = /^(\d{1,6})(m|h|d|w)$/.exec(text);
  if (back) return now - Number(back[1]) * { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }[back[2] as 'm'];
  try {
    if (/(Z|[+-]\d\d:?\d\d)$/.test(text) && text.includes('T')) return Temporal.Instant.from(text).epochMilliseconds;
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone ?? Temporal.Now.timeZoneId()).epochMilliseconds;
  } catch {
    return undefined;
  }
}
