import type { Clock } from '../expression/clock.ts';
import { plain } from '../expression/condition.ts';
import { readMoment } from '../expression/filters/date.ts';
import { readDate } from './date.ts';
import { takeTime } from './time-of-day.ts';

/** Longest text that is looked at; longer ones hold no date. */
const MAX_LENGTH = 200;

/**
 * Reads a day or a moment as people write it in Italian or English. A day (all that `readDate` reads, and `tra 3 giorni`)
 * gives `YYYY-MM-DD`; a moment (`domani alle 15`, `tomorrow 3pm`, `25/12/2026 15:30`, `in 2 hours`, ISO text) gives
 * `YYYY-MM-DDTHH:MM:SS±HH:MM` in the flow's zone. A time alone is the next such time; one that the clocks skip is read
 * as an hour later, one that they repeat as the first. Anything else gives undefined.
 */
export function readWhen(text: string, clock: Clock): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const moment = /^\s*\d{4}-\d{2}-\d{2}[T ]\d/.test(text) ? readMoment(text, clock) : undefined;
  if (moment) return written(moment);
  const words = plain(text)
    .replace(/[!?.]+$/, '')
    .replace(/’/g, "'")
    .replace(/\s+/g, ' ');
  const now = Temporal.Instant.fromEpochMilliseconds(clock.at).toZonedDateTimeISO(clock.timeZone);
  return readDate(words, clock) ?? readDistance(words, now) ?? readDayAndTime(words, now, clock);
}

const NUMBERS = [
  ['un', "un'", 'uno', 'una', 'a', 'an', 'one'],
  ['due', 'two'],
  ['tre', 'three'],
  ['quattro', 'four'],
  ['cinque', 'five'],
  ['sei', 'six'],
  ['sette', 'seven'],
  ['otto', 'eight'],
  ['nove', 'nine'],
  ['dieci', 'ten'],
];

const UNITS: readonly [words: RegExp, unit: 'minutes' | 'hours' | 'days' | 'weeks' | 'months'][] = [
  [/^(?:min|minut[oi]|minutes?)$/, 'minutes'],
  [/^(?:h|or[ae]|hours?)$/, 'hours'],
  [/^(?:giorn[oi]|days?)$/, 'days'],
  [/^(?:settiman[ae]|weeks?)$/, 'weeks'],
  [/^(?:mes[ei]|months?)$/, 'months'],
];

/** `tra 2 ore`, `fra una settimana`, `in ten days`. */
function readDistance(words: string, now: Temporal.ZonedDateTime): string | undefined {
  if (/^(?:tra|fra) mezz'ora$|^in half an hour$/.test(words)) return written(now.add({ minutes: 30 }));
  const [, number = '', word = ''] = /^(?:tra|fra|in) (\d{1,4} ?|un'|[a-z]+ )([a-z]+)$/.exec(words) ?? [];
  const unit = UNITS.find(([pattern]) => pattern.test(word))?.[1];
  const named = NUMBERS.findIndex((forms) => forms.includes(number.trim())) + 1;
  const count = /^\d/.test(number) ? Number(number) : named;
  if (unit === undefined || (count === 0 && number.trim() !== '0')) return undefined;
  const then = now.add({ [unit]: count });
  return unit === 'minutes' || unit === 'hours' ? written(then) : then.toPlainDate().toString();
}

function readDayAndTime(words: string, now: Temporal.ZonedDateTime, clock: Clock): string | undefined {
  const time = takeTime(words);
  if (!time) return undefined;
  const plainTime = Temporal.PlainTime.from({ hour: time.hour, minute: time.minute });
  const { timeZone } = clock;
  const day = time.rest.replace(/^(?:(?:di|del|of|on|per|for) )+/, '');
  if (day !== '') {
    const date = readDate(day, clock);
    return date && written(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime }));
  }
  const today = now.toPlainDate();
  const soon = today.toZonedDateTime({ timeZone, plainTime });
  const isOver = Temporal.ZonedDateTime.compare(soon, now) <= 0;
  return written(isOver ? today.add({ days: 1 }).toZonedDateTime({ timeZone, plainTime }) : soon);
}

function written(moment: Temporal.ZonedDateTime): string {
  return moment.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
