/**
 * Days from Western Easter Sunday to a date of the same year, negative before it: Easter Monday is 1, Whit Monday 50.
 * By the Gregorian computus in its anonymous form (Meeus, Astronomical Algorithms, chapter 8), for years from 1583 on.
 */
export function daysAfterEaster(date: Temporal.PlainDate): number {
  return easterOf(date.year).until(date, { largestUnit: 'days' }).days;
}

/** Easter Sunday of a year. */
export function easterOf(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const lunarShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  // Days from 21 March to the full moon of spring, and from there to the next Sunday.
  const fullMoon = (19 * golden + century - Math.floor(century / 4) - lunarShift + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - fullMoon - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * fullMoon + 22 * toSunday) / 451);
  const days = fullMoon + toSunday - 7 * late + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(days / 31), day: (days % 31) + 1 });
}
