import type { StepId } from '../../../../src/base/ids.ts';
import { exitsOf, stepOf, type Draft, type StepTypes } from '../../../../src/flow/edit/draft.ts';
import { targetOf, type Exit } from '../../../../src/flow/edit/ends.ts';
import type { Label } from '../../../../src/flow/edit/history.ts';
import type { SizesOf } from '../../canvas/places.ts';
import { withPlaces } from '../../canvas/places.ts';
import { createStepViews, type StepViews } from '../../canvas/step-view.ts';
import { sizesOf } from '../../canvas/use-derived.ts';
import type { ApplyOptions, Session } from '../../session/session.ts';
import { draftIn } from '../../session/state.ts';

/** Says what a step is called. */
export type NameStep = (draft: Draft, step: StepId) => string;

/** What all verbs work with. Each edit begins with a layout that says where everything stands. */
export type Hand = {
  readonly session: Session;
  readonly views: StepViews;
  now(): Draft;
  types(): StepTypes;
  sizes(draft: Draft): SizesOf;
  placed(draft: Draft): Draft;
  apply(label: Label, edit: (draft: Draft) => Draft, options?: ApplyOptions): boolean;
  /** The steps that are chosen. */
  chosen(): readonly StepId[];
  nameOf: NameStep;
  nameOfType(type: string): string;
};

/** Makes what the verbs of a session work with. */
export function createHand(session: Session, nameOf: NameStep, nameOfType: (type: string) => string): Hand {
  const types = (): StepTypes => session.getState().catalog.types;
  const views = createStepViews(types());
  const sizes = (draft: Draft): SizesOf => sizesOf(draft, views);
  const placed = (draft: Draft): Draft => withPlaces(draft, sizes(draft));
  return {
    session,
    views,
    now: () => draftIn(session.getState()),
    types,
    sizes,
    placed,
    apply: (label, edit, options) => session.apply(label, (draft) => edit(placed(draft)), options),
    chosen: () => session.getState().selection.steps,
    nameOf,
    nameOfType,
  };
}

/** The words for an edit of several things. */
export function counted(key: string, list: readonly unknown[]): Label {
  return { key: `edit.${key}`, values: { count: list.length } };
}

/** The first exit of a step that leads nowhere, else its first. */
export function freeExit(draft: Draft, step: StepId, types: StepTypes): Exit | undefined {
  const exits = exitsOf(stepOf(draft, step), types).map((outcome): Exit => ({ step, outcome }));
  return exits.find((exit) => targetOf(draft, exit) === undefined) ?? exits[0];
}
