import type { Draft } from './draft.ts';
import { lead, type Exit } from './ends.ts';

/** Takes the way from an exit away. Throws `EditError` for an unknown step or handler. */
export function disconnect(draft: Draft, { from }: { from: Exit }): Draft {
  return lead(draft, from, undefined);
}
