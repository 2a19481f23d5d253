import { readFileSync } from 'node:fs';
import { id, type StepId } from '../../../../src/base/ids.ts';
import { draftOf, idsOf, stepOf, type Draft } from '../../../../src/flow/edit/draft.ts';
import type { FlowFile } from '../../../../src/flow/flow.ts';
import type { Point } from '../../../../src/flow/layout.ts';
import { steps } from '../../../../src/steps/index.ts';
import { NOTHING_SELECTED } from '../../session/state.ts';
import type { CanvasInput } from '../canvas-nodes.ts';
import { overlaps, type Rect } from '../geometry.ts';
import { placesOf, type Places } from '../places.ts';
import { createStepViews, triggersView } from '../step-view.ts';

const file = new URL('../../../../examples/whatsapp-lead/flows/whatsapp-lead.json', import.meta.url);
/** The flow of the first example. */
export const LEAD: Draft = draftOf(JSON.parse(readFileSync(file, 'utf8')) as FlowFile);
export const types = { steps };
export const step = id.step;
export const views = createStepViews(types);

/** How large everything of a draft is drawn. */
export const sizesFor = (draft: Draft) => ({
  step: (each: StepId) => views(each, stepOf(draft, each), draft.flow.language).size,
  exits: (each: StepId) => views(each, stepOf(draft, each), draft.flow.language).exits.map(({ outcome }) => outcome),
  triggers: triggersView(draft).size,
});

/** A draft with nothing known of it. */
export const inputFor = (draft: Draft, more: Partial<CanvasInput> = {}): CanvasInput => ({
  draft,
  places: placesOf(draft, sizesFor(draft)),
  views,
  selection: NOTHING_SELECTED,
  troubles: new Map(),
  unpublished: new Map(),
  path: undefined,
  counts: undefined,
  compared: undefined,
  current: undefined,
  renaming: undefined,
  isReadOnly: false,
  ...more,
});

export const placeOf = ({ steps: placed }: Places, each: StepId): Point =>
  placed[each] ?? { x: Number.NaN, y: Number.NaN };

/** The rectangles of all cards. */
export const rectsOf = (draft: Draft): Rect[] => {
  const sizes = sizesFor(draft);
  const places = placesOf(draft, sizes);
  return [
    { ...places.triggers, ...sizes.triggers },
    ...idsOf(draft).map((each) => ({ ...placeOf(places, each), ...sizes.step(each) })),
  ];
};

/** True where no two rectangles share room. */
export const noneOverlap = (rects: readonly Rect[]): boolean =>
  rects.every((rect, at) => rects.slice(at + 1).every((other) => !overlaps(rect, other)));
