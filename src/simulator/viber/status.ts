import type { JsonObject } from '../../base/json.ts';
import type { Fault } from '../phone/faults.ts';
import type { Answer } from '../phone/provider.ts';

const WORDS: Readonly<Record<number, string>> = {
  0: 'ok',
  1: 'invalidUrl',
  2: 'invalidAuthToken',
  3: 'badData',
  4: 'missingData',
  5: 'receiverNotRegistered',
  6: 'receiverNotSubscribed',
  7: 'publicAccountBlocked',
  10: 'webhookNotSet',
  11: 'receiverNoSuitableDevice',
  12: 'tooManyRequests',
  13: 'apiVersionNotSupported',
};

/** An answer of the API: always HTTP 200, the status tells. */
export function answerOf(status: number, more: JsonObject = {}): Answer {
  const body = JSON.stringify({ status, status_message: WORDS[status] ?? 'generalError', ...more });
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: withBareTokens(body) };
}

/** Tokens of 64 bits stand on the wire as numbers, which JavaScript cannot write. */
export function withBareTokens(json: string): string {
  return json.replace(/("message_token":)"(\d+)"/, '$1$2');
}

const BY_HTTP_STATUS: Readonly<Record<number, number>> = { 401: 2, 403: 6, 404: 5, 429: 12 };

/** The refusal that a fault orders: a status of Viber's by `code`, else by the HTTP status that would mean it. */
export function refusalOf({ code, status = 500 }: Fault): Answer {
  const meant = code === undefined ? BY_HTTP_STATUS[status] : Number(code);
  if (meant !== undefined && Number.isInteger(meant)) return answerOf(meant);
  return { status, headers: { 'Content-Type': 'text/plain' }, body: 'Service trouble' };
}
