// The clock on the wall in Rome as the law has it, worked out without the time zones that the product uses.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** When the clocks change from summer 2026 to winter 2027: at one o'clock UTC, and how far ahead they are from then on. */
const CHANGES = [
  { at: Date.UTC(2026, 2, 29, 1), ahead: 2 * HOUR },
  { at: Date.UTC(2026, 9, 25, 1), ahead: HOUR },
  { at: Date.UTC(2027, 2, 28, 1), ahead: 2 * HOUR },
  { at: Date.UTC(2027, 9, 31, 1), ahead: HOUR },
  { at: Date.UTC(2028, 2, 26, 1), ahead: 2 * HOUR },
] as const;

/** How far Rome is ahead of UTC at a moment. */
function aheadAt(at: number): number {
  return CHANGES.findLast((change) => change.at <= at)?.ahead ?? HOUR;
}

/** The moment at which the wall shows a time, the first of two; one that it leaps over is read an hour later. */
function momentOf(wall: number): number {
  return [2 * HOUR, HOUR].map((ahead) => wall - ahead).find((at) => wall - at === aheadAt(at)) ?? wall - HOUR;
}

/** The moment of `2027-03-28T02:30`, or of a day's beginning. */
export function momentInRome(text: string): number {
  return momentOf(Date.parse(text.length > 10 ? `${text}Z` : `${text}T00:00Z`));
}

/** What the wall shows at a moment, as `2027-03-28T02:30`. */
export function wallInRome(at: number): string {
  return new Date(at + aheadAt(at)).toISOString().slice(0, 16);
}

/** Open from Monday to Friday, nine to six. */
export const OFFICE_HOURS = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [{ from: '09:00', to: '18:00' }]]),
);

/** The first open moment from `at` on. */
export function firstOpening(at: number): number {
  for (let day = at - DAY; ; day += DAY) {
    const date = wallInRome(day).slice(0, 10);
    const weekday = new Date(date).getUTCDay();
    if (weekday === 0 || weekday === 6 || momentInRome(`${date}T18:00`) <= at) continue;
    return Math.max(at, momentInRome(`${date}T09:00`));
  }
}

/** The first time after `after` of a schedule of every day; one that the wall leaps over comes right after the leap. */
export function nextDaily(time: string, after: number): number {
  for (let day = after - DAY; ; day += DAY) {
    const wall = `${wallInRome(day).slice(0, 10)}T${time}`;
    const read = momentInRome(wall);
    const leap = CHANGES.find((change) => change.at <= read && read < change.at + HOUR && change.ahead === 2 * HOUR);
    const at = leap && wallInRome(read) !== wall ? leap.at : read;
    if (at > after) return at;
  }
}
