/** A time of day, and what the text says besides. */
export type TimeOfDay = { hour: number; minute: number; rest: string };

/** Half of the day that a word names; a number of hours up to 12 is meant within it. */
const PARTS: readonly [words: RegExp, half: 'am' | 'pm' | 'night'][] = [
  [/(?:^| )(?:(?:di|del|della|la|questa|in the|this) )?(?:mattina|mattino|morning)(?= |$)/, 'am'],
  [/(?:^| )(?:(?:di|del|questo|in the|this) )?(?:pomeriggio|afternoon)(?= |$)/, 'pm'],
  [/(?:^| )(?:(?:di|della|la|questa|in the|this) )?(?:sera|evening)(?= |$)/, 'pm'],
  [/(?:^| )(?:(?:di|della|la|questa|at) )?(?:notte|night)(?= |$)/, 'night'],
];

/** Words that name a day and a part of it; the night that comes may be tomorrow's. */
const CLOSE: readonly [words: RegExp, instead: string][] = [
  [/(?:^| )stamattina(?= |$)/, ' oggi mattina'],
  [/(?:^| )stasera(?= |$)/, ' oggi sera'],
  [/(?:^| )(?:stanotte|tonight)(?= |$)/, ' notte'],
];

const MARK = '(?:alle ore|alle|dalle|per le|verso le|le|ore|h|at|@)';
const CLOCK = new RegExp(
  `(?:^| )(?:(${MARK}) ?)?(\\d{1,2})(?:([:.h])(\\d{2}))?(?: ?([ap])m)?(?: e (\\d{2}|mezz[ao]|un quarto))?(?= |$)`,
  'g',
);
const NAMED = /(?:^| )(?:(?:a|at|alle) )?(?:(mezzogiorno|noon|midday)|mezzanotte|midnight)(?= |$)/;
const MINUTES: Readonly<Record<string, number>> = { mezza: 30, mezzo: 30, 'un quarto': 15 };

/**
 * Takes the time of day out of a text in small letters without accents: `15:30`, `alle 15`, `ore 15.30`, `3pm`,
 * `alle 9 e mezza`, `alle 3 di pomeriggio`, `mezzogiorno`. A bare number is no time. Without `am`, `pm` or a part of
 * the day, hours count to 24. No time, or one that contradicts itself (`14 am`), gives undefined; so does the midnight
 * of a day, for people mean its beginning or its end.
 */
export function takeTime(text: string): TimeOfDay | undefined {
  const tidy = CLOSE.reduce((words, [pattern, instead]) => words.replace(pattern, instead), normal(text));
  const part = PARTS.find(([pattern]) => pattern.test(tidy));
  const words = part ? tidy.replace(part[0], '') : tidy;
  const named = NAMED.exec(words);
  if (named) return namedTime(words, named);
  const found = [...words.matchAll(CLOCK)].find((match) => isTime(match, words));
  if (!found) return undefined;
  const [, , hour, , minutes, meridiem, more] = found;
  const half = meridiem === undefined ? part?.[1] : meridiem === 'a' ? 'am' : 'pm';
  const at = hourOf(Number(hour), half);
  const minute = more === undefined ? Number(minutes ?? 0) : (MINUTES[more] ?? Number(more));
  const isSound = at !== undefined && minute < 60 && !(minutes !== undefined && more !== undefined);
  return isSound ? { hour: at, minute, rest: without(words, found) } : undefined;
}

function namedTime(words: string, named: RegExpExecArray): TimeOfDay | undefined {
  const rest = without(words, named);
  if (named[1] !== undefined) return { hour: 12, minute: 0, rest };
  return rest === '' ? { hour: 0, minute: 0, rest } : undefined;
}

/** `3 p.m.` as `3 pm`, without commas and needless blanks. */
function normal(text: string): string {
  return text
    .replace(/(\d) ?([ap])\.? ?m\.?(?= |,|$)/g, '$1 $2m')
    .replace(/all'/g, 'alle ')
    .replace(/[, ]+/g, ' ')
    .trim();
}

/** A number is a time where a word, a colon or am and pm say so, or where it closes the text as `15.30`. */
function isTime(match: RegExpExecArray, words: string): boolean {
  const [whole, mark, , separator, , meridiem] = match;
  if (mark !== undefined || separator === ':' || meridiem !== undefined) return true;
  return separator !== undefined && match.index + whole.length === words.length;
}

function hourOf(hour: number, half: 'am' | 'pm' | 'night' | undefined): number | undefined {
  if (hour > 23) return undefined;
  if (half === undefined) return hour;
  if (half === 'night') return hour === 12 ? undefined : hour < 6 || hour > 12 ? hour : hour + 12;
  if (half === 'am') return hour > 12 ? undefined : hour % 12;
  return hour < 12 ? hour + 12 : hour;
}

function without(words: string, { index, 0: found }: RegExpExecArray): string {
  return `${words.slice(0, index)} ${words.slice(index + found.length)}`.trim();
}
