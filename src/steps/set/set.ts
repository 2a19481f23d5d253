import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { field, VARIABLE_NAME } from '../../flow/field.ts';
import type { StepType } from '../../flow/step-type.ts';

const params = Type.Object(
  {
    values: field.values({
      title: 'Variables',
      description: 'Name and new value of each. A value that is exactly one expression keeps its type.',
      examples: [{ total: '{{ vars.price | times: vars.count }}', source: 'WhatsApp' }],
    }),
  },
  { additionalProperties: false, default: { values: { source: 'chat' } } },
);

export type SetParams = Static<typeof params>;

/** Writes variables. All values are worked out before the first one is written. */
export const set: StepType<SetParams> = {
  type: 'set',
  title: 'Set variables',
  description: 'Gives variables new values.',
  params,
  outcomes: () => ['done'],
  troubles: [],
  pauses: false,
  writes: ({ values }) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeName(value)])),
  gives: ({ values }) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { from: value ?? null }])),
  validate,
  enter: ({ params: { values }, value }) => ({
    then: 'leave',
    outcome: 'done',
    set: Object.fromEntries(Object.entries(values).map(([name, written]) => [name, value(written ?? null)])),
  }),
};

/** The type that a value will have for certain, or `any`. */
function typeName(value: unknown): string {
  if (typeof value === 'string') return value.includes('{{') || value.includes('{%') ? 'any' : 'string';
  if (value === null || typeof value === 'undefined') return 'any';
  return Array.isArray(value) ? 'array' : typeof value;
}

function validate({ values }: SetParams, path: Diagnostic['path']): Diagnostic[] {
  return Object.keys(values)
    .filter((name) => !new RegExp(VARIABLE_NAME).test(name))
    .map((name) => ({
      code: 'bad_variable_name',
      severity: 'error',
      path: [...path, 'values', name],
      message: `"${name}" cannot be the name of a variable.`,
      fix: 'Use letters, digits and _, beginning with a letter, at most 64.',
    }));
}
