import type { StepId } from '../../base/ids.ts';
import { stepOf, withSteps, type Draft } from './draft.ts';

/** Has runs pass steps over by their main exits, or do them again. Throws `EditError` for an unknown step. */
export function setDisabled(draft: Draft, { steps, disabled }: { steps: readonly StepId[]; disabled: boolean }): Draft {
  const made = steps.map((name) => {
    const { disabled: _former, ...step } = stepOf(draft, name);
    return [name, disabled ? { ...step, disabled } : step] as const;
  });
  return withSteps(draft, Object.fromEntries(made));
}
