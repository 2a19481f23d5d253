import type { StepId } from '../../base/ids.ts';
import type { Point } from '../layout.ts';
import { change, stepOf, type Draft } from './draft.ts';

/** Puts steps, and with `triggers` the box of the triggers, at other places. Throws `EditError` for an unknown step. */
export function moveSteps(
  draft: Draft,
  { steps = {}, triggers }: { steps?: Readonly<Record<string, Point>>; triggers?: Point },
): Draft {
  for (const step of Object.keys(steps)) stepOf(draft, step as StepId);
  const moved = { ...draft.layout.steps, ...steps };
  return change(draft, { layout: { steps: moved, ...(triggers === undefined ? {} : { triggers }) } });
}
