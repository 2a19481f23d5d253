import type { StepId } from '../../../src/base/ids.ts';
import { idsOf, stepOf, type Draft } from '../../../src/flow/edit/draft.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import { moveSteps } from '../../../src/flow/edit/move-steps.ts';
import { own } from '../../../src/flow/flow.ts';
import type { Point } from '../../../src/flow/layout.ts';
import { exitX, type Rect, type Size } from '../canvas/geometry.ts';
import { free, snap, type SizesOf } from '../canvas/places.ts';
import { selectAlong } from '../canvas/walk.ts';

const GAP = 64;

/** A step that was just added. `isPlaced`: somebody said where. */
export type Newcomer = { step: StepId; after: Exit | undefined; isPlaced: boolean };

/**
 * Puts a new step where it hides nothing: below the exit that leads to it, and where it was put into a way, what
 * follows moves down. A step that somebody placed stays there.
 */
export function makeRoom(draft: Draft, { step, after, isPlaced }: Newcomer, sizes: SizesOf): Draft {
  if (isPlaced) return draft;
  const size = sizes.step(step);
  const others = rectsOf(draft, sizes).filter(({ id }) => id !== step);
  const [follower] = Object.values(stepOf(draft, step).next);
  const below = follower === undefined ? undefined : own(draft.layout.steps, follower);
  const wanted = placeBehind(draft, after, { size, sizes });
  if (!wanted) {
    const right = Math.max(0, ...others.map(({ x, width }) => x + width));
    const at = own(draft.layout.steps, step) ?? { x: snap(right + 40), y: 0 };
    return moveSteps(draft, { steps: { [step]: free({ ...at, ...size }, others) } });
  }
  if (follower === undefined || !below || below.y < wanted.y)
    return moveSteps(draft, { steps: { [step]: free({ ...wanted, ...size }, others) } });
  const place = { x: Math.abs(below.x - wanted.x) < 200 ? below.x : wanted.x, y: wanted.y };
  const shift = snap(place.y + size.height + GAP - below.y);
  const behind = new Set(selectAlong(draft, [follower], 'downstream'));
  const lower = others.filter(({ id, y }) => behind.has(id) && y >= below.y && shift > 0);
  const moved = Object.fromEntries(lower.map(({ id, x, y }): [string, Point] => [id, { x, y: y + shift }]));
  const rest = others.filter(({ id }) => !behind.has(id));
  return moveSteps(draft, { steps: { ...moved, [step]: free({ ...place, ...size }, rest) } });
}

function placeBehind(draft: Draft, after: Exit | undefined, { size, sizes }: { size: Size; sizes: SizesOf }) {
  if (!after) return undefined;
  if (!('step' in after)) {
    const { triggers } = draft.layout;
    return triggers && { x: triggers.x, y: snap(triggers.y + sizes.triggers.height + GAP) };
  }
  const from = own(draft.layout.steps, after.step);
  if (!from) return undefined;
  const { width, height } = sizes.step(after.step);
  const exits = sizes.exits(after.step);
  const at = exits.indexOf(after.outcome);
  const x = exits.length < 2 || at <= 0 ? from.x : from.x + exitX(at, exits.length, width) - size.width / 2;
  return { x: snap(x), y: snap(from.y + height + GAP) };
}

function rectsOf(draft: Draft, sizes: SizesOf): (Rect & { id: StepId })[] {
  return idsOf(draft).flatMap((id) => {
    const place = own(draft.layout.steps, id);
    return place ? [{ id, ...place, ...sizes.step(id) }] : [];
  });
}
