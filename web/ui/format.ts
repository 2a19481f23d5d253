import type { Language } from '../i18n/language.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Hour and minute in the viewer's zone. */
export function formatTime(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** Time of day to the millisecond in the viewer's zone. */
export function formatMoment(at: number, language: Language): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 } as const;
  return new Intl.DateTimeFormat(language, { ...parts, hourCycle: 'h23' }).format(at);
}

/** Date and time in full, for hovering and for waits that end another day. */
export function formatDateTime(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** Date and time to the second with the zone's name: what a relative time shows on hovering. */
export function formatExact(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }).format(at);
}

/** A date alone. */
export function formatDate(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at);
}

/**
 * How long ago or ahead a time is: seconds, minutes, hours, then days; beyond a week the date.
 * Never more exact than the unit: "2 minutes ago".
 */
export function formatRelative(at: number, now: number, language: Language): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size >= 7 * DAY) return formatDate(at, language);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  if (size < 10_000) return words.format(0, 'second');
  if (size < MINUTE) return words.format(Math.trunc(distance / 1000), 'second');
  if (size < HOUR) return words.format(Math.trunc(distance / MINUTE), 'minute');
  if (size < DAY) return words.format(Math.trunc(distance / HOUR), 'hour');
  return words.format(Math.trunc(distance / DAY), 'day');
}

/** A duration for people: milliseconds below a second, seconds below a minute, then minutes, hours and days. */
export function formatDuration(ms: number, language: Language): string {
  const write = (value: number, unit: string, digits = 0): string =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  if (ms < 1000) return write(ms, 'millisecond');
  if (ms < MINUTE) return write(ms / 1000, 'second', 1);
  if (ms < HOUR) return write(ms / MINUTE, 'minute');
  return ms < 2 * DAY ? write(ms / HOUR, 'hour') : write(ms / DAY, 'day');
}

/** A number with the language's separators; at most two decimals. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
}

/** A share of one as per cent. */
export function formatPercent(share: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** A size in bytes, in the unit that fits. */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step);
}

/** A date and time as an org writes it (`2026-01-07T09:00:00.000+0000`), for people; any other value as it is. */
export function formatValue(value: string, language: Language): string {
  const time = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?[+-]\d{2})(\d{2})$/.exec(value);
  return time ? formatDateTime(Date.parse(`${time[1]}:${time[2]}`), language) : value;
}

/** Calling codes of one and two digits; all others have three. */
const SHORT_CODES = /^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** A phone number (E.164) in groups that can be read aloud; anything else stays as it is. */
export function formatPhone(phone: string): string {
  const digits = /^\+(\d{7,15})$/.exec(phone)?.[1];
  if (digits === undefined) return phone;
  const code = SHORT_CODES.exec(digits)?.[0] ?? digits.slice(0, 3);
  const rest = digits.slice(code.length);
  const groups = rest.match(/\d{3}(?=\d{3})|\d+/g) ?? [];
  return `+${code} ${groups.join(' ')}`.trim();
}

/** The beginning and end of a long id, enough to tell it from others at a glance. */
export function shortenId(id: string): string {
  return id.length <= 12 ? id : `${id.slice(0, 5)}…${id.slice(-4)}`;
}
