/** Time as the engine uses it: passed in, so that tests move it by hand. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `wake` once after the delay; the returned function takes it back. Delays beyond an hour are cut to one. */
  after(delayMs: number, wake: () => void): () => void;
};

/** `setTimeout` fires at once beyond 24.8 days, and clocks get set: nobody sleeps longer than this without a look. */
const LONGEST_SLEEP_MS = 3_600_000;

/** The machine's clock. */
export const systemClock: Clock = {
  now: Date.now,
  after(delayMs, wake) {
    const timer = setTimeout(wake, Math.min(LONGEST_SLEEP_MS, Math.max(0, delayMs)));
    return () => clearTimeout(timer);
  },
};
