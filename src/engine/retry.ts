import type { FailureData } from '../base/failure.ts';

/**
 * What repeating an effect would do.
 * `safe` and `keyed`: no harm. `proof`: the provider will tell us if it happened, so wait for that first.
 * `twice`: it may happen twice, which is better than never. `unsafe`: a person must decide.
 */
export type Repeatable = 'safe' | 'keyed' | 'proof' | 'twice' | 'unsafe';

/** What follows a failed attempt. */
export type Verdict =
  /** The run is told; its step leaves by `failed`. */
  | { then: 'fail' }
  /** Another attempt at `at`; `unknown` when this one may have happened. */
  | { then: 'again'; at: number; unknown: boolean }
  /** Kept for a person: repeating is not safe, or the fault is ours. */
  | { then: 'park' }
  /** The connection is broken; the effect waits until it is repaired. */
  | { then: 'hold' };

/** What is known when an attempt has failed. */
export type FailedAttempt = {
  failure: FailureData;
  /** Attempts made so far, this one included. */
  attempts: number;
  repeatable: Repeatable;
  now: number;
  /** A number in [0, 1) that spreads repeats, so that they do not return as a storm. */
  random: number;
  /** How long to wait for proof before repeating a send of unknown outcome. */
  proofWindowMs: number;
};

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 5 * 60_000;

/** Delay before the next attempt: doubling from one second to five minutes, of which half is left to chance. */
export function backOffMs(attempts: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(full / 2 + (random * full) / 2);
}

/**
 * Decides what follows a failed attempt. The only place where failure codes become actions.
 * An outage is waited out without a limit: nothing is lost because a provider was away for a day.
 */
export function decide(attempt: FailedAttempt): Verdict {
  const { failure, now, repeatable } = attempt;
  const backOff = backOffMs(attempt.attempts, attempt.random);
  const delay = failure.retryAfterMs ?? backOff;
  switch (failure.code) {
    case 'rate_limited':
      // The provider's delay is the least; repeated refusals ask for more.
      return { then: 'again', at: now + Math.max(delay, backOff), unknown: false };
    case 'unavailable':
    case 'timeout':
      return { then: 'again', at: now + delay, unknown: false };
    case 'unknown_outcome':
      if (repeatable === 'unsafe') return { then: 'park' };
      return { then: 'again', at: now + (repeatable === 'proof' ? attempt.proofWindowMs : delay), unknown: true };
    case 'auth':
      return { then: 'hold' };
    case 'defect':
      return { then: 'park' };
    case 'denied':
    case 'invalid':
    case 'unsupported':
    case 'not_found':
    case 'conflict':
    case 'window_closed':
      return { then: 'fail' };
  }
}

/**
 * Decides what becomes of an effect that was pending when the process died: it may have been under way.
 * Its attempt counts as one of unknown outcome.
 */
export function decideAfterCrash(repeatable: Repeatable, now: number, proofWindowMs: number): Verdict {
  if (repeatable === 'unsafe') return { then: 'park' };
  return { then: 'again', at: repeatable === 'proof' ? now + proofWindowMs : now, unknown: true };
}
