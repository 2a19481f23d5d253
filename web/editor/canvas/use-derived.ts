import { useMemo, useState } from 'react';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import { idsOf, stepOf, type Draft, type StepTypes } from '../../../src/flow/edit/draft.ts';
import { NOTHING_SELECTED, type LitPath, type Selection } from '../session/state.ts';
import type { CanvasInput, Counts, Derived } from './canvas-nodes.ts';
import { deriveCanvas } from './derive.ts';
import { changedSteps, compareOnCanvas, troublesOf, type Compared } from './marks.ts';
import { routesFor, type Routes } from './way-lines.ts';
import { placesOf, type Places, type SizesOf } from './places.ts';
import { createStepViews, triggersView, type StepView, type StepViews } from './step-view.ts';
import type { StepId } from '../../../src/base/ids.ts';
import type { Stop } from './walk.ts';

/** What the canvas is given to show. */
export type Shown = {
  draft: Draft;
  types: StepTypes;
  selection?: Selection;
  diagnostics?: readonly Diagnostic[];
  /** Says a problem in the viewer's language. */
  wordsOf?: (diagnostic: Diagnostic) => string;
  /** The flow that is published: steps that differ from it are marked. */
  published?: Draft['flow'];
  /** An earlier draft: what was added, changed and removed since is shown. */
  diff?: Draft;
  path?: LitPath | undefined;
  counts?: Counts | undefined;
  current?: Stop | undefined;
  renaming?: StepId | undefined;
  isReadOnly: boolean;
};

/** What is drawn, and what it was made from. */
export type Scene = {
  derived: Derived;
  places: Places;
  compared: Compared | undefined;
  /** The draft that is drawn: with the removed steps of a comparison. */
  draft: Draft;
  view(id: StepId): StepView;
  sizes: SizesOf;
};

/** How large everything of a draft is drawn. */
export function sizesOf(draft: Draft, views: StepViews): SizesOf {
  return {
    step: (id) => views(id, stepOf(draft, id), draft.flow.language).size,
    exits: (id) => views(id, stepOf(draft, id), draft.flow.language).exits.map(({ outcome }) => outcome),
    triggers: triggersView(draft).size,
  };
}

const sayEnglish = ({ message }: Diagnostic): string => message;

/** Derives what is drawn; parts that are as they were stay the very same objects. */
export function useDerived(shown: Shown): Scene {
  const { types, diff, published, diagnostics, wordsOf = sayEnglish } = shown;
  const views = useMemo(() => createStepViews(types), [types]);
  const compared = useMemo(() => (diff ? compareOnCanvas(diff, shown.draft) : undefined), [diff, shown.draft]);
  const draft = compared?.draft ?? shown.draft;
  const sizes = useMemo(() => sizesOf(draft, views), [draft, views]);
  const places = usePlaces(draft, sizes);
  const troubles = useMemo(() => troublesOf(diagnostics ?? [], wordsOf), [diagnostics, wordsOf]);
  const unpublished = useMemo(
    () => (published && !compared ? changedSteps(published, draft.flow) : new Map<never, never>()),
    [published, compared, draft.flow],
  );
  const [derive] = useState(createDeriver);
  const { selection = NOTHING_SELECTED, path, counts, current, renaming, isReadOnly } = shown;
  const marks = { selection, troubles, unpublished, path, counts, compared, current, renaming };
  const derived = derive({ draft, places, views, isReadOnly, ...marks });
  return useMemo(
    () => ({
      derived,
      places,
      compared,
      draft,
      view: (id) => views(id, stepOf(draft, id), draft.flow.language),
      sizes,
    }),
    [derived, places, compared, draft, views, sizes],
  );
}

/** Derives what is drawn with regard to what was drawn before: from the same input it is the very same. */
function createDeriver(): (input: CanvasInput) => Derived {
  let before: Derived | undefined;
  let last: CanvasInput | undefined;
  let found: { input: CanvasInput; routes: Routes } | undefined;
  const route = (input: CanvasInput) => (straight: Derived) => {
    // Finding ways is slow beside the rest: what is chosen, lit or counted leads no way otherwise.
    const isKnown =
      found?.input.draft === input.draft && found.input.places === input.places && found.input.views === input.views;
    const routes = found && isKnown ? found.routes : routesFor(straight);
    found = { input, routes };
    return routes;
  };
  return (input) => {
    if (before && last && isSameInput(input, last)) return before;
    last = input;
    return (before = deriveCanvas({ ...input, route: route(input) }, before));
  };
}

function isSameInput(one: CanvasInput, other: CanvasInput): boolean {
  return (Object.keys(one) as (keyof CanvasInput)[]).every((name) => Object.is(one[name], other[name]));
}

function usePlaces(draft: Draft, sizes: SizesOf): Places {
  const [place] = useState(createPlacer);
  return useMemo(() => place(draft, sizes), [place, draft, sizes]);
}

/** Laying out anew is slow: it is done again only where the places, the ways or the sizes are others. */
function createPlacer(): (draft: Draft, sizes: SizesOf) => Places {
  let known: { key: string; steps: Draft['layout']['steps']; places: Places } | undefined;
  return (draft, sizes) => {
    const { steps, triggers } = draft.layout;
    if (triggers && idsOf(draft).every((id) => Object.hasOwn(steps, id))) return placesOf(draft, sizes);
    const key = JSON.stringify([
      triggers,
      idsOf(draft).map((id) => [id, stepOf(draft, id).next, sizes.step(id).width]),
      draft.flow.start,
    ]);
    if (known?.key !== key || known.steps !== steps) known = { key, steps, places: placesOf(draft, sizes) };
    return known.places;
  };
}
