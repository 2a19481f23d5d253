/** A day, and a time of that day where one is told, as somebody wrote them; `offset` where they said one. */
type Written = { date: Temporal.PlainDate; time?: Temporal.PlainTime; offset?: string };

const MONTHS = [
  ['gen', 'jan'],
  ['feb'],
  ['mar'],
  ['apr'],
  ['mag', 'may'],
  ['giu', 'jun'],
  ['lug', 'jul'],
  ['ago', 'aug'],
  ['set', 'sep'],
  ['ott', 'oct'],
  ['nov'],
  ['dic', 'dec'],
] as const;

const YEAR_FIRST = /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})/;
const DAY_FIRST = /^(?<day>\d{1,2})[-/.](?<month>\d{1,2})[-/.](?<year>\d{4}|\d{2})(?!\d)/;
const DAY_AND_NAME =
  /^(?<day>\d{1,2})(?:º|°|st|nd|rd|th)?[ -](?:of |di )?(?<name>\p{L}{3,12})\.?,?[ -](?<year>\d{4})/iu;
const NAME_AND_DAY = /^(?<name>\p{L}{3,12})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})/iu;
const TIME =
  /^(?:T| |, ?| ?(?:ore|alle(?: ore)?|at) )(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?(?:[:.](?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)? ?(?<half>[ap]\.?m\.?)? ?(?<offset>Z|[+-]\d{2}:?\d{2})?$/iu;

/** Years that dates of records may be in. */
const [FIRST_YEAR, LAST_YEAR] = [1700, 4000];
/** Days near these years' ends may be in another year elsewhere. */
const [FIRST_MS, LAST_MS] = [Date.UTC(FIRST_YEAR, 0, 2), Date.UTC(LAST_YEAR, 11, 30)];

/**
 * The day that a value names, `YYYY-MM-DD`: `2026-11-22`, `22/11/2026`, `22.11.26`, `22 novembre 2026`,
 * `November 22, 2026`. Of two numbers before the year the first is the day. A moment, and milliseconds since 1970, give
 * the day in the zone. Undefined for everything else.
 */
export function readDay(value: string | number, timeZone: string): string | undefined {
  if (typeof value === 'number') return instantOf(value)?.toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const written = readWritten(value);
  if (!written) return undefined;
  const { date, time, offset } = written;
  if (offset === undefined || !time) return date.toString();
  return instantAt({ date, time, offset })?.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/**
 * The moment that a value names, in UTC with milliseconds: a day (its first moment) with or without a time behind it:
 * `2026-11-22T15:00+01:00`, `22.11.26 ore 15`, `11/22/2026` never (no month 22). What names no offset is in the zone.
 */
export function readMoment(value: string | number, timeZone: string): string | undefined {
  if (typeof value === 'number') return textOf(instantOf(value));
  const written = readWritten(value);
  if (!written) return undefined;
  const { date, time = new Temporal.PlainTime(), offset } = written;
  if (offset !== undefined) return textOf(instantAt({ date, time, offset }));
  return textOf(date.toZonedDateTime({ timeZone, plainTime: time }).toInstant());
}

/** A time of day as the org takes it, `15:30:00.000Z`; it has no zone there. */
export function readTime(value: string): string | undefined {
  const time = timeIn(TIME.exec(` ${value.trim()}`)?.groups);
  return time ? `${time.toString({ fractionalSecondDigits: 3 })}Z` : undefined;
}

function instantOf(ms: number): Temporal.Instant | undefined {
  return ms >= FIRST_MS && ms <= LAST_MS ? Temporal.Instant.fromEpochMilliseconds(Math.trunc(ms)) : undefined;
}

function instantAt({ date, time, offset }: Required<Written>): Temporal.Instant | undefined {
  const colon = /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase();
  try {
    return Temporal.Instant.from(`${date.toString()}T${time.toString()}${colon}`);
  } catch {
    return undefined;
  }
}

function textOf(instant: Temporal.Instant | undefined): string | undefined {
  return instant?.toString({ fractionalSecondDigits: 3 });
}

function readWritten(value: string): Written | undefined {
  const text = value.trim().replace(/\s+/gu, ' ');
  const match = [YEAR_FIRST, DAY_FIRST, DAY_AND_NAME, NAME_AND_DAY].map((form) => form.exec(text)).find(Boolean);
  const date = match && dateIn(match.groups ?? {});
  if (!match || !date) return undefined;
  const rest = text.slice(match[0].length);
  if (rest === '') return { date };
  const groups = TIME.exec(rest)?.groups;
  const time = timeIn(groups);
  if (!time) return undefined;
  return { date, time, ...(groups?.['offset'] === undefined ? {} : { offset: groups['offset'] }) };
}

type Groups = Readonly<Record<string, string | undefined>>;

function dateIn({ year = '', month, day, name }: Groups): Temporal.PlainDate | undefined {
  const number = name === undefined ? Number(month) : monthNamed(name);
  try {
    const full = year.length === 2 ? 2000 + Number(year) : Number(year);
    const date = Temporal.PlainDate.from({ year: full, month: number, day: Number(day) }, { overflow: 'reject' });
    return full >= FIRST_YEAR && full <= LAST_YEAR ? date : undefined;
  } catch {
    return undefined;
  }
}

function monthNamed(name: string): number {
  const start = name.toLowerCase().slice(0, 3);
  return MONTHS.findIndex((starts) => (starts as readonly string[]).includes(start)) + 1;
}

function timeIn(groups: Groups | undefined): Temporal.PlainTime | undefined {
  if (!groups) return undefined;
  const { hour, minute = '0', second = '0', fraction = '', half } = groups;
  const spoken = Number(hour);
  if (half !== undefined && (spoken < 1 || spoken > 12)) return undefined;
  const full = half === undefined ? spoken : (spoken % 12) + (/^p/i.test(half) ? 12 : 0);
  try {
    return Temporal.PlainTime.from(
      {
        hour: full,
        minute: Number(minute),
        second: Number(second),
        millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)),
      },
      { overflow: 'reject' },
    );
  } catch {
    return undefined;
  }
}
