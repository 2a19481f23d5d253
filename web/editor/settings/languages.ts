import { isObject } from '../../../src/base/json.ts';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft, StepTypes } from '../../../src/flow/edit/draft.ts';
import { own } from '../../../src/flow/flow.ts';
import { fieldsOf, type FieldValue } from '../../../src/flow/step-fields.ts';

/** The texts for customers of a draft, with their places. */
function textsIn({ flow }: Draft, { steps }: StepTypes): (FieldValue & { step: StepId })[] {
  return Object.entries(flow.steps).flatMap(([step, { type, params }]) => {
    const known = own(steps, type);
    if (!known) return [];
    return fieldsOf(known.params, params)
      .filter(({ kind }) => kind === 'text')
      .map((field) => ({ ...field, step: step as StepId }));
  });
}

/** The languages that texts are written in: the flow's own first, the others by the alphabet. */
export function languagesOf(draft: Draft, types: StepTypes): string[] {
  const found = new Set<string>();
  for (const { value } of textsIn(draft, types))
    if (isObject(value)) for (const tag of Object.keys(value)) found.add(tag);
  found.delete(draft.flow.language);
  return [draft.flow.language, ...[...found].sort()];
}

/** Texts that are missing in a language: those that say something in another one, but not in this. */
export function gapsIn(
  draft: Draft,
  language: string,
  types: StepTypes,
): { step: StepId; path: readonly (string | number)[] }[] {
  return textsIn(draft, types).flatMap(({ value, step, path }) => {
    const isMissing = isObject(value)
      ? !(typeof value[language] === 'string' && value[language] !== '')
      : language !== draft.flow.language && value !== '';
    return isMissing ? [{ step, path }] : [];
  });
}
