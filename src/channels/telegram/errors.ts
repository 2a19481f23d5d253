import { Failure, type FailureCode, type FailureData } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { HttpResponse } from '../../net/http.ts';
import { statusFailure } from '../../net/status.ts';
import { numberAt, objectAt, parseObject, textAt } from './fields.ts';

/** What an answer to one of our requests is about. */
export type Asked = {
  write: boolean;
  now: number;
  /** Blotted out, wherever the provider quotes them. */
  secrets: readonly string[];
};

type Meaning = { code: FailureCode; why: string };

const WHO = 'Telegram';

const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['401', { code: 'auth', why: 'the bot token is not accepted; copy it from @BotFather into the connection' }],
  ['403', { code: 'denied', why: 'the bot may not write to this person' }],
  ['404', { code: 'auth', why: 'there is no bot with this token; copy it from @BotFather into the connection' }],
  ['409', { code: 'conflict', why: 'a webhook is set, or another program fetches this bot’s messages' }],
  ['429', { code: 'rate_limited', why: 'the bot has sent too much in a short time' }],
]);

/**
 * Telegram has one code for all that is refused to a bot and one for all that is wrong, so these are told apart by
 * their texts, which are the same in every language. What none of them fits keeps the meaning of its code.
 */
const TEXTS: readonly (Meaning & { status: string; text: RegExp })[] = [
  { status: '403', text: /blocked by the user/i, code: 'denied', why: 'the person has blocked the bot' },
  { status: '403', text: /user is deactivated/i, code: 'denied', why: 'the person’s account no longer exists' },
  { status: '403', text: /bot was kicked/i, code: 'denied', why: 'the bot was put out of the chat' },
  {
    status: '403',
    text: /can't initiate conversation/i,
    code: 'denied',
    why: 'the person has not written to the bot yet, and a bot cannot write first',
  },
  { status: '400', text: /(chat|user) not found/i, code: 'not_found', why: 'nobody known to this bot has this id' },
];

/**
 * What an answer other than success means: by Telegram's code, else by the HTTP status. `details.movedTo` is the new id
 * of a chat that was moved.
 */
export function refusalOf(response: HttpResponse, { write, now, secrets }: Asked): Failure {
  const answer = parseObject(response.text());
  const error = answer?.['ok'] === false ? answer : undefined;
  const providerCode = textAt(error, 'error_code');
  const status = numberAt(error, 'error_code') ?? response.status;
  const data = statusFailure({ status, headers: response.headers }, { who: WHO, write, now }).data;
  if (error === undefined || providerCode === undefined) return new Failure(data);
  return new Failure(blot(explained(error, { providerCode, data }), secrets));
}

function explained(
  error: JsonObject,
  { providerCode, data }: { providerCode: string; data: FailureData },
): FailureData {
  const providerMessage = textAt(error, 'description');
  const parameters = objectAt(error, 'parameters');
  const wait = numberAt(parameters, 'retry_after');
  const movedTo = textAt(parameters, 'migrate_to_chat_id');
  const meaning =
    TEXTS.find(({ status, text }) => status === providerCode && text.test(providerMessage ?? '')) ??
    MEANINGS.get(providerCode);
  return {
    ...data,
    ...(meaning && { code: meaning.code, message: `Telegram error ${providerCode}: ${meaning.why}.` }),
    ...(!meaning && providerMessage && { message: `Telegram error ${providerCode}: ${providerMessage}.` }),
    ...(wait !== undefined && wait >= 0 && { retryAfterMs: Math.ceil(wait * 1000) }),
    providerCode,
    ...(providerMessage !== undefined && { providerMessage }),
    ...(movedTo !== undefined && { details: { ...data.details, movedTo } }),
  };
}

/** A failure whose texts show no secret. */
function blot(data: FailureData, secrets: readonly string[]): FailureData {
  const clean = (text: string) =>
    secrets.reduce((left, secret) => (secret === '' ? left : left.replaceAll(secret, '***')), text);
  const { message, providerMessage } = data;
  return {
    ...data,
    message: clean(message),
    ...(providerMessage !== undefined && { providerMessage: clean(providerMessage) }),
  };
}
