import type { Clock } from '../clock.ts';
import type { Filter } from './filter.ts';
import { asNumber, asText } from './value.ts';

/** Filters for dates. */
export const dateFilters: Readonly<Record<string, Filter>> = {
  date: {
    title: 'Date and time',
    description:
      'Writes a moment (epoch milliseconds or ISO text) in a form such as "%d/%m/%Y %H:%M" ("%Y-%m-%d" unless told), in the flow\'s time zone or the one given. %d %m %Y %y %H %I %M %S %L %p %j %u %s %z %Z are numbers and signs, %A %a %B %b names in the contact\'s language, %F is %Y-%m-%d, %T is %H:%M:%S; "%-d" drops the leading zero. What is no date comes back as it is.',
    examples: [
      { template: '{{ "2026-03-05" | date: "%-d %B %Y" }}', result: '5 March 2026' },
      {
        template: '{{ event.at | date: "%d/%m/%Y %H:%M" }}',
        scope: { event: { at: 1772690828009 } },
        result: '05/03/2026 07:07',
      },
    ],
    apply: (value, [form, zone], { clock, charge }) => {
      const moment = readMoment(value, { ...clock, timeZone: zone === undefined ? clock.timeZone : asText(zone) });
      if (!moment) return value;
      const pattern = form === undefined ? '%Y-%m-%d' : asText(form);
      charge(pattern.length * 8);
      return write(moment, pattern, clock.language ?? 'en');
    },
  },
};

/** Reads epoch milliseconds or ISO text as a moment in a zone; a text without an offset is local time there. */
export function readMoment(value: unknown, clock: Clock): Temporal.ZonedDateTime | undefined {
  try {
    const number = asNumber(value);
    if (number !== undefined)
      return Temporal.Instant.fromEpochMilliseconds(Math.trunc(number)).toZonedDateTimeISO(clock.timeZone);
    if (typeof value !== 'string') return undefined;
    const text = value.trim();
    if (!/^\d{4}-\d{2}-\d{2}(?:$|[T ])/.test(text)) return undefined;
    if (/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10)))
      return Temporal.Instant.from(text).toZonedDateTimeISO(clock.timeZone);
    return Temporal.PlainDateTime.from(text).toZonedDateTime(clock.timeZone);
  } catch {
    // Temporal refuses impossible dates and unknown zones by throwing.
    return undefined;
  }
}

type Directive = (moment: Temporal.ZonedDateTime, language: string) => string;

const pad = (value: number, length = 2) => String(value).padStart(length, '0');

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  Y: (moment) => String(moment.year),
  y: (moment) => pad(moment.year % 100),
  m: (moment) => pad(moment.month),
  d: (moment) => pad(moment.day),
  e: (moment) => String(moment.day).padStart(2, ' '),
  H: (moment) => pad(moment.hour),
  I: (moment) => pad(moment.hour % 12 || 12),
  M: (moment) => pad(moment.minute),
  S: (moment) => pad(moment.second),
  L: (moment) => pad(moment.millisecond, 3),
  p: (moment) => (moment.hour < 12 ? 'AM' : 'PM'),
  j: (moment) => pad(moment.dayOfYear, 3),
  u: (moment) => String(moment.dayOfWeek),
  s: (moment) => String(Math.floor(moment.epochMilliseconds / 1000)),
  z: (moment) => moment.offset.replace(':', ''),
  Z: (moment) => moment.timeZoneId,
  F: (moment) => `${String(moment.year)}-${pad(moment.month)}-${pad(moment.day)}`,
  T: (moment) => `${pad(moment.hour)}:${pad(moment.minute)}:${pad(moment.second)}`,
  A: (moment, language) => nameOf(moment, language, { weekday: 'long' }),
  a: (moment, language) => nameOf(moment, language, { weekday: 'short' }),
  B: (moment, language) => nameOf(moment, language, { month: 'long' }),
  b: (moment, language) => nameOf(moment, language, { month: 'short' }),
  '%': () => '%',
};

function write(moment: Temporal.ZonedDateTime, pattern: string, language: string): string {
  return pattern.replace(/%(-?)([A-Za-z%])/g, (whole, dash: string, letter: string) => {
    const text = DIRECTIVES[letter]?.(moment, language) ?? whole;
    return dash ? text.replace(/^[0 ]+(?=.)/, '') : text;
  });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The name of a weekday or month. An unknown language falls back to English. */
function nameOf(moment: Temporal.ZonedDateTime, language: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${language} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    if (formats.size >= 100) formats.clear();
    format = new Intl.DateTimeFormat(isLanguage(language) ? [language, 'en'] : 'en', { ...options, timeZone: 'UTC' });
    formats.set(key, format);
  }
  const { year, month, day } = moment;
  return format.format(Temporal.PlainDateTime.from({ year, month, day }).toZonedDateTime('UTC').epochMilliseconds);
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
