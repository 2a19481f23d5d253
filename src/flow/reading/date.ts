import { plain } from '../expression/condition.ts';
import type { Clock } from '../expression/clock.ts';

/**
 * Reads a day as people write it in Italian or English and gives it as `YYYY-MM-DD`: `5/3/2026`, `5.3.26`, `2026-03-05`,
 * `5 marzo`, `March 5th, 2026`, `domani`, `the day after tomorrow`, `lunedì`, `next Friday`. Days count from the event's
 * time in the flow's zone; a day without a year is the next one to come, a weekday the next one after today.
 * Numbers are day, month, year; month first for the language `en-US`. Anything else gives undefined.
 */
export function readDate(text: string, clock: Clock): string | undefined {
  const words = plain(text.slice(0, 100))
    .replace(/[!?.]+$/, '')
    .replace(/\s+/g, ' ');
  const today = Temporal.Instant.fromEpochMilliseconds(clock.at).toZonedDateTimeISO(clock.timeZone).toPlainDate();
  const found = relative(words, today) ?? iso(words) ?? numeric(words, today, clock) ?? named(words, today);
  return found?.toString();
}

const RELATIVE: Readonly<Record<string, number>> = {
  oggi: 0,
  today: 0,
  domani: 1,
  tomorrow: 1,
  dopodomani: 2,
  'day after tomorrow': 2,
  'the day after tomorrow': 2,
  ieri: -1,
  yesterday: -1,
};

const WEEKDAYS = [
  ['lunedi', 'monday', 'lun', 'mon'],
  ['martedi', 'tuesday', 'mar', 'tue'],
  ['mercoledi', 'wednesday', 'mer', 'wed'],
  ['giovedi', 'thursday', 'gio', 'thu'],
  ['venerdi', 'friday', 'ven', 'fri'],
  ['sabato', 'saturday', 'sab', 'sat'],
  ['domenica', 'sunday', 'dom', 'sun'],
];

const MONTHS = [
  ['gennaio', 'january', 'gen', 'jan'],
  ['febbraio', 'february', 'feb'],
  ['marzo', 'march', 'mar'],
  ['aprile', 'april', 'apr'],
  ['maggio', 'may', 'mag'],
  ['giugno', 'june', 'giu', 'jun'],
  ['luglio', 'july', 'lug', 'jul'],
  ['agosto', 'august', 'ago', 'aug'],
  ['settembre', 'september', 'set', 'sett', 'sep', 'sept'],
  ['ottobre', 'october', 'ott', 'oct'],
  ['novembre', 'november', 'nov'],
  ['dicembre', 'december', 'dic', 'dec'],
];

function relative(words: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const days = Object.hasOwn(RELATIVE, words) ? RELATIVE[words] : undefined;
  if (days !== undefined) return today.add({ days });
  const name = words
    .replace(/^(?:on |next |this |prossimo |prossima |questo |questa |il |la )+/, '')
    .replace(/ (?:prossimo|prossima)$/, '');
  const weekday = indexOfName(WEEKDAYS, name);
  if (weekday === -1) return undefined;
  return today.add({ days: ((weekday + 1 - today.dayOfWeek + 6) % 7) + 1 });
}

function iso(words: string): Temporal.PlainDate | undefined {
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(words) ?? [];
  return year === undefined ? undefined : dayOf(Number(year), Number(month), Number(day));
}

function numeric(words: string, today: Temporal.PlainDate, { language }: Clock): Temporal.PlainDate | undefined {
  const [, one, two, year] = /^(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?$/.exec(words) ?? [];
  if (one === undefined) return undefined;
  const [day, month] = language === 'en-US' ? [Number(two), Number(one)] : [Number(one), Number(two)];
  return year === undefined ? nextToCome(today, month, day) : dayOf(fullYear(year), month, day);
}

function named(words: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const tokens = words
    .split(/[ ,/.-]+/)
    .filter(
      (token) =>
        !['il', 'the', 'of', 'di', 'del', 'on', ''].includes(token) &&
        indexOfName(
          WEEKDAYS.map((names) => names.slice(0, 2)),
          token,
        ) === -1,
    )
    .map((token) => token.replace(/^(\d{1,2})(?:st|nd|rd|th|º|°|o)$/, '$1'));
  const monthAt = tokens.findIndex((token) => indexOfName(MONTHS, token) !== -1);
  if (monthAt === -1 || monthAt > 1 || tokens.length < 2 || tokens.length > 3) return undefined;
  const month = indexOfName(MONTHS, tokens[monthAt] ?? '') + 1;
  const day = tokens[monthAt === 0 ? 1 : 0] ?? '';
  const year = tokens[2];
  if (!/^\d{1,2}$/.test(day) || (year !== undefined && !/^(?:\d{4}|\d{2})$/.test(year))) return undefined;
  return year === undefined ? nextToCome(today, month, Number(day)) : dayOf(fullYear(year), month, Number(day));
}

/** The first such day from today on; 29 February waits for its leap year. */
function nextToCome(today: Temporal.PlainDate, month: number, day: number): Temporal.PlainDate | undefined {
  for (let year = today.year; year <= today.year + 8; year++) {
    const found = dayOf(year, month, day);
    if (found && Temporal.PlainDate.compare(found, today) >= 0) return found;
  }
  return undefined;
}

/** Two digits reach twenty years ahead at most, so that birthdays fall into the past. */
function fullYear(year: string): number {
  return year.length === 4 ? Number(year) : Number(year) > 50 ? 1900 + Number(year) : 2000 + Number(year);
}

function dayOf(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  if (month < 1 || month > 12 || day < 1 || year < 1000) return undefined;
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return day > first.daysInMonth ? undefined : first.with({ day });
}

function indexOfName(names: readonly (readonly string[])[], word: string): number {
  return names.findIndex((forms) => forms.includes(word));
}
