import type { StepId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { change, stepOf, without, type Draft } from './draft.ts';

/** Has tests pretend an output in place of what a step would get. Throws `EditError` for an unknown step. */
export function setPin(draft: Draft, { step, output }: { step: StepId; output: JsonObject }): Draft {
  stepOf(draft, step);
  return change(draft, { layout: { pins: { ...draft.layout.pins, [step]: output } } });
}

/** Forgets pretended outputs. */
export function clearPin(draft: Draft, { steps }: { steps: readonly StepId[] }): Draft {
  return change(draft, { layout: { pins: without(draft.layout.pins, steps) } });
}
