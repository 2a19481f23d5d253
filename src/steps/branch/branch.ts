import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { field } from '../../flow/field.ts';
import type { StepType } from '../../flow/step-type.ts';

const params = Type.Object(
  {
    cases: Type.Array(
      Type.Object(
        {
          id: Type.String({
            title: 'Exit',
            description: 'Name of the exit that is taken.',
            pattern: '^[A-Za-z0-9_-]{1,64}$',
            examples: ['sales'],
          }),
          title: Type.Optional(
            Type.String({ title: 'Title', description: 'What the canvas shows on the exit.', examples: ['Vendite'] }),
          ),
          when: field.condition({
            title: 'When',
            description: 'The condition under which this exit is taken.',
            examples: [{ left: '{{ vars.topic }}', operator: 'equals', right: 'sales' }],
          }),
        },
        { title: 'Case', additionalProperties: false },
      ),
      {
        title: 'Cases',
        description: 'Tried in order; the first that holds gives the exit, and "else" if none does.',
        minItems: 1,
        maxItems: 100,
        examples: [[{ id: 'sales', when: { left: '{{ vars.topic }}', operator: 'equals', right: 'sales' } }]],
      },
    ),
  },
  {
    additionalProperties: false,
    default: {
      cases: [{ id: 'yes', when: { left: '{{ message.text }}', operator: 'isOneOf', right: 'si, yes, ok' } }],
    },
  },
);

export type BranchParams = Static<typeof params>;

/** Takes the exit of the first case whose condition holds. */
export const branch: StepType<BranchParams> = {
  type: 'branch',
  title: 'Branch',
  description: 'Goes different ways depending on conditions.',
  params,
  outcomes: ({ cases }) => [...cases.map(({ id }) => id), 'else'],
  troubles: [],
  pauses: false,
  validate,
  enter: ({ params: { cases }, test }) => ({
    then: 'leave',
    outcome: cases.find(({ when }) => test(when))?.id ?? 'else',
  }),
};

function validate({ cases }: BranchParams, path: Diagnostic['path']): Diagnostic[] {
  const names = ['else', ...cases.map(({ id }) => id)];
  return cases.flatMap(({ id }, at) =>
    names.indexOf(id) === at + 1
      ? []
      : [
          {
            code: 'duplicate_case',
            severity: 'error',
            path: [...path, 'cases', at, 'id'],
            message: `The exit "${id}" exists already, so this case could not have a way of its own.`,
            fix: 'Give the case another id.',
          },
        ],
  );
}
