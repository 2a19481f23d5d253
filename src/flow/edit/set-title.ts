import type { StepId } from '../../base/ids.ts';
import { stepOf, withSteps, type Draft } from './draft.ts';

/** Longest title of a step or a group. */
export const LONGEST_TITLE = 200;

/** Gives a step another title; an empty one takes it away. Throws `EditError` for an unknown step. */
export function setTitle(draft: Draft, { step: name, title }: { step: StepId; title: string }): Draft {
  const { title: _former, ...step } = stepOf(draft, name);
  const words = title.trim().slice(0, LONGEST_TITLE);
  return withSteps(draft, { [name]: words === '' ? step : { ...step, title: words } });
}
