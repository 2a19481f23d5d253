import { Failure, type FailureCode, type FailureData } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { HttpResponse } from '../../net/http.ts';
import { createMask } from '../../net/redact.ts';
import { statusFailure } from '../../net/status.ts';

/** What a provider's code means for us, and what a person can do about it. */
export type Meaning = readonly [FailureCode, string];

/** One provider's error, as it words it. */
export type ProviderError = { code?: string | undefined; text?: string | undefined; details?: JsonObject };

/** A provider: how people call it, and its table of codes. */
export type Dictionary = { who: string; meanings: ReadonlyMap<string, Meaning> };

/** An error as failure data: by its code, never by its text. `fallback` says what a code means that the table lacks. */
export function explain(
  { code: providerCode, text, details: facts }: ProviderError,
  { who, meanings }: Dictionary,
  fallback: FailureData = { code: 'denied', message: `${who} refused the message for a reason we do not know.` },
): FailureData {
  const meaning = providerCode === undefined ? undefined : meanings.get(providerCode);
  const code = meaning?.[0] ?? fallback.code;
  const waits = code === 'rate_limited' || code === 'unavailable';
  const details = { ...fallback.details, ...facts };
  return {
    code,
    message: meaning ? `${who} error ${providerCode}: ${meaning[1]}.` : fallback.message,
    ...(waits && fallback.retryAfterMs !== undefined && { retryAfterMs: fallback.retryAfterMs }),
    ...(providerCode !== undefined && { providerCode }),
    ...(text !== undefined && { providerMessage: text }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

/** What an answer is about: `write` where the request may have changed something; `secrets` are blotted out. */
export type Asked = { write: boolean; now: number; secrets: readonly (string | undefined)[] };

/** The failure that an answer other than success means: by the provider's code, else by the HTTP status. */
export function refusal(
  response: HttpResponse,
  error: ProviderError,
  dictionary: Dictionary,
  { write, now, secrets }: Asked,
): Failure {
  const mask = createMask(secrets);
  const fallback = statusFailure(response, { who: dictionary.who, write, now }).data;
  const clean = { ...error, code: error.code && mask(error.code), text: error.text && mask(error.text) };
  return new Failure(explain(clean, dictionary, fallback));
}

/** A success that does not say what became of the message: it may have been sent. */
export function unreadable(who: string, { status }: Pick<HttpResponse, 'status'>, write: boolean): Failure {
  return new Failure({
    code: write ? 'unknown_outcome' : 'unavailable',
    message: write
      ? `${who} answered with HTTP ${status} but no message id: the message may have been sent.`
      : `${who} answered with HTTP ${status}, but not as expected.`,
    details: { status },
  });
}
