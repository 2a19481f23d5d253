import type { StepId } from '../../base/ids.ts';
import type { Draft, StepTypes } from './draft.ts';
import { copyWhole } from './copy-steps.ts';
import { pasteWhole, type Pasted } from './paste-steps.ts';

/**
 * Doubles steps with the ways between them, under new ids and titles and a little apart. Nothing is withheld: what
 * is doubled does not leave the flow. Throws `EditError` for an unknown step.
 */
export function duplicateSteps(draft: Draft, { steps }: { steps: readonly StepId[] }, types: StepTypes): Pasted {
  return pasteWhole(draft, { clipboard: copyWhole(draft, { steps }, types) }, types);
}
