/** One of the five fields: its name, the numbers it may hold, and words for them. */
type Field = { name: string; from: number; to: number; words?: readonly string[] };

const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, words: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  { name: 'weekday', from: 0, to: 7, words: 'sun mon tue wed thu fri sat sun'.split(' ') },
];

/** Longest each month can be. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * What is wrong with a schedule of five fields (minute, hour, day, month, weekday), as one sentence; undefined when
 * it is sound. Each field is `*`, numbers, ranges `1-5` and steps `*` + `/15`, joined by commas; months and weekdays
 * may be three English letters. It looks at the writing alone and asks no clock.
 */
export function cronFault(cron: string): string | undefined {
  const written = cron.trim().split(/\s+/);
  if (written.length !== FIELDS.length)
    return `A schedule has five fields (${FIELDS.map(({ name }) => name).join(', ')}); this one has ${cron.trim() === '' ? 0 : written.length}.`;
  const values: (readonly number[])[] = [];
  for (const [at, field] of FIELDS.entries()) {
    const numbers = numbersOf(written[at] ?? '', field);
    if (!numbers)
      return `"${written[at]}" is no ${field.name}: it goes from ${field.from} to ${field.to}, as *, 1-5, */2 or 1,3.`;
    values.push(numbers);
  }
  const [, , days = [], months = []] = values;
  const everyWeekday = written[4] === '*';
  const happens = months.some((month) => days.some((day) => day <= (DAYS[month - 1] ?? 0)));
  return everyWeekday && !happens ? 'No year has such a day in such a month, so the schedule never comes.' : undefined;
}

/** The numbers that a field stands for; undefined where it is not written as one. */
function numbersOf(text: string, field: Field): readonly number[] | undefined {
  const parts = text.split(',').map((part) => spanOf(part, field));
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function spanOf(part: string, field: Field): readonly number[] | undefined {
  const [, whole = '', step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(part) ?? [];
  const [from, to = from] =
    whole === '*' ? [field.from, field.to] : whole.split('-').map((word, at) => numberOf(word, field, at > 0));
  const isRange = whole === '*' || whole.includes('-');
  if (from === undefined || to === undefined || whole.split('-').length > 2 || from > to) return undefined;
  if (step !== undefined && (!isRange || Number(step) < 1 || Number(step) > field.to)) return undefined;
  const every = Number(step ?? 1);
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, at) => from + at * every);
}

/** Sunday begins the week as 0 and ends it as 7. */
function numberOf(word: string, { from, to, words = [] }: Field, isEnd: boolean): number | undefined {
  const named = isEnd ? words.lastIndexOf(word.toLowerCase()) : words.indexOf(word.toLowerCase());
  const number = named === -1 ? (/^\d{1,2}$/.test(word) ? Number(word) : undefined) : named + from;
  return number !== undefined && number >= from && number <= to ? number : undefined;
}
