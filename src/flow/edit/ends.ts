import { id, type StepId } from '../../base/ids.ts';
import { own, type Handler, type Outcome } from '../flow.ts';
import { change, handlersOf, stepOf, withSteps, without, type Draft } from './draft.ts';
import { EditError } from './edit-error.ts';
import { freshName, takenIds } from './new-name.ts';

/** Where a way begins: at an exit of a step, at the triggers, or at one of the flow's handlers. */
export type Exit = { step: StepId; outcome: Outcome } | { start: true } | { handler: number };

/** A handler by its place. Throws `EditError` where there is none. */
export function handlerAt(draft: Draft, at: number): Handler {
  const handler = handlersOf(draft)[at];
  if (handler) return handler;
  throw new EditError('unknown_place', `The flow has no handler ${at + 1}.`, { at: String(at) });
}

/** Where a way leads: a step that exists, or undefined where it leads nowhere. Throws `EditError` for an unknown place. */
export function targetOf(draft: Draft, exit: Exit): StepId | undefined {
  const named = namedBy(draft, exit);
  return named !== undefined && own(draft.flow.steps, named) ? named : undefined;
}

function namedBy(draft: Draft, exit: Exit): StepId | undefined {
  if ('step' in exit) return own(stepOf(draft, exit.step).next, exit.outcome);
  return 'handler' in exit ? handlerAt(draft, exit.handler).next : draft.flow.start;
}

/**
 * The draft with a way led elsewhere, or with undefined nowhere. The start and handlers must name a step: led nowhere
 * they name one that does not exist, which validation tells of.
 */
export function lead(draft: Draft, exit: Exit, to: StepId | undefined): Draft {
  if ('step' in exit) {
    const step = stepOf(draft, exit.step);
    const rest = without(step.next, [exit.outcome]);
    const next = to === undefined ? rest : { ...step.next, [exit.outcome]: to };
    return withSteps(draft, { [exit.step]: { ...step, next } });
  }
  if (to === undefined && targetOf(draft, exit) === undefined) return draft;
  const target = to ?? id.step(freshName('nowhere', takenIds(draft)));
  if ('start' in exit) return change(draft, { flow: { start: target } });
  handlerAt(draft, exit.handler);
  const handlers = handlersOf(draft).map((each, at) => (at === exit.handler ? { ...each, next: target } : each));
  return change(draft, { flow: { handlers } });
}

/** Every way that a draft has, and the step that it names. */
export function waysOf(draft: Draft): { exit: Exit; to: StepId }[] {
  const steps = Object.entries(draft.flow.steps).flatMap(([name, { next }]) =>
    Object.entries(next).map(([outcome, to]) => ({ exit: { step: name as StepId, outcome }, to })),
  );
  const handlers = handlersOf(draft).map(({ next }, handler) => ({ exit: { handler }, to: next }));
  return [{ exit: { start: true }, to: draft.flow.start }, ...handlers, ...steps];
}
