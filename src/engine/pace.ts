/** Keeps what is begun under a rate. */
export type Pace = {
  /** Counts one as begun now. False, and nothing is counted, when that would be too many. */
  take(now: number): boolean;
  /** The earliest time at which one more may be begun. */
  nextAt(now: number): number;
};

/**
 * Creates a pace at which no second sees more than `perSecond` begun, wherever one begins to count. A rate below one
 * keeps two of them `1 / perSecond` seconds apart.
 */
export function createPace(perSecond: number): Pace {
  const burst = Math.max(1, Math.floor(perSecond));
  const spanMs = Math.ceil((burst * 1000) / perSecond);
  /** The last ones begun, oldest first. */
  const begun: number[] = [];
  const nextAt = (now: number): number => {
    const newest = begun.at(-1);
    // A clock that was set back says nothing about what was begun lately: as if that had been just now.
    if (newest !== undefined && newest > now) begun.fill(now);
    const oldest = begun.length < burst ? undefined : begun[0];
    return oldest === undefined ? now : Math.max(now, oldest + spanMs);
  };
  return {
    nextAt,
    take(now) {
      if (nextAt(now) > now) return false;
      begun.push(now);
      if (begun.length > burst) begun.shift();
      return true;
    },
  };
}
