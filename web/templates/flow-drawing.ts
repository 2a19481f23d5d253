import type { StepId } from '../../src/base/ids.ts';
import type { Draft } from '../../src/flow/edit/draft.ts';
import { waysOf } from '../../src/flow/edit/ends.ts';
import { own } from '../../src/flow/flow.ts';
import { steps } from '../../src/steps/index.ts';
import { around, exitX, type Rect } from '../editor/canvas/geometry.ts';
import { placesOf } from '../editor/canvas/places.ts';
import { categoryOf, createStepViews, type Category } from '../editor/canvas/step-view.ts';
import { sizesOf } from '../editor/canvas/use-derived.ts';
import { roundedPath, wayPoints } from '../editor/canvas/way-path.ts';

/** A flow as shapes, for a picture that is too small to read. */
export type Drawing = {
  /** What of the drawing is seen: all of it. */
  box: Rect;
  cards: readonly (Rect & { key: string; category: Category | 'triggers' })[];
  ways: readonly { key: string; path: string }[];
};

const MARGIN = 30;

/** Draws a flow as the canvas would lay it out. */
export function drawFlow(draft: Draft): Drawing {
  const sizes = sizesOf(draft, createStepViews({ steps }));
  const places = placesOf(draft, sizes);
  const rectOf = (id: StepId): Rect | undefined => {
    const at = own(places.steps, id);
    return at && { ...at, ...sizes.step(id) };
  };
  const triggers: Rect = { ...places.triggers, ...sizes.triggers };
  const cards = Object.entries(draft.flow.steps).flatMap(([id, { type }]) => {
    const rect = rectOf(id as StepId);
    return rect ? [{ ...rect, key: id, category: categoryOf(type) }] : [];
  });
  const ways = waysOf(draft).flatMap(({ exit, to }, lane) => {
    const target = rectOf(to);
    const source = 'step' in exit ? rectOf(exit.step) : triggers;
    if (!target || !source) return [];
    const exits = 'step' in exit ? sizes.exits(exit.step) : ['start'];
    const at = 'step' in exit ? Math.max(0, exits.indexOf(exit.outcome)) : 0;
    const from = { x: source.x + exitX(at, Math.max(1, exits.length), source.width), y: source.y + source.height };
    const into = { x: target.x + target.width / 2, y: target.y };
    return [{ key: `${lane}`, path: roundedPath(wayPoints({ from, to: into, lane: at })) }];
  });
  const { x, y, width, height } = around([triggers, ...cards]) ?? triggers;
  const box = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  return { box, cards: [{ ...triggers, key: ' triggers', category: 'triggers' }, ...cards], ways };
}
