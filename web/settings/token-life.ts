/** How long a token can live: days, or until somebody ends it. */
export const LIVES = ['30', '90', '365', 'ever'] as const;
export type Life = (typeof LIVES)[number];

const DAY_MS = 86_400_000;

/** When a token made now ends; undefined for one that does not. */
export function expiryOf(life: Life, now: number): number | undefined {
  return life === 'ever' ? undefined : now + Number(life) * DAY_MS;
}
