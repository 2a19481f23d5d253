import { Type, type Static } from 'typebox';
import { isObject } from '../../base/json.ts';
import { field } from '../../flow/field.ts';
import type { StepType } from '../../flow/step-type.ts';

const params = Type.Object(
  {
    as: Type.Optional(
      field.oneOf(['completed', 'failed', 'passed'], {
        title: 'Ends as',
        description:
          'A failed run shows up among the problems of the flow. Passed: the message that started it is not for this flow; the next flow whose trigger it fits gets it.',
        default: 'completed',
        examples: ['completed'],
      }),
    ),
    message: Type.Optional(
      field.template({
        title: 'Reason',
        description: 'Why the run failed, for the people who look after the flow.',
        examples: ['No free appointment for {{ vars.day }}'],
      }),
    ),
    output: Type.Optional(
      field.values({
        title: 'Output',
        description: 'What a flow that called this one gets back.',
        examples: [{ appointment: '{{ vars.appointment }}' }],
      }),
    ),
  },
  { additionalProperties: false, default: { as: 'completed' } },
);

export type EndParams = Static<typeof params>;

/** Ends the run. */
export const end: StepType<EndParams> = {
  type: 'end',
  title: 'End',
  description: 'Ends the conversation with this flow.',
  params,
  outcomes: () => [],
  troubles: [],
  pauses: false,
  enter({ params: { as = 'completed', message, output }, text, value }) {
    const rendered = output === undefined ? undefined : value(output);
    const given = isObject(rendered) ? { output: rendered } : {};
    if (as === 'completed') return { then: 'finish', status: 'completed', ...given };
    if (as === 'passed') return { then: 'finish', status: 'completed', passed: true, ...given };
    const reason = message === undefined ? '' : text(message);
    return {
      then: 'finish',
      status: 'failed',
      meant: true,
      ...given,
      failure: { code: 'invalid', message: reason || 'The flow ended this run as failed.' },
    };
  },
};
