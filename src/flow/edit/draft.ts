import type { StepId } from '../../base/ids.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import { own, pickText, type FlowFile, type Handler, type Outcome, type Step } from '../flow.ts';
import { readLayout, writeLayout, type Layout } from '../layout.ts';
import type { Types } from '../step-type.ts';
import { EditError } from './edit-error.ts';
import { share } from './share.ts';

/** What edits take and give back: a flow and how it is drawn. Never changed in place. */
export type Draft = { readonly flow: FlowFile['flow']; readonly layout: Layout };

/** The kinds of steps: what edits that look into params need to know. */
export type StepTypes = Pick<Types, 'steps'>;

/** What is asked of a draft in place of what it has. */
export type DraftChange = { flow?: Partial<FlowFile['flow']>; layout?: Partial<Layout> };

/** The draft of a flow file. */
export function draftOf({ flow, layout }: FlowFile): Draft {
  return { flow, layout: readLayout(layout) };
}

/** The flow file of a draft. */
export function fileOf({ flow, layout }: Draft): FlowFile {
  const written = writeLayout(layout);
  return { rondine: 1, flow, ...(written === undefined ? {} : { layout: written }) };
}

/** The draft with other parts. What is equal stays the very same object, up to the whole draft. */
export function change(draft: Draft, { flow = {}, layout = {} }: DraftChange): Draft {
  return share(draft, { flow: { ...draft.flow, ...flow }, layout: { ...draft.layout, ...layout } });
}

/** The draft with other steps in place of those of the same ids. */
export function withSteps(draft: Draft, steps: Readonly<Record<string, Step>>): Draft {
  return change(draft, { flow: { steps: { ...draft.flow.steps, ...steps } } });
}

/** The ids of a draft's steps. */
export function idsOf({ flow }: Draft): StepId[] {
  return Object.keys(flow.steps) as StepId[];
}

/** The flow's handlers; none where it says nothing of them. */
export function handlersOf({ flow }: Draft): readonly Handler[] {
  return flow.handlers ?? [];
}

/** A step that an edit names. Throws `EditError` where there is none. */
export function stepOf({ flow }: Draft, id: StepId): Step {
  const step = own(flow.steps, id);
  if (step) return step;
  throw new EditError('unknown_step', `There is no step "${id}" in this flow.`, { step: id });
}

/** A type of step that an edit names. Throws `EditError` where there is none. */
function typeOf({ steps }: StepTypes, name: string): Types['steps'][string] {
  const type = own(steps, name);
  if (type) return type;
  throw new EditError('unknown_type', `There is no type of step called "${name}".`, { type: name });
}

/**
 * What the form of a new step of a type begins with; texts for customers in the language of the flow, English where there
 * is none in it. Throws `EditError` for an unknown type.
 */
export function defaultParams(type: string, types: StepTypes, language: string): JsonObject {
  const form = typeOf(types, type).params as { default?: JsonObject; properties?: Record<string, { field?: string }> };
  const { default: initial = {}, properties = {} } = form;
  const texts = Object.entries(initial).flatMap(([name, value]) =>
    properties[name]?.field === 'text' && isObject(value)
      ? [[name, pickText(value as Record<string, string>, language, 'en')]]
      : [],
  );
  return { ...initial, ...Object.fromEntries(texts) };
}

/**
 * The exits of a step, the main one first. Where its type is unknown or its params are unfinished, those that lead
 * somewhere.
 */
export function exitsOf(step: Step, { steps }: StepTypes): readonly Outcome[] {
  try {
    const outcomes = own(steps, step.type)?.outcomes(step.params);
    if (outcomes?.every((outcome) => typeof outcome === 'string')) return outcomes;
  } catch {
    // Params that do not fit their form: the types rely on it.
  }
  return Object.keys(step.next);
}

/** The record without some of its members. */
export function without<Value>(
  record: Readonly<Record<string, Value>>,
  names: Iterable<string>,
): Record<string, Value> {
  const gone = new Set(names);
  return Object.fromEntries(Object.entries(record).filter(([name]) => !gone.has(name)));
}
