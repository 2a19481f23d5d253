import type { Diagnostic } from '../../base/diagnostic.ts';
import type { StepResult, StepType } from '../../flow/step-type.ts';
import { checkChoices, checkMedia } from '../content.ts';
import { continueParts, startParts, type PartsState } from '../parts.ts';
import { continueClimb, startClimb } from './climb.ts';
import { contentOf } from './content.ts';
import { paramsSchema, type Rung, type SendParams } from './params.ts';

/**
 * Sends a message and goes on when the provider has taken it, or when there is word of its delivery. With rungs it is a
 * ladder: what was refused, or is not known to have arrived in time, is followed by the next one.
 */
export const send: StepType<SendParams> = {
  type: 'send',
  title: 'Send message',
  description: 'Sends a text, choices, a file or an approved message to the contact, and another one where that fails.',
  params: paramsSchema,
  outcomes: ({ waitFor = 'sent' }) => [...EXITS[waitFor]],
  troubles: ['failed', 'undelivered'],
  pauses: false,
  writes: ({ saveAs }) => (saveAs === undefined ? {} : { [saveAs]: 'object' }),
  validate,
  alternatives: ({ rungs = [], purpose }) =>
    rungs.map(({ connection, address: _where, ...message }, at) => ({
      params: { ...message, ...(purpose === undefined ? {} : { purpose }) },
      path: ['rungs', at],
      ...(connection === undefined ? {} : { connection }),
    })),
  enter(context) {
    const { rungs, waitFor = 'sent', saveAs, purpose } = context.params;
    if (rungs || waitFor !== 'sent' || saveAs !== undefined) return startClimb(context);
    const content = contentOf(context.params, context);
    if (!content)
      return {
        then: 'leave',
        outcome: 'failed',
        failure: { code: 'invalid', message: 'The file to send has no link and is no stored file.' },
      };
    return leaveWhenSent(startParts(content, context, purpose === undefined ? {} : { purpose }));
  },
  resume: (context, event) =>
    'tries' in context.memo ? continueClimb(context, event) : leaveWhenSent(continueParts(context, event)),
};

function leaveWhenSent(parts: PartsState): StepResult {
  if (parts.state === 'sending') return parts.result;
  if (parts.state === 'sent') return { then: 'leave', outcome: 'sent' };
  return { then: 'leave', outcome: 'failed', failure: parts.failure };
}

const EXITS = {
  sent: ['sent', 'failed'],
  delivered: ['delivered', 'undelivered', 'failed'],
  read: ['read', 'delivered', 'undelivered', 'failed'],
} as const;

function validate({ rungs = [], waitFor = 'sent', ...first }: SendParams, path: Diagnostic['path']): Diagnostic[] {
  const found = [
    ...checkMessage(first, path),
    ...rungs.flatMap((rung, at) => checkMessage(rung, [...path, 'rungs', at])),
  ];
  const say = (where: Diagnostic['path'], message: string, fix: string) =>
    found.push({ code: 'bad_ladder', severity: 'error', path: where, message, fix });
  const last = rungs.at(-1) ?? first;
  if (last.deliveredWithin !== undefined)
    say(
      rungs.length === 0 ? path : [...path, 'rungs', rungs.length - 1],
      'Nothing follows the last message, so there is nothing to be delivered in time for.',
      'Remove "deliveredWithin" there, or add a rung; to wait for word of the last one use "waitFor" and "timeout".',
    );
  if (first.timeout !== undefined && waitFor === 'sent')
    say(path, 'Nothing is waited for, so the time to wait means nothing.', 'Set "waitFor", or remove "timeout".');
  rungs.forEach((rung, at) => {
    if (rung.address !== undefined && rung.connection === undefined)
      say(
        [...path, 'rungs', at],
        'An address needs a connection that it is an address of.',
        'Name the connection, or remove the address.',
      );
  });
  return found;
}

/** Finds contradictions in one message. */
function checkMessage({ text, choices, media, template }: Rung, path: Diagnostic['path']): Diagnostic[] {
  const kinds = [choices && 'choices', media && 'a file', template && 'an approved message'].filter(
    (kind) => kind !== undefined,
  );
  const found = [...checkChoices(choices ?? [], [...path, 'choices']), ...checkMedia(media, path)];
  const say = (message: string, fix: string) =>
    found.push({ code: 'bad_message', severity: 'error', path, message, fix });
  if (kinds.length > 1) say(`One message cannot be ${kinds.join(' and ')} at once.`, 'Use one step for each of them.');
  if (template && text !== undefined)
    say('An approved message has its own words; the text would be lost.', 'Remove the text, or the approved message.');
  if (text === undefined && !media && !template) say('There is nothing to send.', 'Write a text.');
  return found;
}
