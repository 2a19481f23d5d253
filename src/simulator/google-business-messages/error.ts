import type { JsonObject } from '../../base/json.ts';
import type { Fault } from '../phone/faults.ts';
import type { Answer } from '../phone/provider.ts';

const WORDS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

/** An answer in JSON. */
export function answerOf(status: number, json: JsonObject): Answer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(json) };
}

/** A refusal as Google's APIs write them. */
export function refused(code: number, message = 'The request was refused.'): Answer {
  return answerOf(code, { error: { code, message, status: WORDS[code] ?? 'UNKNOWN' } });
}

/** The refusal that a fault orders, by its HTTP status. */
export function refusalOf({ code, status }: Fault): Answer {
  return refused(status ?? (typeof code === 'number' ? code : 500));
}
