import type { StepId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { variablesOf as pathsOf } from '../expression/template.ts';
import { RENDERED, textsOf } from '../step-fields.ts';
import { stepOf, type Draft, type StepTypes } from './draft.ts';
import { EditError } from './edit-error.ts';
import { fieldsOfStep, variablesOf } from './variables-of.ts';

/** What goes into steps that become a flow of their own, and what comes back. */
export type PassedValues = {
  /** What the new flow is given, as templates of the calling one. */
  input: JsonObject;
  /** What the new flow makes variables of, as templates of its own. */
  taken: JsonObject;
  /** Variables that come back. */
  returned: readonly string[];
  /** A variable of the calling flow for what comes back. */
  result: string;
};

/**
 * Works out which variables steps share with the rest of their flow. Throws `EditError` where a step reads all of them
 * at once, or one whose name is worked out.
 */
export function passedValues(draft: Draft, inside: ReadonlySet<StepId>, types: StepTypes): PassedValues {
  const uses = variablesOf(draft, types);
  const isInside = ({ step }: { step: StepId }) => inside.has(step);
  const isOutside = (place: { step: StepId }) => !isInside(place);
  const returned = uses.filter(({ setBy, readBy }) => setBy.some(isInside) && readBy.some(isOutside));
  const needed = uses.filter(
    (use) => use.setBy.some(isOutside) && (use.readBy.some(isInside) || returned.includes(use)),
  );
  const given = inputsOf(draft, inside, types);
  const input = new Map(given.map((name) => [name, `{{ input.${name} }}`]));
  const taken = needed.map(({ name }) => {
    const as = freeName(name, input);
    input.set(as, `{{ vars.${name} }}`);
    return [name, `{{ input.${as} }}`] as const;
  });
  const known = new Map(uses.map(({ name }) => [name, name]));
  return {
    input: Object.fromEntries(input),
    taken: Object.fromEntries(taken),
    returned: returned.map(({ name }) => name),
    result: freeName('result', known),
  };
}

/** Names of the input that steps read. */
function inputsOf(draft: Draft, inside: ReadonlySet<StepId>, types: StepTypes): string[] {
  const fields = [...inside].flatMap((id) => fieldsOfStep(stepOf(draft, id), types));
  const texts = fields.flatMap(({ kind, value }) => (RENDERED.has(kind) ? textsOf(value, []) : []));
  const names = texts
    .flatMap(({ text }) => pathsOf(text))
    .flatMap(([root, name]) => {
      if (name === undefined && (root === 'input' || root === 'vars'))
        throw new EditError('not_separable', `A step reads "${root}" as a whole, so nobody can tell what it needs.`, {
          root,
        });
      return root === 'input' && name !== undefined ? [name] : [];
    });
  return [...new Set(names)];
}

function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  return taken.has(wanted) ? freeName(`${wanted}_`, taken) : wanted;
}
