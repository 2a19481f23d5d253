import type { StepId } from '../../base/ids.ts';
import { boxesOf } from './align-steps.ts';
import type { Draft } from './draft.ts';
import { moveSteps } from './move-steps.ts';
import { rounded } from './rounded.ts';

/** Distance of the lines of the grid, in pixels. */
export const GRID = 20;

/** Puts steps on the nearest crossings of the grid. Throws `EditError` for an unknown step. */
export function snapToGrid(draft: Draft, { steps, grid = GRID }: { steps: readonly StepId[]; grid?: number }): Draft {
  // Adding 0 makes a plain 0 of -0, which JSON does not know.
  const snapped = (at: number) => rounded(at / grid) * grid;
  const places = boxesOf(draft, steps, {}).map(({ id, x, y }) => [id, { x: snapped(x), y: snapped(y) }] as const);
  return moveSteps(draft, { steps: Object.fromEntries(places) });
}
