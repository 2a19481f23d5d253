/** The value below which this share of the values lies (nearest rank). `share` is from 0 to 1; NaN for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** The middle value, or the mean of the two middle ones; NaN for no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/**
 * The median of the ratios within each pair. What disturbs the machine for a while disturbs both halves of a pair,
 * so this is steadier than the ratio of two medians. Throws when the halves do not pair up.
 */
export function pairedRatio(upper: readonly number[], lower: readonly number[]): number {
  if (upper.length !== lower.length) throw new Error(`${upper.length} and ${lower.length} runs do not make pairs.`);
  return median(upper.map((value, index) => value / (lower[index] ?? Number.NaN)));
}

/**
 * The order in which runs are made: A B C, A B C … Each round holds every part once, so that none of them gets the
 * quiet minutes of the machine.
 */
export function interleave<Part>(parts: readonly Part[], rounds: number): Part[] {
  return Array.from({ length: rounds }, () => parts).flat();
}
