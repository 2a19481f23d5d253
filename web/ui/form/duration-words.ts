import { parseDuration } from '../../../src/base/duration.ts';
import type { Language } from '../../i18n/language.ts';

const UNITS = ['week', 'day', 'hour', 'minute', 'second'] as const;
type Unit = (typeof UNITS)[number];

/** Units as people write them, in both languages: who types `2 ore` into an English page is understood. */
const WRITTEN: Readonly<Record<Unit, readonly string[]>> = {
  week: ['w', 'wk', 'week', 'weeks', 'settimana', 'settimane', 'sett'],
  day: ['d', 'day', 'days', 'g', 'gg', 'giorno', 'giorni'],
  hour: ['h', 'hr', 'hrs', 'hour', 'hours', 'o', 'ora', 'ore'],
  minute: ['m', 'min', 'mins', 'minute', 'minutes', 'minuto', 'minuti'],
  second: ['s', 'sec', 'secs', 'second', 'seconds', 'secondo', 'secondi'],
};

const LETTERS: Readonly<Record<Unit, string>> = { week: 'W', day: 'D', hour: 'H', minute: 'M', second: 'S' };

const ISO = /^P(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/;

/** An ISO 8601 duration in words, in the units that it is written in: `PT24H` is "24 hours". Undefined for no duration. */
export function durationWords(iso: string, language: Language): string | undefined {
  if (parseDuration(iso) === undefined) return undefined;
  const numbers = ISO.exec(iso)?.slice(1) ?? [];
  const parts = UNITS.flatMap((unit, at) => {
    const number = numbers[at];
    if (number === undefined) return [];
    const words = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
    return [words.format(Number(number))];
  });
  return parts.join(' ');
}

/**
 * Reads a duration as people write it ("2 hours", "1 giorno e 2 ore", "90 min", "1h30") or in ISO 8601, and gives the
 * latter in the same units. Undefined where it cannot be read.
 */
export function readDurationWords(text: string): string | undefined {
  const written = text.trim();
  if (parseDuration(written.toUpperCase()) !== undefined) return written.toUpperCase();
  const plain = written.toLowerCase().replaceAll(/\s*(?:,\s|\b(?:and|e)\b)\s*/g, ' ');
  const found = new Map<Unit, string>();
  let last: Unit | undefined;
  const rest = plain.replaceAll(/(\d+(?:[.,]\d+)?)\s*([a-z]*)\s*/g, (whole, number: string, word: string) => {
    // "1h30": a number without a unit is in the one below.
    const unit = word === '' && last ? UNITS[UNITS.indexOf(last) + 1] : unitOf(word);
    if (!unit || found.has(unit)) return whole;
    found.set(unit, number.replace(',', '.'));
    last = unit;
    return '';
  });
  if (rest.trim() !== '' || found.size === 0) return undefined;
  const part = (unit: Unit): string => (found.has(unit) ? `${found.get(unit)}${LETTERS[unit]}` : '');
  const time = part('hour') + part('minute') + part('second');
  const iso = `P${part('week')}${part('day')}${time === '' ? '' : `T${time}`}`;
  return parseDuration(iso) === undefined ? undefined : iso;
}

function unitOf(word: string): Unit | undefined {
  return UNITS.find((unit) => WRITTEN[unit].includes(word));
}
