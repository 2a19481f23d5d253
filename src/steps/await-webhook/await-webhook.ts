import { Type, type Static } from 'typebox';
import { parseDuration } from '../../base/duration.ts';
import { field } from '../../flow/field.ts';
import type { StepType } from '../../flow/step-type.ts';

/** Longest name that a call may have, in characters. */
const MAX_KEY = 200;

const params = Type.Object(
  {
    key: Type.Optional(
      field.template({
        title: 'Name',
        description:
          'A name that the call gives, such as the number of an order. Without it the call goes to the address of the run, which templates read as run.resumeUrl.',
        examples: ['order-{{ vars.order.id }}'],
      }),
    ),
    timeout: field.duration({
      title: 'Wait at most',
      description: 'Goes on by the exit "timeout" after this time.',
      examples: ['P1D', 'PT15M'],
    }),
    saveAs: Type.Optional(
      field.variable({
        title: 'Save data as',
        description: 'Variable that receives what the call brought.',
        examples: ['payment'],
      }),
    ),
  },
  { additionalProperties: false, default: { timeout: 'P1D', saveAs: 'data' } },
);

export type AwaitWebhookParams = Static<typeof params>;

/** Waits for a call from outside. The first call counts; later ones find nobody waiting. */
export const awaitWebhook: StepType<AwaitWebhookParams> = {
  type: 'awaitWebhook',
  title: 'Await webhook',
  description: 'Waits until another system calls, and keeps what the call brought.',
  params,
  outcomes: () => ['resumed', 'timeout'],
  troubles: ['timeout'],
  pauses: true,
  writes: ({ saveAs }) => (saveAs === undefined ? {} : { [saveAs]: 'object' }),
  enter({ params: { key, timeout }, at, text }) {
    const name = key === undefined ? undefined : text(key).trim();
    if (name !== undefined && (name === '' || name.length > MAX_KEY)) {
      const message = `The name of the call to wait for is ${name === '' ? 'empty' : `longer than ${MAX_KEY} characters`}.`;
      return { then: 'finish', status: 'failed', failure: { code: 'invalid', message } };
    }
    const until = at + (parseDuration(timeout) ?? 0);
    return { then: 'stay', wait: { for: 'webhook', until, ...(name === undefined ? {} : { key: name }) } };
  },
  resume({ params: { saveAs } }, event) {
    if (event.type === 'resumed')
      return { then: 'leave', outcome: 'resumed', ...(saveAs === undefined ? {} : { set: { [saveAs]: event.data } }) };
    const message = 'Nobody called in the time that the step allows.';
    return { then: 'leave', outcome: 'timeout', failure: { code: 'timeout', message } };
  },
};
