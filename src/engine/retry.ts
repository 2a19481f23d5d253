import type { FailureData } from '../base/failure.ts';
import type { RetryPolicy } from '../flow/run.ts';

/**
 * What repeating an effect would do.
 * `safe` and `keyed`: no harm. `proof`: the provider will tell us if it happened, so wait for that first.
 * `twice`: it may happen twice, which is better than never. `unsafe`: a person must decide.
 */
export type Repeatable = 'safe' | 'keyed' | 'proof' | 'twice' | 'unsafe';

/** What follows a failed attempt. */
export type Verdict =
  /** The run is told this failure; its step leaves by `failed`. */
  | { then: 'fail'; failure: FailureData }
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
  /** When the effect was issued. */
  issuedAt: number;
  /** How often and how long to try; without it an outage is waited out without a limit. */
  policy?: RetryPolicy;
  /** True when an earlier attempt may have happened: then giving up would be telling what nobody knows. */
  inDoubt: boolean;
  repeatable: Repeatable;
  now: number;
  /** A number in [0, 1) that spreads repeats, so that they do not return as a storm. */
  random: number;
  /** How long to wait for proof before repeating a send of unknown outcome. */
  proofWindowMs: number;
};

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 5 * 60_000;

/** Delay before the next attempt: doubling from one second to five minutes unless the policy has others, of which half is left to chance. */
export function backOffMs(attempts: number, random: number, policy: RetryPolicy = {}): number {
  const first = policy.firstDelayMs ?? FIRST_DELAY_MS;
  const longest = Math.max(first, policy.longestDelayMs ?? LONGEST_DELAY_MS);
  const full = Math.min(longest, first * 2 ** Math.min(attempts - 1, 20));
  return Math.round(full / 2 + (random * full) / 2);
}

/**
 * Decides what follows a failed attempt. The only place where failure codes become actions.
 * An outage is waited out without a limit unless the step sets one: nothing is lost because a provider was away for a
 * day. A limit ends only what is known not to have happened.
 */
export function decide(attempt: FailedAttempt): Verdict {
  const { failure, now, repeatable } = attempt;
  const backOff = backOffMs(attempt.attempts, attempt.random, attempt.policy);
  const delay = failure.retryAfterMs ?? backOff;
  switch (failure.code) {
    case 'rate_limited':
      // The provider's delay is the least; repeated refusals ask for more.
      return againWithin(attempt, now + Math.max(delay, backOff));
    case 'unavailable':
    case 'timeout':
      return againWithin(attempt, now + delay);
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
      return { then: 'fail', failure };
  }
}

/** Another attempt, unless the policy allows none any more. */
function againWithin({ failure, attempts, issuedAt, policy, inDoubt, now }: FailedAttempt, at: number): Verdict {
  const spent = policy?.attempts !== undefined && attempts >= policy.attempts;
  const late = policy?.deadlineMs !== undefined && at >= issuedAt + policy.deadlineMs;
  if (inDoubt || (!spent && !late)) return { then: 'again', at, unknown: false };
  const often = attempts === 1 ? 'once' : `${attempts} times`;
  const rule = spent ? `${policy.attempts} in all` : `for ${inWords(policy?.deadlineMs ?? 0)}`;
  const tried = `Tried ${often} within ${inWords(Math.max(0, now - issuedAt))}; the step has it tried ${rule}.`;
  return { then: 'fail', failure: { ...failure, message: `${failure.message} ${tried}` } };
}

/** When no attempt is to be begun any more; undefined where there is no such time, or an attempt may have happened. */
export function deadlineOf(effect: { at: number; policy?: RetryPolicy; inDoubt: boolean }): number | undefined {
  const { at, policy, inDoubt } = effect;
  return inDoubt || policy?.deadlineMs === undefined ? undefined : at + policy.deadlineMs;
}

/** What a run is told of an effect whose time was over before an attempt could be begun. */
export function tooLate(policy: RetryPolicy, former: FailureData): FailureData {
  const limit = inWords(policy.deadlineMs ?? 0);
  const { retryAfterMs: _, ...failure } = former;
  return { ...failure, message: `${former.message} It was not done within ${limit}, and the step waits no longer.` };
}

/**
 * Decides what becomes of an effect that was pending when the process died: it may have been under way.
 * Its attempt counts as one of unknown outcome.
 */
export function decideAfterCrash(
  repeatable: Repeatable,
  now: number,
  proofWindowMs: number,
): Extract<Verdict, { then: 'park' | 'again' }> {
  if (repeatable === 'unsafe') return { then: 'park' };
  return { then: 'again', at: repeatable === 'proof' ? now + proofWindowMs : now, unknown: true };
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** A duration as people say it, in its largest whole unit: `12 minutes`. */
export function inWords(durationMs: number): string {
  for (const [unit, unitMs] of UNITS) {
    const count = Math.floor(durationMs / unitMs);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'}`;
  }
  return 'less than a second';
}
