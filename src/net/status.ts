import { Failure, type FailureCode } from '../base/failure.ts';
import type { HttpResponse } from './http.ts';

/** What the failure is about: who answered, and whether the request could have changed something there. */
export type StatusContext = {
  /** Name of the outside system, as people know it. */
  who: string;
  /** True when the request may have changed something; decides between `unknown_outcome` and `unavailable`. */
  write: boolean;
  now: number;
};

const FINAL: Readonly<Record<number, FailureCode>> = {
  401: 'auth',
  402: 'denied',
  403: 'denied',
  404: 'not_found',
  407: 'denied',
  409: 'conflict',
  410: 'not_found',
  412: 'conflict',
  423: 'conflict',
  428: 'conflict',
  451: 'denied',
  501: 'unsupported',
};

/** Never executed by their definition, so that even a write may be repeated. */
const NOT_EXECUTED = new Set([408, 421, 425]);

/**
 * The failure that an HTTP status means where the provider's own error code says nothing better.
 * Call it for answers that are not a success. A 5xx to a write has an unknown outcome, except a 503 that names
 * the time to come back: that one was turned away at the door.
 */
export function statusFailure(response: Pick<HttpResponse, 'status' | 'headers'>, context: StatusContext): Failure {
  const wait = retryAfterMs(response.headers, context.now);
  const code = statusCode(response.status, context.write, wait !== undefined);
  return new Failure({
    code,
    message: `${context.who} answered with HTTP status ${response.status}.`,
    details: { status: response.status },
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

function statusCode(status: number, write: boolean, turnedAway: boolean): FailureCode {
  if (status === 429) return 'rate_limited';
  if (NOT_EXECUTED.has(status)) return 'unavailable';
  const final = FINAL[status];
  if (final) return final;
  if (status >= 300 && status < 500) return 'invalid';
  if (status === 503 && turnedAway) return 'unavailable';
  return write ? 'unknown_outcome' : 'unavailable';
}

const LONGEST_WAIT_MS = 24 * 3_600_000;

/**
 * Milliseconds to wait from a `Retry-After` header, given as seconds or as a date; at most a day.
 * `undefined` when there is none that can be read.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(Math.ceil(wait), 0), LONGEST_WAIT_MS);
}
