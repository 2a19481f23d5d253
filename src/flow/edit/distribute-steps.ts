import type { StepId } from '../../base/ids.ts';
import { boxesOf, type Sizes } from './align-steps.ts';
import type { Draft } from './draft.ts';
import { moveSteps } from './move-steps.ts';
import { rounded } from './rounded.ts';

/**
 * Puts equal gaps between steps, from left to right or from top to bottom; the outermost two stay. Throws `EditError`
 * for an unknown step.
 */
export function distributeSteps(
  draft: Draft,
  { steps, along, sizes = {} }: { steps: readonly StepId[]; along: 'x' | 'y'; sizes?: Sizes },
): Draft {
  const side = along === 'x' ? 'width' : 'height';
  const boxes = boxesOf(draft, steps, sizes).sort((left, right) => left[along] - right[along]);
  const [first, last] = [boxes[0], boxes.at(-1)];
  if (!first || !last || boxes.length < 3) return draft;
  const filled = boxes.slice(0, -1).reduce((sum, box) => sum + box[side], 0);
  const gap = (last[along] - first[along] - filled) / (boxes.length - 1);
  let next = first[along];
  const placed = boxes.map((box) => {
    const at = box === last ? last[along] : rounded(next);
    next += box[side] + gap;
    return [box.id, along === 'x' ? { x: at, y: box.y } : { x: box.x, y: at }] as const;
  });
  return moveSteps(draft, { steps: Object.fromEntries(placed) });
}
