import type { Trigger } from '../trigger.ts';
import { change, type Draft } from './draft.ts';
import { inserted, removed, reordered, replaced } from './lists.ts';

/** Adds a trigger, at the end unless told. */
export function addTrigger(draft: Draft, { trigger, before }: { trigger: Trigger; before?: number }): Draft {
  return withTriggers(draft, inserted(draft.flow.triggers, trigger, before));
}

/** Puts another trigger in the place of one. Throws `EditError` for an unknown place. */
export function changeTrigger(draft: Draft, { at, trigger }: { at: number; trigger: Trigger }): Draft {
  return withTriggers(draft, replaced(draft.flow.triggers, at, trigger));
}

/** Removes a trigger. Throws `EditError` for an unknown place. */
export function removeTrigger(draft: Draft, { at }: { at: number }): Draft {
  return withTriggers(draft, removed(draft.flow.triggers, at));
}

/** Puts a trigger at another place. Throws `EditError` for an unknown place. */
export function moveTrigger(draft: Draft, places: { from: number; to: number }): Draft {
  return withTriggers(draft, reordered(draft.flow.triggers, places));
}

function withTriggers(draft: Draft, triggers: readonly Trigger[]): Draft {
  return change(draft, { flow: { triggers } });
}
