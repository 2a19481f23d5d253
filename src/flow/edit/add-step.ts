import type { StepId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { own, type Step } from '../flow.ts';
import type { Point } from '../layout.ts';
import { change, defaultParams, exitsOf, stepOf, type Draft, type StepTypes } from './draft.ts';
import { lead, targetOf, type Exit } from './ends.ts';
import { freshStepId } from './new-name.ts';
import { rounded } from './rounded.ts';

/** How far below the step before it a new step is put. */
export const STEP_GAP = 160;

/** A step to add. */
export type NewStep = {
  type: string;
  title?: string;
  /** What its form begins with unless told. */
  params?: JsonObject;
  /**
   * Put behind this exit: what was there follows the main exit of the new step. An edge is named by the exit that it
   * begins at, so this also splices a step into an edge.
   */
  after?: Exit;
  /** Where it is drawn; absent = below the step that it is put behind, and halfway on an edge. */
  at?: Point;
};

/**
 * Adds a step. Its id comes from its title or its type. The first step of a flow that has none becomes its start.
 * Throws `EditError` for an unknown type or place.
 */
export function addStep(draft: Draft, added: NewStep, types: StepTypes): { draft: Draft; step: StepId } {
  const initial = defaultParams(added.type, types, draft.flow.language);
  const { title, after, params = initial } = added;
  const name = freshStepId(draft, added);
  const follower = after && targetOf(draft, after);
  const bare: Step = { type: added.type, ...(title === undefined ? {} : { title }), params, next: {} };
  const [main] = exitsOf(bare, types);
  const step = follower === undefined || main === undefined ? bare : { ...bare, next: { [main]: follower } };
  const at = added.at ?? placeBehind(draft, after, follower);
  const { flow, layout } = draft;
  const isFirst = Object.keys(flow.steps).length === 0;
  const made = change(draft, {
    flow: { steps: { ...flow.steps, [name]: step }, ...(isFirst ? { start: name } : {}) },
    layout: at === undefined ? {} : { steps: { ...layout.steps, [name]: at } },
  });
  return { draft: after ? lead(made, after, name) : made, step: name };
}

function placeBehind({ layout, ...draft }: Draft, after: Exit | undefined, follower: StepId | undefined) {
  if (!after) return undefined;
  if ('step' in after) stepOf({ layout, ...draft }, after.step);
  const source = 'step' in after ? own(layout.steps, after.step) : layout.triggers;
  const target = follower && own(layout.steps, follower);
  if (!source) return undefined;
  if (!target) return { x: source.x, y: source.y + STEP_GAP };
  return { x: rounded((source.x + target.x) / 2), y: rounded((source.y + target.y) / 2) };
}
