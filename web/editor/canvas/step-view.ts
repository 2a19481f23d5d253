import type { StepId } from '../../../src/base/ids.ts';
import { isObject, type JsonValue } from '../../../src/base/json.ts';
import { exitsOf, handlersOf, type Draft, type StepTypes } from '../../../src/flow/edit/draft.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import { own, type Handler, type Step } from '../../../src/flow/flow.ts';
import { sizeOfCard, sizeOfTriggers, type Size } from './geometry.ts';
import { lineOf, type StepLine } from './step-line.ts';

/** What kind of thing a step does: its colour and where it stands in the picker. */
export const CATEGORIES = ['talk', 'wait', 'decide', 'data', 'systems', 'people', 'end'] as const;
export type Category = (typeof CATEGORIES)[number];

const CATEGORY_OF: Readonly<Record<string, Category>> = {
  send: 'talk',
  ask: 'talk',
  wait: 'wait',
  waitReply: 'wait',
  awaitWebhook: 'wait',
  branch: 'decide',
  switch: 'decide',
  split: 'decide',
  hours: 'decide',
  loop: 'decide',
  goto: 'decide',
  subflow: 'systems',
  call: 'systems',
  respond: 'systems',
  set: 'data',
  parse: 'data',
  note: 'data',
  handoff: 'people',
  end: 'end',
};

/** The category of a type of step; an unknown one is data. */
export function categoryOf(type: string): Category {
  return own(CATEGORY_OF, type) ?? 'data';
}

/** One exit as it is drawn. */
export type ExitView = {
  readonly exit: Exit;
  /** What it is called in the flow; `title` is what its author wrote on it. */
  readonly outcome: string;
  readonly title?: string;
  readonly isTrouble: boolean;
};

/** One step as it is drawn: all of its own, nothing of its surroundings. */
export type StepView = {
  readonly id: StepId;
  readonly type: string;
  readonly isKnown: boolean;
  readonly title: string | undefined;
  readonly category: Category;
  readonly line: StepLine | undefined;
  readonly exits: readonly ExitView[];
  readonly isDisabled: boolean;
  readonly size: Size;
};

/** Makes views of steps; the same step in the same language gives the very same view. */
export type StepViews = (id: StepId, step: Step, language: string) => StepView;

/** Makes views, and remembers those that it made. */
export function createStepViews(types: StepTypes): StepViews {
  const known = new WeakMap<Step, StepView & { language: string }>();
  return (id, step, language) => {
    const found = known.get(step);
    if (found?.id === id && found.language === language) return found;
    const made = { ...viewOf(id, step, { language, types }), language };
    known.set(step, made);
    return made;
  };
}

function viewOf(id: StepId, step: Step, { language, types }: { language: string; types: StepTypes }): StepView {
  const type = own(types.steps, step.type);
  const outcomes = exitsOf(step, types);
  // Ways from exits that the step does not have any more are drawn too: nothing of a flow is hidden.
  const strays = Object.keys(step.next).filter((outcome) => !outcomes.includes(outcome));
  const exits = [...outcomes, ...strays].map((outcome): ExitView => {
    const title = exitTitle(step, outcome);
    const isTrouble = type?.troubles.includes(outcome) ?? false;
    return { exit: { step: id, outcome }, outcome, isTrouble, ...(title === undefined ? {} : { title }) };
  });
  return {
    id,
    type: step.type,
    isKnown: type !== undefined,
    title: step.title,
    category: categoryOf(step.type),
    line: lineOf(step, language),
    exits,
    isDisabled: step.disabled === true,
    size: sizeOfCard(exits.length),
  };
}

/** What the author calls an exit: the title of the case that leads there. */
function exitTitle({ params }: Step, outcome: string): string | undefined {
  const cases = (params as Readonly<Record<string, JsonValue | undefined>>)['cases'];
  if (!Array.isArray(cases)) return undefined;
  const found = cases.find((each: JsonValue) => isObject(each) && (each['id'] === outcome || each['exit'] === outcome));
  const title = isObject(found) ? found['title'] : undefined;
  return typeof title === 'string' && title !== '' ? title : undefined;
}

/** The triggers as they are drawn: one card, with the start and each handler as an exit. */
export type TriggersView = {
  readonly triggers: Draft['flow']['triggers'];
  readonly exits: readonly (ExitView & { readonly handler?: Handler })[];
  readonly size: Size;
};

/** The card of the triggers. */
export function triggersView(draft: Draft): TriggersView {
  const start: ExitView = { exit: { start: true }, outcome: 'start', isTrouble: false };
  const handlers = handlersOf(draft).map((handler, at) => ({
    exit: { handler: at },
    outcome: handler.on,
    isTrouble: handler.on === 'failure',
    handler,
  }));
  const exits = [start, ...handlers];
  return { triggers: draft.flow.triggers, exits, size: sizeOfTriggers(draft.flow.triggers.length, exits.length) };
}
