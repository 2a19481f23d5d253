import type { JsonObject } from '../../base/json.ts';
import type { Fault } from '../phone/faults.ts';
import type { Answer } from '../phone/provider.ts';

const WORDS: Readonly<Record<number, string>> = {
  400: 'The request body has 1 error(s)',
  401: 'Authentication failed. Confirm that the access token in the authorization header is valid.',
  403: 'Access to this API is not available for your account',
  404: 'Not found',
  409: 'The retry key is already accepted',
  429: 'The API rate limit has been exceeded. Try again later.',
  500: 'The API server is temporarily unavailable',
};

/** The month's limit has the status of the rate limit, and other words. */
export const MONTHLY = 'You have reached your monthly limit.';

/** An answer in JSON, with the id that LINE gives each request. */
export function answerOf(status: number, json: JsonObject): Answer {
  const headers = { 'Content-Type': 'application/json', 'X-Line-Request-Id': crypto.randomUUID() };
  return { status, headers, body: JSON.stringify(json) };
}

/** A refusal in LINE's words. */
export function refused(status: number, message = WORDS[status] ?? 'Error', more: JsonObject = {}): Answer {
  return answerOf(status, { message, ...more });
}

/** The refusal that a fault orders; a code that is a text is taken for the message, `monthly_limit` for that limit. */
export function refusalOf({ code, status }: Fault): Answer {
  if (code === 'monthly_limit') return refused(429, MONTHLY);
  const number = status ?? (typeof code === 'number' ? code : 500);
  return typeof code === 'string' ? refused(number, code) : refused(number);
}
