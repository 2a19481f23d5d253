import { Refusal, refuse, type Answer } from './answer.ts';
import type { ApiCall } from './data-api.ts';
import type { Org } from './org.ts';
import { writerOf, type Writer } from './write/writer.ts';

/** Carries out one operation of the data API for a signed-in user. */
export type Action = (org: Org, call: ApiCall, run: RunCall) => Answer;

/** Carries out a further call inside a call, as composite resources do: no session is asked for and nothing is counted. */
export type RunCall = (call: ApiCall) => Answer;

/** Who writes in a call; what one call writes is written by one author at one time. */
export function callWriter(org: Org, call: ApiCall): Writer {
  const writer = writerOf(org, call.route.version ?? '', call.headers);
  call.author ??= writer.by;
  return { ...writer, by: call.author };
}

/** Refuses a body that is not JSON by its type. */
export function checkMediaType(call: ApiCall): void {
  const type = headerText(call.headers['content-type']) ?? '';
  if (/^application\/json\b/i.test(type)) return;
  throw refuse(415, 'UNSUPPORTED_MEDIA_TYPE', `MediaType of '${type}' is not supported by this resource`);
}

/** A header's text; the first one where it came several times. */
export function headerText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** The outcome of one of several writes in a call: what `work` gives, or the errors that it was refused with. */
export function attempt<T>(work: () => T): { value: T } | { refusal: Refusal } {
  try {
    return { value: work() };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { refusal: thrown };
    throw thrown;
  }
}
