import { hash } from 'node:crypto';

/**
 * A short name derived from what it names: the same parts give the same name, after a restore too.
 * It hides the parts, so that a phone number inside an id is not readable.
 */
export function digest(...parts: string[]): string {
  return hash('sha256', parts.join('\n'), 'base64url').slice(0, 22);
}

/**
 * A name for something new, derived like a digest and beginning with a time, so that names sort by age and what comes
 * up together lies together. `at` must be data of what it is derived from, not of the moment.
 */
export function timedName(prefix: string, at: number, ...parts: string[]): string {
  const time = Math.min(Math.max(0, Math.trunc(at) || 0), LATEST)
    .toString(36)
    .padStart(TIME_DIGITS, '0');
  return `${prefix}-${time}-${digest(...parts)}`;
}

/** Nine digits to the base of 36 hold every millisecond for three thousand years. */
const TIME_DIGITS = 9;
const LATEST = 36 ** TIME_DIGITS - 1;
