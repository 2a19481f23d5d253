import type { StepId } from '../../base/ids.ts';
import type { Step } from '../flow.ts';
import type { StepTypes } from './draft.ts';
import { mapParams } from './map-params.ts';

/** Says what a step is called from now on; undefined where it is not there any more. */
export type NewIds = (id: StepId) => StepId | undefined;

/** A step whose ways and fields name others by their new ids. Ways to what is not there any more are taken away. */
export function retarget(step: Step, ids: NewIds, types: StepTypes): Step {
  const next = Object.entries(step.next).flatMap(([outcome, to]) => {
    const now = ids(to);
    return now === undefined ? [] : [[outcome, now] as const];
  });
  const params = mapParams(step, types, (value, { field }) =>
    field === 'step' && typeof value === 'string' ? (ids(value as StepId) ?? value) : value,
  );
  return { ...step, params, next: Object.fromEntries(next) };
}
