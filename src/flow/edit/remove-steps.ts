import type { StepId } from '../../base/ids.ts';
import { own } from '../flow.ts';
import { change, exitsOf, stepOf, without, type Draft, type StepTypes } from './draft.ts';
import { lead, waysOf } from './ends.ts';
import type { Layout } from '../layout.ts';

/**
 * Removes steps, with the ways that lead to them. With `rejoin` those ways lead on to what the main exits of the removed
 * ones led to. The start and handlers that led to one lead nowhere then. Throws `EditError` for an unknown step.
 */
export function removeSteps(
  draft: Draft,
  input: { steps: readonly StepId[]; rejoin?: boolean },
  types: StepTypes,
): Draft {
  const gone = new Set(input.steps);
  for (const step of gone) stepOf(draft, step);
  if (gone.size === 0) return draft;
  const beyond = (step: StepId): StepId | undefined =>
    input.rejoin ? followerOf(draft, { step, gone }, types) : undefined;
  const led = waysOf(draft)
    .filter(({ exit, to }) => gone.has(to) && !('step' in exit && gone.has(exit.step)))
    .reduce((made, { exit, to }) => lead(made, exit, beyond(to)), draft);
  return change(led, { flow: { steps: without(led.flow.steps, gone) }, layout: forgetSteps(led.layout, gone) });
}

/** What follows a step by main exits once some are gone; undefined where nothing does. */
function followerOf(draft: Draft, from: { step: StepId; gone: ReadonlySet<StepId> }, types: StepTypes) {
  const passed = new Set<StepId>();
  let at: StepId | undefined = from.step;
  while (at !== undefined && from.gone.has(at) && !passed.has(at)) {
    passed.add(at);
    const step = stepOf(draft, at);
    const [main = ''] = exitsOf(step, types);
    at = own(step.next, main);
  }
  return at !== undefined && !from.gone.has(at) && own(draft.flow.steps, at) ? at : undefined;
}

/** A layout without some steps; groups that have no step left go too. */
export function forgetSteps({ steps, pins, groups }: Layout, gone: ReadonlySet<StepId>): Partial<Layout> {
  const left = Object.entries(groups).map(([name, group]) => {
    const isTouched = group.steps.some((step) => gone.has(step));
    return [name, isTouched ? { ...group, steps: group.steps.filter((step) => !gone.has(step)) } : group] as const;
  });
  const kept = left.filter(([name, group]) => group === groups[name] || group.steps.length > 0);
  return { steps: without(steps, gone), pins: without(pins, gone), groups: Object.fromEntries(kept) };
}
