import type { StepId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Outcome, Step } from '../flow.ts';
import { exitsOf, stepOf, without, withSteps, type Draft, type StepTypes } from './draft.ts';

/**
 * Gives a step other params, as a whole. Ways from exits that it has no more are taken away and told as `dropped`; those
 * of params that are unfinished stay. Throws `EditError` for an unknown step.
 */
export function setParams(
  draft: Draft,
  { step: name, params }: { step: StepId; params: JsonObject },
  types: StepTypes,
): { draft: Draft; dropped: { outcome: Outcome; to: StepId }[] } {
  const step: Step = { ...stepOf(draft, name), params };
  const exits = exitsOf(step, types);
  const dropped = Object.entries(step.next).filter(([outcome]) => !exits.includes(outcome));
  const next = without(
    step.next,
    dropped.map(([outcome]) => outcome),
  );
  return {
    draft: withSteps(draft, { [name]: { ...step, next } }),
    dropped: dropped.map(([outcome, to]) => ({ outcome, to })),
  };
}
