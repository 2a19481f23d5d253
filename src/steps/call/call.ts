import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { parseDuration } from '../../base/duration.ts';
import { isObject } from '../../base/json.ts';
import { diagnose } from '../../flow/diagnose.ts';
import { field } from '../../flow/field.ts';
import type { StepType } from '../../flow/step-type.ts';

const params = Type.Object(
  {
    connection: field.connection({
      title: 'Connection',
      description: 'Name of the connection to work with.',
      examples: ['crm'],
    }),
    operation: field.operation({
      title: 'Operation',
      description: 'What to do there.',
      examples: ['upsertRecord'],
    }),
    input: Type.Optional(
      field.values({
        title: 'Input',
        description: 'What the operation is given. An expression without a value leaves its member out.',
        default: {},
        examples: [{ object: 'Lead', fields: { LastName: '{{ contact.name | last_name }}' } }],
      }),
    ),
    saveAs: Type.Optional(
      field.variable({
        title: 'Save result as',
        description: 'Variable that receives what the operation gives back.',
        examples: ['lead'],
      }),
    ),
    timeout: Type.Optional(
      field.duration({
        title: 'Wait at most',
        description:
          'Goes on by the exit "timeout" after this time; the operation may still take place. Without it the run waits until there is a result.',
        examples: ['PT30S', 'PT5M'],
      }),
    ),
    exits: Type.Optional(
      Type.Array(Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }), {
        title: 'Exits',
        description: 'Outcomes of the operation that have an exit of their own; with any other it is left by "done".',
        uniqueItems: true,
        maxItems: 20,
        examples: [['found', 'missing']],
      }),
    ),
  },
  { additionalProperties: false, default: { connection: 'crm', operation: 'upsertRecord', input: {} } },
);

export type CallParams = Static<typeof params>;

/** Has a connector perform one operation and keeps its result. */
export const call: StepType<CallParams> = {
  type: 'call',
  title: 'Run operation',
  description: 'Does something in another system, such as creating a record, and keeps what it gives back.',
  params,
  outcomes: ({ timeout, exits = [] }) => [
    ...new Set(['done', ...exits, ...(timeout === undefined ? [] : ['timeout']), 'failed']),
  ],
  troubles: ['timeout', 'failed'],
  pauses: false,
  writes: ({ saveAs }) => (saveAs === undefined ? {} : { [saveAs]: 'object' }),
  validate,
  enter({ params: { connection, operation, input = {}, timeout }, at, value }) {
    const rendered = value(input);
    const request = { kind: 'call', connection, operation, input: isObject(rendered) ? rendered : {} } as const;
    const limit = timeout === undefined ? undefined : parseDuration(timeout);
    return {
      then: 'stay',
      wait: { for: 'effects', effects: [request], ...(limit === undefined ? {} : { until: at + limit }) },
    };
  },
  resume({ params: { saveAs, exits = [] } }, event) {
    if (event.type === 'failed') return { then: 'leave', outcome: 'failed', failure: event.failure };
    if (event.type !== 'done')
      return {
        then: 'leave',
        outcome: 'timeout',
        failure: { code: 'timeout', message: 'The operation gave no result in the time that the step allows.' },
      };
    const said = event.output['outcome'];
    const outcome = exits.find((exit) => exit === said) ?? 'done';
    return { then: 'leave', outcome, ...(saveAs === undefined ? {} : { set: { [saveAs]: event.output } }) };
  },
};

const RESERVED = ['done', 'timeout', 'failed'];

function validate({ exits = [] }: CallParams, path: Diagnostic['path']): Diagnostic[] {
  return exits.flatMap((exit, at) =>
    RESERVED.includes(exit)
      ? diagnose('duplicate_case', [...path, 'exits', at], {
          message: `The exit "${exit}" exists already and means something else.`,
          fix: 'Remove it from the list.',
        })
      : [],
  );
}
