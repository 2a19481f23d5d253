import type { Language } from '../i18n/translate.ts';

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

/** A duration for people: milliseconds below a second, seconds below a minute, then minutes and hours. */
export function formatDuration(ms: number, language: Language): string {
  const write = (value: number, unit: string, digits = 0): string =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  if (ms < 1000) return write(ms, 'millisecond');
  if (ms < 60_000) return write(ms / 1000, 'second', 1);
  return ms < 3_600_000 ? write(ms / 60_000, 'minute') : write(ms / 3_600_000, 'hour');
}

/** A date and time as an org writes it (`2026-01-07T09:00:00.000+0000`), for people; any other value as it is. */
export function formatValue(value: string, language: Language): string {
  const time = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?[+-]\d{2})(\d{2})$/.exec(value);
  return time ? formatDateTime(Date.parse(`${time[1]}:${time[2]}`), language) : value;
}

/** A phone number in groups that can be read aloud; anything else stays as it is. */
export function formatPhone(phone: string): string {
  const italian = /^\+39(\d{3})(\d{3})(\d{3,4})$/.exec(phone);
  return italian ? `+39 ${italian.slice(1).join(' ')}` : phone;
}
