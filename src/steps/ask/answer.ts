import type { JsonObject, JsonValue } from '../../base/json.ts';
import { matchesPattern } from '../../flow/expression/condition.ts';
import { charactersOf } from '../../flow/expression/filters/value.ts';
import { parseNumber } from '../../flow/expression/filters/number.ts';
import { readPhone } from '../../flow/expression/filters/person.ts';
import { readDate } from '../../flow/reading/date.ts';
import type { MessageContext } from '../../flow/event-context.ts';
import type { StepContext } from '../../flow/step-type.ts';
import { textOf } from '../../message/content.ts';
import { numberedChoice } from '../../message/fit.ts';
import { renderChoices } from '../content.ts';
import type { AnswerParams } from './params.ts';

/** An answer that fits, or the name of what is wrong with it. */
export type Reading = { value: JsonValue; title?: string } | { problem: Problem };

/** Why an answer does not fit; each has a standard text. */
export type Problem =
  | 'text'
  | 'length'
  | 'number'
  | 'range'
  | 'email'
  | 'phone'
  | 'date'
  | 'period'
  | 'choice'
  | 'pattern';

type Reader = (message: MessageContext, answer: AnswerParams, context: StepContext) => Reading;

/** Reads a message as an answer of the asked type. */
export function readAnswer(message: MessageContext, answer: AnswerParams, context: StepContext): Reading {
  return READERS[answer.type](message, answer, context);
}

const READERS: Readonly<Record<AnswerParams['type'], Reader>> = {
  text: readText,
  number: readNumber,
  email: readEmail,
  phone: readPhoneNumber,
  date: readDay,
  choice: readChoice,
  pattern(message, { pattern = '' }) {
    const text = wordsOf(message);
    return matchesPattern(text, pattern) ? { value: text } : { problem: 'pattern' };
  },
};

/** The words of a message; a file with a caption is no written answer. */
function wordsOf({ content }: MessageContext): string {
  return content.kind === 'media' ? '' : textOf(content).trim();
}

function readText(message: MessageContext, { minLength = 1, maxLength = Infinity }: AnswerParams): Reading {
  const text = wordsOf(message);
  const length = charactersOf(text).length;
  if (length === 0 && minLength > 0) return { problem: 'text' };
  return length < minLength || length > maxLength ? { problem: 'length' } : { value: text };
}

function readNumber(message: MessageContext, { min, max }: AnswerParams, context: StepContext): Reading {
  const language = languageOf(context);
  const value = parseNumber(wordsOf(message), language);
  if (value === null) return { problem: 'number' };
  const [low, high] = [min, max].map((limit) => (limit === undefined ? null : Number(rendered(limit, context))));
  return (low !== null && value < Number(low)) || (high !== null && value > Number(high))
    ? { problem: 'range' }
    : { value };
}

function readEmail(message: MessageContext): Reading {
  const candidates = wordsOf(message)
    .slice(0, 2000)
    .split(/[\s<>,;()"]+/)
    .map((word) => word.replace(/^mailto:/i, '').replace(/[.!?]+$/, ''))
    .filter((word) => word.length <= 254 && /^[^@]{1,64}@[^@]+$/.test(word))
    .filter((word) => /^[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}$/u.test(word));
  const [only, ...others] = new Set(candidates.map((word) => word.toLowerCase()));
  return only !== undefined && others.length === 0 ? { value: only } : { problem: 'email' };
}

/** A written number, or a shared contact card with one number. */
function readPhoneNumber(message: MessageContext, { country }: AnswerParams, context: StepContext): Reading {
  const { content } = message;
  const shared =
    content.kind === 'contacts' && content.contacts.length === 1 ? (content.contacts[0]?.phones ?? []) : [];
  const text = shared.length === 1 ? (shared[0] ?? '') : wordsOf(message);
  const number = readPhone(text, country ?? context.flow.settings.country);
  return number?.isValid() ? { value: number.number } : { problem: 'phone' };
}

function readDay(message: MessageContext, { min, max }: AnswerParams, context: StepContext): Reading {
  const { at, flow } = context;
  const value = readDate(wordsOf(message), { at, timeZone: flow.settings.timeZone, language: languageOf(context) });
  if (value === undefined) return { problem: 'date' };
  const tooEarly = min !== undefined && value < rendered(min, context);
  return tooEarly || (max !== undefined && value > rendered(max, context)) ? { problem: 'period' } : { value };
}

/** A tapped id, or the title, number or id that was written. */
function readChoice(message: MessageContext, { choices = [] }: AnswerParams, context: StepContext): Reading {
  const offered = renderChoices(choices, context);
  const { content } = message;
  const tapped = content.kind === 'choice' ? offered.find(({ id }) => id === content.id) : undefined;
  const picked = tapped ?? numberedChoice(wordsOf(message), offered);
  return picked ? { value: picked.id, title: picked.title } : { problem: 'choice' };
}

function rendered(limit: number | string, context: StepContext): string {
  return typeof limit === 'number' ? String(limit) : context.text(limit).trim();
}

/** The contact's language, or the flow's. */
export function languageOf({ scope, flow }: StepContext): string {
  return scope.contact?.language ?? flow.language;
}

/** The variables that an answer is kept in. */
export function answerVariables(saveAs: string, reading: { value: JsonValue; title?: string }): JsonObject {
  return { [saveAs]: reading.value, ...(reading.title === undefined ? {} : { [`${saveAs}Title`]: reading.title }) };
}
