import { MAX_DURATION_MS } from '../../base/duration.ts';
import { own, type Text } from '../flow.ts';
import { WEEKDAYS, type Calendar, type Span, type SpecialDate, type YearlyDate } from './calendar.ts';
import { countries } from './countries.ts';

// What all functions here share:
// - a calendar is one in which `checkCalendar` finds no error; moments are epoch milliseconds;
// - hours are those of the clock on the wall. A time that the clock passes twice, in autumn, is meant when it comes
//   first; one that it leaps over, in spring, is the moment of the leap. So each span is one stretch of time, spans
//   that touch leave no gap, and the repeated hour belongs to the span that goes on through it.

/** Days without any opening after which a search gives up. */
export const SEARCH_DAYS = 400;

const DAY_MS = 86_400_000;

/** A day that the calendar treats in a way of its own. */
export type Holiday = {
  /** What it is called: by its entry in the calendar, else as a public holiday. */
  name?: Text;
  /** Hours of that day in place of the usual ones; none where it is closed. */
  open: readonly Span[];
};

/** The holiday that a date (`2026-12-24`) is; undefined for an ordinary day, and for what is no date. */
export function holidayOn(calendar: Calendar, date: string): Holiday | undefined {
  const day = readDate(date);
  return day && holidayOf(calendar, day);
}

/** Whether it is open at a moment: from the first millisecond of a span to the last before its end. */
export function isOpen(calendar: Calendar, at: number): boolean {
  return stretchAt(calendar, at) !== undefined;
}

/**
 * When it closes that is open at a moment; hours that touch, also at midnight, count as one.
 * Undefined where it is closed, and where it does not close within 400 days: `isOpen` tells the two apart.
 */
export function openUntil(calendar: Calendar, at: number): number | undefined {
  let until = stretchAt(calendar, at)?.until;
  if (until === undefined) return undefined;
  for (const stretch of stretchesFrom(calendar, until)) {
    if (stretch.from > until) break;
    until = stretch.until;
    if (until - at > SEARCH_DAYS * DAY_MS) return undefined;
  }
  return until;
}

/** The first open moment from `at` on: `at` itself where it is open then; undefined where 400 days bring none. */
export function nextOpening(calendar: Calendar, at: number): number | undefined {
  for (const { from } of stretchesFrom(calendar, at)) return Math.max(from, at);
  return undefined;
}

/**
 * The moment by which it has been open for so many milliseconds since `at`: "four working hours from now".
 *
 * Time is counted as it passes, so an open hour that the clock repeats counts twice. A duration that fills a span up
 * gives its end; one of zero or less gives `at`. Undefined where 400 days without an opening come first, or ten years.
 */
export function addBusinessTime(calendar: Calendar, at: number, durationMs: number): number | undefined {
  if (durationMs <= 0) return at;
  let left = durationMs;
  for (const stretch of stretchesFrom(calendar, at)) {
    const from = Math.max(stretch.from, at);
    if (from + left <= stretch.until) return from + left;
    left -= stretch.until - from;
    if (stretch.until - at > MAX_DURATION_MS) return undefined;
  }
  return undefined;
}

/** A span of one day as moments: `from` is inside, `until` is not. */
type Stretch = { from: number; until: number };

function stretchAt(calendar: Calendar, at: number): Stretch | undefined {
  const today = dateAt(calendar, at);
  // Where the clock goes back over midnight, the next day may have begun before this one is over.
  for (const days of [0, 1]) {
    const found = stretchesOn(calendar, today.add({ days })).find(({ from, until }) => from <= at && at < until);
    if (found) return found;
  }
  return undefined;
}

/** What is open after a moment, in order, the stretch it lies in first; it ends where 400 days bring nothing. */
function* stretchesFrom(calendar: Calendar, at: number): Generator<Stretch> {
  let day = dateAt(calendar, at);
  for (let idle = 0; idle <= SEARCH_DAYS; idle++, day = day.add({ days: 1 })) {
    for (const stretch of stretchesOn(calendar, day)) {
      if (stretch.until <= at) continue;
      idle = 0;
      yield stretch;
    }
  }
}

/** The stretches of one day, in order; those that a leap of the clock swallows are left out. */
function stretchesOn(calendar: Calendar, day: Temporal.PlainDate): Stretch[] {
  const holiday = holidayOf(calendar, day);
  const spans = holiday ? holiday.open : (calendar.weekly[WEEKDAYS[day.dayOfWeek - 1]!] ?? []);
  return spans
    .map(({ from, to }) => ({ from: momentOf(calendar, day, from), until: momentOf(calendar, day, to) }))
    .filter(({ from, until }) => from < until)
    .sort((a, b) => a.from - b.from);
}

/** The first moment at which the clock shows a time of a day, or has leapt over it. */
function momentOf({ timeZone }: Calendar, day: Temporal.PlainDate, time: string): number {
  const local =
    time === '24:00' ? day.add({ days: 1 }).toPlainDateTime() : day.toPlainDateTime(Temporal.PlainTime.from(time));
  const moment = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (moment.toPlainDateTime().equals(local)) return moment.epochMilliseconds;
  // There is no such time that day: Temporal went back by the length of the leap, which comes next.
  return (moment.getTimeZoneTransition('next') ?? moment).epochMilliseconds;
}

function holidayOf({ holidays }: Calendar, day: Temporal.PlainDate): Holiday | undefined {
  const date = day.toString();
  const special =
    holidays.find((entry): entry is SpecialDate => 'date' in entry && entry.date === date) ??
    holidays.find((entry): entry is YearlyDate => 'yearly' in entry && entry.yearly === date.slice(-5));
  const name = special?.name ?? publicHoliday(holidays, day);
  if (special === undefined && name === undefined) return undefined;
  return { ...(name === undefined ? {} : { name }), open: special?.open ?? [] };
}

function publicHoliday(holidays: Calendar['holidays'], day: Temporal.PlainDate): Text | undefined {
  for (const entry of holidays) {
    const name = 'country' in entry ? own(countries, entry.country)?.holidayOn(day, entry.patron) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

function dateAt({ timeZone }: Calendar, at: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone).toPlainDate();
}

function readDate(date: string): Temporal.PlainDate | undefined {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(date) ? Temporal.PlainDate.from(date) : undefined;
  } catch {
    return undefined;
  }
}
