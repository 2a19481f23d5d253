/** Longest duration a flow may name: ten years, in milliseconds. */
export const MAX_DURATION_MS = 10 * 365 * 86_400_000;

const PATTERN =
  /^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const UNITS_MS = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];

/**
 * Reads an ISO-8601 duration of fixed length (weeks, days, hours, minutes, seconds) as milliseconds.
 * Years and months have no fixed length and give `undefined`, as does any other text.
 */
export function parseDuration(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (!match || text.endsWith('T') || text === 'P') return undefined;
  let total = 0;
  for (const [index, unit] of UNITS_MS.entries()) total += Number(match[index + 1] ?? 0) * unit;
  return total <= MAX_DURATION_MS ? Math.round(total) : undefined;
}
