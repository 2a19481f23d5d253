import type { Diagnostic } from '../../base/diagnostic.ts';
import { parseDuration } from '../../base/duration.ts';
import type { MessageContext } from '../../flow/event-context.ts';
import type { StepContext, StepResult, StepType } from '../../flow/step-type.ts';
import type { Content } from '../../message/content.ts';
import { checkChoices, checkMedia, choicesContent, mediaContent } from '../content.ts';
import { continueParts, startParts, type PartsState } from '../parts.ts';
import { isRemark, sameReplyWait } from '../reply.ts';
import { answerVariables, languageOf, readAnswer } from './answer.ts';
import { paramsSchema, type AnswerParams, type AskParams } from './params.ts';
import { standardText } from './texts.ts';

export type { AskParams } from './params.ts';

const DEFAULT_TIMEOUT = 'PT24H';
const DEFAULT_RETRIES = 2;
const TEXT: AnswerParams = { type: 'text' };

/**
 * Asks a question and keeps the answer. Answers that do not fit are asked for again; reactions, edits and withdrawn
 * messages are passed over. `memo.tries` counts the answers that did not fit.
 */
export const ask: StepType<AskParams> = {
  type: 'ask',
  title: 'Ask',
  description: 'Asks the contact something, waits for the answer, checks it and keeps it in a variable.',
  params: paramsSchema,
  outcomes: () => ['answered', 'invalid', 'timeout', 'failed'],
  troubles: ['failed'],
  pauses: true,
  asks: true,
  writes: ({ saveAs, answer = TEXT }) => ({
    [saveAs]: answer.type === 'number' ? 'number' : 'string',
    ...(answer.type === 'choice' ? { [`${saveAs}Title`]: 'string' } : {}),
  }),
  validate,
  enter(context) {
    const question = questionOf(context, context.text(context.params.text), 0);
    if (!question)
      return {
        then: 'leave',
        outcome: 'failed',
        failure: { code: 'invalid', message: 'The file to send has no link and is no stored file.' },
      };
    return waitWhenSent(startParts(question, context, { tries: 0, askedAt: context.at }), context);
  },
  resume(context, event) {
    if (event.type === 'elapsed') return { then: 'leave', outcome: 'timeout' };
    if (event.type === 'replied') return takeReply(context, event.message);
    return waitWhenSent(continueParts(context, event), context);
  },
};

function questionOf(context: StepContext<AskParams>, text: string, tries: number): Content | undefined {
  const { media, answer = TEXT } = context.params;
  const { choices, style, listButton, header, footer } = answer;
  if (answer.type === 'choice' && choices)
    return choicesContent(text, { choices, style, listButton, header, footer }, context);
  return media && tries === 0 ? mediaContent(media, text, context) : { kind: 'text', text };
}

function waitWhenSent(parts: PartsState, context: StepContext<AskParams>): StepResult {
  if (parts.state === 'sending') return parts.result;
  if (parts.state === 'failed') return { then: 'leave', outcome: 'failed', failure: parts.failure };
  const { timeout = DEFAULT_TIMEOUT, fresh = false } = context.params;
  const until = context.at + (parseDuration(timeout) ?? parseDuration(DEFAULT_TIMEOUT) ?? 0);
  const { parts: _sent, askedAt, ...memo } = context.memo;
  // From when it left, not from when the provider said so: an answer may come before that word does.
  const since = typeof askedAt === 'number' ? askedAt : context.at;
  return { then: 'stay', wait: { for: 'reply', until, ...(fresh ? { since } : {}) }, memo };
}

function takeReply(context: StepContext<AskParams>, message: MessageContext): StepResult {
  if (isRemark(message)) return { then: 'stay', wait: sameReplyWait(context) };
  const { saveAs, answer = TEXT, retries = DEFAULT_RETRIES, invalidText } = context.params;
  const reading = readAnswer(message, answer, context);
  if (!('problem' in reading)) return { then: 'leave', outcome: 'answered', set: answerVariables(saveAs, reading) };
  const tries = Number(context.memo['tries'] ?? 0) + 1;
  if (tries > retries) return { then: 'leave', outcome: 'invalid' };
  const text =
    invalidText === undefined ? standardText(reading.problem, languageOf(context)) : context.text(invalidText);
  const again = questionOf(context, text, tries) ?? { kind: 'text', text };
  return waitWhenSent(startParts(again, context, { tries, askedAt: context.at }), context);
}

function validate({ answer = TEXT, media }: AskParams, path: Diagnostic['path']): Diagnostic[] {
  const where = [...path, 'answer'];
  const found = [...checkMedia(media, path), ...checkChoices(answer.choices ?? [], [...where, 'choices'])];
  const say = (message: string, fix: string) =>
    found.push({ code: 'bad_answer', severity: 'error', path: where, message, fix });
  if (answer.type === 'choice' && !answer.choices)
    say('There is nothing to choose from.', 'Add choices, or ask for another type of answer.');
  if (answer.type !== 'choice' && answer.choices)
    say(
      `Choices belong to the type "choice"; for "${answer.type}" nobody would see them.`,
      'Change the type to "choice", or remove the choices.',
    );
  if (answer.type === 'pattern' && answer.pattern === undefined)
    say('There is no pattern to check the answer against.', 'Write a pattern.');
  if (answer.type === 'choice' && media)
    say('A question with choices cannot carry a file.', 'Send the file by a step of its own before the question.');
  return found;
}
