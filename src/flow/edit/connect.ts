import type { StepId } from '../../base/ids.ts';
import { stepOf, type Draft } from './draft.ts';
import { lead, type Exit } from './ends.ts';

/** Leads an exit, the start or a handler to a step, wherever it led before. Throws `EditError` for an unknown step. */
export function connect(draft: Draft, { from, to }: { from: Exit; to: StepId }): Draft {
  stepOf(draft, to);
  return lead(draft, from, to);
}
