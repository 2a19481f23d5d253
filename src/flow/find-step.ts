import type { FailureData } from '../base/failure.ts';
import type { StepId } from '../base/ids.ts';
import { own, type Flow, type Step } from './flow.ts';
import type { StepType, Types } from './step-type.ts';

/** A step of a flow with its type, or why a run cannot stand on it. */
export function findStep(
  stepId: StepId,
  flow: Flow,
  { steps }: Pick<Types, 'steps'>,
): { step: Step; type: StepType } | { failure: FailureData } {
  const step = own(flow.steps, stepId);
  const type = step && own(steps, step.type);
  if (step && type) return { step, type };
  const message = step
    ? `Step "${stepId}" is of the unknown type "${step.type}".`
    : `Step "${stepId}" does not exist in version ${flow.version} of flow "${flow.id}".`;
  return { failure: { code: 'invalid', message } };
}
