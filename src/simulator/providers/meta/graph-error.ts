import { randomBytes } from 'node:crypto';
import type { Fault } from '../../phone/faults.ts';
import type { Answer } from '../../phone/provider.ts';

/** Why the Graph API refuses a call. */
export type Refusal = { code: number; subcode?: number; why?: string };

/** HTTP status and words of the codes that are answered by themselves or by order of a fault. */
const CODES: Readonly<Record<number, readonly [status: number, words: string]>> = {
  1: [500, 'An unknown error occurred'],
  2: [500, 'Service temporarily unavailable'],
  4: [429, 'Application request limit reached'],
  10: [403, 'This message is sent outside of allowed window.'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Invalid OAuth access token.'],
  200: [403, 'Permissions error'],
  368: [403, 'The action attempted has been deemed abusive or is otherwise disallowed'],
  551: [400, "This person isn't available right now."],
  613: [429, 'Calls to this api have exceeded the rate limit.'],
  1200: [500, 'Temporary send message failure. Please try again later.'],
};

/** A refusal as it is answered. */
export function answerOf({ code, subcode, why }: Refusal): Answer {
  const [status, words] = CODES[code] ?? [400, 'Unknown error'];
  const error = {
    message: `(#${code}) ${why ?? words}`,
    type: 'OAuthException',
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
    fbtrace_id: `A${randomBytes(12).toString('base64url')}`,
  };
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ error }) };
}

/** The refusal that a fault orders: `code` may be written `10/2018278`. */
export function refusalOf({ code, status = 500 }: Fault): Answer {
  const [first = '', second] = String(code ?? USUAL[status] ?? 2).split('/');
  const answer = answerOf({ code: Number(first) || 0, ...(second !== undefined && { subcode: Number(second) }) });
  return code === undefined ? { ...answer, status } : answer;
}

const USUAL: Readonly<Record<number, number>> = { 400: 100, 401: 190, 403: 200, 429: 613 };
