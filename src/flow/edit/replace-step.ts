import type { StepId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Outcome, Step } from '../flow.ts';
import { defaultParams, exitsOf, stepOf, withSteps, type Draft, type StepTypes } from './draft.ts';

/** What a step becomes; `params` are what the form begins with unless told. */
export type Replacement = { step: StepId; type: string; params?: JsonObject };

/**
 * Makes a step one of another type under the same id and title. Ways from exits that both have stay, and the way from
 * the main exit goes over to the new main exit; those that are lost are told as `dropped`. Throws `EditError` for an
 * unknown step or type.
 */
export function replaceStep(
  draft: Draft,
  { step: name, type, params }: Replacement,
  types: StepTypes,
): { draft: Draft; dropped: { outcome: Outcome; to: StepId }[] } {
  const { retry: _policy, ...former } = stepOf(draft, name);
  const initial = defaultParams(type, types, draft.flow.language);
  const bare: Step = { ...former, type, params: params ?? initial, next: {} };
  const exits = exitsOf(bare, types);
  const [formerMain] = exitsOf(former, types);
  const [main] = exits;
  const led = Object.entries(former.next).map(([outcome, to]) => {
    if (exits.includes(outcome)) return { outcome, to, at: outcome };
    const takesOver = outcome === formerMain && main !== undefined && former.next[main] === undefined;
    return { outcome, to, at: takesOver ? main : undefined };
  });
  const next = Object.fromEntries(led.flatMap(({ at, to }) => (at === undefined ? [] : [[at, to] as const])));
  return {
    draft: withSteps(draft, { [name]: { ...bare, next } }),
    dropped: led.filter(({ at }) => at === undefined).map(({ outcome, to }) => ({ outcome, to })),
  };
}
