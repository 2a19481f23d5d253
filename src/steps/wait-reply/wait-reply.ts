import { Type, type Static } from 'typebox';
import { parseDuration } from '../../base/duration.ts';
import { field } from '../../flow/field.ts';
import type { StepType } from '../../flow/step-type.ts';
import { isRemark, sameReplyWait } from '../reply.ts';

const params = Type.Object(
  {
    timeout: field.duration({
      title: 'Wait at most',
      description: 'Goes on by the exit "timeout" after this time.',
      examples: ['PT24H', 'PT10M'],
    }),
    fresh: Type.Optional(
      Type.Boolean({
        title: 'New messages only',
        description: 'Counts only messages that come after the wait began, not those written before.',
        default: false,
        examples: [true],
      }),
    ),
    saveAs: Type.Optional(
      field.variable({
        title: 'Save text as',
        description: 'Variable that receives the words of the reply; empty for one without words.',
        examples: ['reply'],
      }),
    ),
    failureOf: Type.Optional(
      Type.Boolean({
        title: 'Watch delivery',
        description: 'Goes on by the exit "undelivered" when a message of this run turns out not to have arrived.',
        default: true,
        examples: [false],
      }),
    ),
  },
  { additionalProperties: false, default: { timeout: 'PT24H' } },
);

export type WaitReplyParams = Static<typeof params>;

/**
 * Waits for a message without asking for it: what was sent before is the question, and any message is the answer.
 * Reactions, edits and withdrawn messages are passed over, and so is good news of the messages sent.
 */
export const waitReply: StepType<WaitReplyParams> = {
  type: 'waitReply',
  title: 'Wait for reply',
  description: 'Waits for a message from the contact without asking anything.',
  params,
  outcomes: ({ failureOf = true }) => ['replied', 'timeout', ...(failureOf ? ['undelivered'] : [])],
  troubles: ['undelivered'],
  pauses: true,
  asks: true,
  writes: ({ saveAs }) => (saveAs === undefined ? {} : { [saveAs]: 'string' }),
  enter({ params: { timeout, fresh = false, failureOf = true }, at }) {
    const until = at + (parseDuration(timeout) ?? 0);
    const wanted = { ...(fresh ? { since: at } : {}), ...(failureOf ? ({ receipts: true } as const) : {}) };
    return { then: 'stay', wait: { for: 'reply', until, ...wanted } };
  },
  resume(context, event) {
    const { saveAs } = context.params;
    if (event.type === 'elapsed') return { then: 'leave', outcome: 'timeout' };
    if (event.type === 'receipt' && event.status === 'failed') {
      const failure = event.failure ?? { code: 'denied', message: 'A message of this run did not arrive.' };
      return { then: 'leave', outcome: 'undelivered', failure };
    }
    if (event.type !== 'replied' || isRemark(event.message)) return { then: 'stay', wait: sameReplyWait(context) };
    const set = saveAs === undefined ? {} : { set: { [saveAs]: event.message.text.trim() } };
    return { then: 'leave', outcome: 'replied', ...set };
  },
};
