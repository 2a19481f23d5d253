import { parseDuration } from '../base/duration.ts';
import type { StepRetry } from './flow.ts';
import type { RetryPolicy } from './run.ts';
import type { StepWait } from './step-type.ts';

/** How effects are tried: as the author says, and no longer than the step has a use for them. */
export function policyFor(retry: StepRetry | undefined, wait: StepWait): RetryPolicy | undefined {
  const policy = retry && policyOf(retry);
  if (wait.for !== 'effects' || wait.deadlineMs === undefined) return policy;
  return { ...policy, deadlineMs: Math.min(wait.deadlineMs, policy?.deadlineMs ?? Infinity) };
}

function policyOf({ attempts, firstDelay, longestDelay, deadline }: StepRetry): RetryPolicy {
  const ms = (text: string | undefined): number | undefined => (text === undefined ? undefined : parseDuration(text));
  const policy = {
    attempts,
    firstDelayMs: ms(firstDelay),
    longestDelayMs: ms(longestDelay),
    deadlineMs: ms(deadline),
  };
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
}
