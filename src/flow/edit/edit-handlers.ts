import type { Handler } from '../flow.ts';
import { change, handlersOf, stepOf, type Draft } from './draft.ts';
import { inserted, removed, reordered, replaced } from './lists.ts';

/** Adds a global handler, at the end unless told. Throws `EditError` where it leads to an unknown step. */
export function addHandler(draft: Draft, { handler, before }: { handler: Handler; before?: number }): Draft {
  stepOf(draft, handler.next);
  return withHandlers(draft, inserted(handlersOf(draft), handler, before));
}

/** Puts another handler in the place of one. Throws `EditError` for an unknown place. */
export function changeHandler(draft: Draft, { at, handler }: { at: number; handler: Handler }): Draft {
  return withHandlers(draft, replaced(handlersOf(draft), at, handler));
}

/** Removes a handler. Throws `EditError` for an unknown place. */
export function removeHandler(draft: Draft, { at }: { at: number }): Draft {
  return withHandlers(draft, removed(handlersOf(draft), at));
}

/** Puts a handler at another place. Throws `EditError` for an unknown place. */
export function moveHandler(draft: Draft, places: { from: number; to: number }): Draft {
  return withHandlers(draft, reordered(handlersOf(draft), places));
}

function withHandlers(draft: Draft, handlers: readonly Handler[]): Draft {
  return change(draft, { flow: { handlers } });
}
