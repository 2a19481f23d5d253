import { Type } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import { own } from '../flow.ts';
import { didYouMean } from '../validate/closest.ts';
import { explainSchema } from '../validate/explain-schema.ts';
import {
  calendarForm,
  dayName,
  HOLIDAY_SCHEMAS,
  WEEKDAYS,
  type Calendar,
  type HolidayRule,
  type Span,
  type Special,
  type Weekday,
} from './calendar.ts';
import { countries } from './countries.ts';

type Path = Diagnostic['path'];

/**
 * Finds what is wrong with a calendar that a person wrote; an empty list means that it is a `Calendar` to work with.
 * A calendar that is never open in an ordinary week is only warned of. `path` is put before each finding's own.
 */
export function checkCalendar(value: unknown, path: Path = []): Diagnostic[] {
  const misshapen = checkForm(value, path);
  if (misshapen.length > 0) return misshapen;
  const calendar = value as Calendar;
  return [
    ...checkZone(calendar.timeZone, [...path, 'timeZone']),
    ...WEEKDAYS.flatMap((day) => checkSpans(calendar.weekly[day] ?? [], [...path, 'weekly', day], day)),
    ...checkHolidays(calendar.holidays, [...path, 'holidays']),
    ...checkOpens(calendar, [...path, 'weekly']),
  ];
}

// A list of anything: each holiday is checked by the schema of its own kind, which finds better words than a union.
const outerForm = calendarForm(Type.Object({}));

function checkForm(value: unknown, path: Path): Diagnostic[] {
  const outer = explain(outerForm, value, path);
  const holidays = isObject(value) && Array.isArray(value['holidays']) ? (value['holidays'] as unknown[]) : [];
  return [
    ...outer,
    ...holidays.flatMap((holiday, at) =>
      isObject(holiday) ? checkHolidayForm(holiday, [...path, 'holidays', at]) : [],
    ),
  ];
}

function checkHolidayForm(holiday: JsonObject, path: Path): Diagnostic[] {
  const kinds = (Object.keys(HOLIDAY_SCHEMAS) as (keyof typeof HOLIDAY_SCHEMAS)[]).filter((kind) =>
    Object.hasOwn(holiday, kind),
  );
  const [kind] = kinds;
  if (kind !== undefined && kinds.length === 1) return explain(HOLIDAY_SCHEMAS[kind], holiday, path);
  return [
    problem(path, {
      message: kind ? `A holiday cannot be both "${kinds.join('" and "')}".` : 'Nothing says which day this is.',
      fix: 'Write "country" for all public holidays, "date" for one day, or "yearly" for a day of every year, and only one of them.',
    }),
  ];
}

/** Members whose writing a pattern rules: what they hold, and how it is written. */
const WRITTEN: Readonly<Record<string, readonly [what: string, how: string]>> = {
  from: ['time of day', 'Write hours and minutes with two digits each, such as "09:00".'],
  to: ['time of day', 'Write hours and minutes with two digits each, such as "18:30"; "24:00" is the end of the day.'],
  date: ['date', 'Write year, month and day, such as "2026-12-24".'],
  yearly: ['day of the year', 'Write month and day, such as "12-24".'],
};

function explain(schema: Parameters<typeof explainSchema>[0], value: unknown, path: Path): Diagnostic[] {
  return explainSchema(schema, value, { code: 'bad_shape', path }).map((found) => {
    const place = found.path.slice(path.length);
    const written = place.reduce<unknown>((part, key) => (part as Record<string | number, unknown>)?.[key], value);
    const [what, how] = own(WRITTEN, String(place.at(-1))) ?? [];
    if (what === undefined || how === undefined || typeof written !== 'string')
      return problem(found.path, { message: found.message, fix: found.fix });
    return problem(found.path, { message: `"${written}" is no ${what}.`, fix: how });
  });
}

function checkZone(timeZone: string, path: Path): Diagnostic[] {
  if (isZone(timeZone)) return [];
  const meant = didYouMean(timeZone, Intl.supportedValuesOf('timeZone'));
  return [
    problem(path, {
      message: `There is no time zone "${timeZone}".${meant}`,
      fix: 'Write it as continent and city, such as "Europe/Rome".',
    }),
  ];
}

function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    // Temporal takes a bare offset such as +01:00 and a whole moment with a zone in it; neither names a zone.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** Each span ends after it begins and begins when the one before has ended. `day` is the day they belong to, if any. */
function checkSpans(spans: readonly Span[], path: Path, day?: Weekday): Diagnostic[] {
  const found = spans.flatMap(({ from, to }, at) =>
    from < to ? [] : [problem([...path, at], { message: emptySpan(from, to), fix: splitSpan(from, to, day) })],
  );
  if (found.length > 0) return found;
  const inOrder = spans.map((span, at) => ({ ...span, at })).sort((a, b) => (a.from < b.from ? -1 : 1));
  return inOrder.flatMap((span, index) => {
    const before = inOrder[index - 1];
    if (before === undefined || before.to <= span.from) return [];
    return [
      problem([...path, span.at], {
        message: `${write(span)} overlaps with ${write(before)}.`,
        fix: 'Make one of the two, or let one end when the other begins.',
      }),
    ];
  });
}

const write = ({ from, to }: Span) => `${from}–${to}`;

function emptySpan(from: string, to: string): string {
  return from === to ? `From ${from} to ${to} is no time at all.` : `${from} comes after ${to} on the same day.`;
}

function splitSpan(from: string, to: string, day: Weekday | undefined): string {
  if (from === to) return 'Remove it, or write "00:00" and "24:00" for the whole day.';
  const next = day && dayName(WEEKDAYS[(WEEKDAYS.indexOf(day) + 1) % 7]!);
  const [first, second] = day && next ? [` on ${dayName(day)}`, ` on ${next}`] : ['', ' on the next day'];
  const morning = to === '00:00' ? '' : ` and 00:00–${to}${second}`;
  return `If it goes over midnight, write ${from}–24:00${first}${morning}; if not, exchange the two.`;
}

function checkHolidays(holidays: Calendar['holidays'], path: Path): Diagnostic[] {
  const seen = new Map<string, number>();
  return holidays.flatMap((holiday, at) => {
    const where = [...path, at];
    if ('country' in holiday) return checkRule(holiday, where);
    const day = 'date' in holiday ? holiday.date : holiday.yearly;
    const first = seen.get(day);
    seen.set(day, first ?? at);
    return [
      ...checkDay(holiday, where),
      ...checkSpans(holiday.open ?? [], [...where, 'open']),
      ...(first === undefined ? [] : [twice(day, first, where)]),
    ];
  });
}

function twice(day: string, first: number, path: Path): Diagnostic {
  return problem(path, {
    message: `${day} stands in the list twice, first at holidays[${first}].`,
    fix: 'Remove one of the two.',
  });
}

function checkRule({ country, patron }: HolidayRule, path: Path): Diagnostic[] {
  const rule = own(countries, country);
  const known = Object.keys(countries);
  if (!rule)
    return [
      problem([...path, 'country'], {
        message: `The holidays of "${country}" are not known.${didYouMean(country, known)}`,
        fix: `Known: ${known.join(', ')}. Write each day of another country by hand, such as { "yearly": "07-14" }.`,
      }),
    ];
  if (patron === undefined || rule.patrons.includes(patron)) return [];
  return [
    problem([...path, 'patron'], {
      message: `The holiday of the town "${patron}" is not known.${didYouMean(patron, rule.patrons)}`,
      fix: 'Write the town as it is called there, in small letters and without accents; or leave it out and write the day by hand, such as { "yearly": "12-07" }.',
    }),
  ];
}

function checkDay(holiday: Special, path: Path): Diagnostic[] {
  const [key, written] = 'date' in holiday ? ['date', holiday.date] : ['yearly', holiday.yearly];
  // Every day of every year occurs in a leap year.
  if (isDate(key === 'date' ? written : `2000-${written}`)) return [];
  return [
    problem([...path, key], {
      message: `There is no day ${written}.`,
      fix: `Correct month and day. ${WRITTEN[key]![1]}`,
    }),
  ];
}

function isDate(written: string): boolean {
  try {
    Temporal.PlainDate.from(written);
    return true;
  } catch {
    return false;
  }
}

function checkOpens({ weekly }: Calendar, path: Path): Diagnostic[] {
  if (WEEKDAYS.some((day) => (weekly[day] ?? []).length > 0)) return [];
  return [
    {
      ...problem(path, {
        message: 'No day of the week has opening hours.',
        fix: 'Write some, such as { "mon": [{ "from": "09:00", "to": "18:00" }] }.',
      }),
      severity: 'warning',
    },
  ];
}

function problem(path: Path, words: { message: string; fix: string }): Diagnostic {
  return { code: 'bad_calendar', severity: 'error', path, ...words };
}
