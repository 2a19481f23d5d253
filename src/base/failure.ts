import type { JsonObject } from './json.ts';

/**
 * Why the world refused. Adapters choose the code; `engine/retry.ts` alone decides what follows.
 *
 * - `rate_limited`: not executed; try again after `retryAfterMs`.
 * - `unavailable`, `timeout`: not executed (or harmless to repeat); try again with back-off.
 * - `unknown_outcome`: sent, no answer; it may have been executed.
 * - `auth`: the connection's credentials are refused; the connection is broken until repaired.
 * - `denied`, `invalid`, `unsupported`, `not_found`, `conflict`, `window_closed`: final refusals, no retry.
 * - `defect`: our bug; never retried silently.
 */
export const FAILURE_CODES = [
  'rate_limited',
  'unavailable',
  'timeout',
  'unknown_outcome',
  'auth',
  'denied',
  'invalid',
  'unsupported',
  'not_found',
  'conflict',
  'window_closed',
  'defect',
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

/** A failure as data: what runs and journals hold. */
export type FailureData = {
  code: FailureCode;
  /** What happened and what to do, for a person. */
  message: string;
  /** Milliseconds to wait before trying again, where the provider said so. */
  retryAfterMs?: number;
  /** True where another effect of ours comes first: the refusal says nothing about the system, and is no outage of it. */
  inLine?: true;
  /** The provider's own code, kept as it was written. */
  providerCode?: string;
  /** The provider's own text. */
  providerMessage?: string;
  /** Names of the fields that the provider refused. */
  fields?: string[];
  /** Further facts for the history: HTTP status, trace ids. Never a secret. */
  details?: JsonObject;
};

/** The world refusing, thrown by adapters. It carries only `FailureData`; the cause stays for the log. */
export class Failure extends Error {
  readonly data: FailureData;

  constructor(data: FailureData, options?: { cause?: unknown }) {
    super(data.message, options);
    this.name = 'Failure';
    this.data = data;
  }

  get code(): FailureCode {
    return this.data.code;
  }
}

/** Any thrown value as failure data: a `Failure` as it is, everything else as a `defect`. */
export function toFailureData(thrown: unknown): FailureData {
  if (thrown instanceof Failure) return thrown.data;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'defect', message: `Unexpected error: ${message}` };
}
