/** How attempts of one kind are slowed down. */
export type Slowing = {
  /** Failures that go before the first wait. */
  free: number;
  firstMs: number;
  /** Each further failure doubles the wait, up to this. */
  longestMs: number;
  /** Quiet time after which all is forgotten. */
  forgetMs: number;
};

/**
 * Counts attempts by key and says who has to wait. An attempt is counted when it begins, so that many at the same time
 * do not slip by. Memory is bounded: the key that was quiet the longest is forgotten first.
 */
export type Throttle = {
  /** How long a key has to wait before its next attempt; 0 for not at all. */
  wait(key: string): number;
  /** Counts an attempt as failed, until `clear` or `forgive` says otherwise. */
  count(key: string): void;
  /** Forgets all failures of a key. */
  clear(key: string): void;
  /** Takes back the last attempt of a key, which was none of a guesser; earlier ones stay. */
  forgive(key: string): void;
};

type Entry = { failures: number; until: number; lastAt: number };

/** Creates a throttle for at most `size` keys. */
export function createThrottle(slowing: Slowing, { now, size = 10_000 }: { now(): number; size?: number }): Throttle {
  const entries = new Map<string, Entry>();
  const recent = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    return entry && now() - entry.lastAt < slowing.forgetMs ? entry : undefined;
  };
  const put = (key: string, failures: number): void => {
    const at = now();
    const over = failures - slowing.free;
    const waitMs = over < 0 ? 0 : Math.min(slowing.firstMs * 2 ** Math.min(over, 30), slowing.longestMs);
    // Deleted first: a map keeps the order of insertion, and the first is the one that was quiet the longest.
    entries.delete(key);
    if (failures > 0) entries.set(key, { failures, until: at + waitMs, lastAt: at });
    if (entries.size > size) entries.delete(entries.keys().next().value!);
  };
  return {
    wait: (key) => Math.max(0, (recent(key)?.until ?? 0) - now()),
    count: (key) => put(key, (recent(key)?.failures ?? 0) + 1),
    clear: (key) => void entries.delete(key),
    forgive(key) {
      const entry = recent(key);
      if (entry) put(key, entry.failures - 1);
    },
  };
}

/** A wait in words. */
export function waitWords(waitMs: number): string {
  const seconds = Math.ceil(waitMs / 1000);
  if (seconds < 90) return `${seconds} second${seconds === 1 ? '' : 's'}`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
