/** Counts calls per key and says when there are too many. */
export type RateLimit = { take: (key: string, rule: RateRule) => boolean };

/** At most `burst` calls at once, then one more every `everyMs`; a burst of 0 is no limit. */
export type RateRule = { burst: number; everyMs: number; now: number };

/** Makes a rate limit; keys that have rested long enough cost no memory for long. */
export function createRateLimit(): RateLimit {
  // For each key, the time at which its bucket is full again.
  const fullAt = new Map<string, number>();
  return {
    take: (key, { burst, everyMs, now }) => {
      if (burst <= 0) return true;
      const full = Math.max(fullAt.get(key) ?? now, now);
      if (full - now > (burst - 1) * everyMs) return false;
      fullAt.delete(key);
      fullAt.set(key, full + everyMs);
      forgetRested(fullAt, now);
      return true;
    },
  };
}

function forgetRested(fullAt: Map<string, number>, now: number): void {
  // Oldest first: looking at two per call keeps the map small without ever scanning it.
  let looked = 0;
  for (const [key, full] of fullAt) {
    if (looked++ >= 2 || full > now) return;
    fullAt.delete(key);
  }
}
