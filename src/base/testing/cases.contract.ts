/** `RONDINE_FUZZ=full` tries fifty times as many. */
const TIMES = process.env['RONDINE_FUZZ'] === 'full' ? 50 : 1;

/** How many cases of a property are tried now, where so many are on ordinary days. */
export function casesOf(usual: number): number {
  return usual * TIMES;
}
