import type { StepId } from '../../base/ids.ts';
import { own } from '../flow.ts';
import type { Point } from '../layout.ts';
import { stepOf, type Draft } from './draft.ts';
import { moveSteps } from './move-steps.ts';
import { rounded } from './rounded.ts';

/** Sizes of steps as they are drawn; steps without one count as a point. */
export type Sizes = Readonly<Record<string, { width: number; height: number }>>;

/** What steps are lined up by. `middle` is a line from left to right, `centre` one from top to bottom. */
export type Alignment = 'left' | 'right' | 'top' | 'bottom' | 'middle' | 'centre';

/** A step with the place and the size that it is drawn with. */
export type Box = Point & { id: StepId; width: number; height: number };

/** Lines steps up. Steps without a place stay without. Throws `EditError` for an unknown step. */
export function alignSteps(
  draft: Draft,
  { steps, by, sizes = {} }: { steps: readonly StepId[]; by: Alignment; sizes?: Sizes },
): Draft {
  const boxes = boxesOf(draft, steps, sizes);
  if (boxes.length === 0) return draft;
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const lined: Readonly<Record<Alignment, (box: Box) => Point>> = {
    left: ({ y }) => ({ x: left, y }),
    right: ({ y, width }) => ({ x: right - width, y }),
    centre: ({ y, width }) => ({ x: rounded((left + right - width) / 2), y }),
    top: ({ x }) => ({ x, y: top }),
    bottom: ({ x, height }) => ({ x, y: bottom - height }),
    middle: ({ x, height }) => ({ x, y: rounded((top + bottom - height) / 2) }),
  };
  return moveSteps(draft, { steps: Object.fromEntries(boxes.map((box) => [box.id, lined[by](box)])) });
}

/** The steps that have a place, with their sizes. Throws `EditError` for an unknown step. */
export function boxesOf(draft: Draft, steps: readonly StepId[], sizes: Sizes): Box[] {
  return [...new Set(steps)].flatMap((id) => {
    stepOf(draft, id);
    const place = own(draft.layout.steps, id);
    const { width, height } = own(sizes, id) ?? { width: 0, height: 0 };
    return place ? [{ ...place, id, width, height }] : [];
  });
}
