import type { JsonObject } from '../../base/json.ts';
import type { Fault } from '../phone/faults.ts';
import type { Answer } from '../phone/provider.ts';

/** Why a call is refused, in the words of the Bot API. */
export type Refusal = { code: number; description: string; parameters?: JsonObject };

/** A request that is wrong. */
export function badRequest(description: string): Refusal {
  return { code: 400, description: `Bad Request: ${description}` };
}

/** Too much in too short a time. */
export function tooMany(seconds: number): Refusal {
  return { code: 429, description: `Too Many Requests: retry after ${seconds}`, parameters: { retry_after: seconds } };
}

const USUAL: Readonly<Record<number, Refusal>> = {
  400: badRequest('chat not found'),
  401: { code: 401, description: 'Unauthorized' },
  403: { code: 403, description: 'Forbidden: bot was blocked by the user' },
  404: { code: 404, description: 'Not Found' },
  409: { code: 409, description: 'Conflict: terminated by other getUpdates request' },
  429: tooMany(5),
};

/** The refusal that a fault orders; a code that is a text is taken for the description. */
export function refusalOf({ code, status }: Fault): Refusal {
  const number = status ?? (typeof code === 'number' ? code : 500);
  const usual = USUAL[number] ?? { code: number, description: 'Internal Server Error' };
  return typeof code === 'string' ? { ...usual, description: code } : usual;
}

/** A refusal as it stands on the wire: the HTTP status is the code. */
export function answerOf({ code, description, parameters }: Refusal): Answer {
  const body = { ok: false, error_code: code, description, ...(parameters && { parameters }) };
  return { status: code, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
