import type { JsonObject } from '../../base/json.ts';

/** One error as the data API writes it; `more` holds members that only some errors have. */
export type ApiError = { message: string; errorCode: string; fields?: readonly string[]; more?: JsonObject };

/** What the org answers to one call, before it is put on the wire. An empty body has no content. */
export type Answer = {
  status: number;
  body: string;
  headers?: Record<string, string>;
  /** Content that is no text, such as a file; then `body` is empty. */
  bytes?: Uint8Array;
  /** How long the answer is held back although its work is done. */
  delayMs?: number;
  /** The record that was read or written, for the call log. */
  recordId?: string;
  /** True when this call made the record. */
  created?: boolean;
  /** The records that this call made, where it could make several. */
  made?: readonly Made[];
};

/** A record that a call made, and the key that it was told by. */
export type Made = { object: string | null; recordId: string; key: { field: string; value: string } | null };

/** A call that the org refuses, thrown from wherever the reason is found; `answer` is what the client gets. */
export class Refusal extends Error {
  readonly answer: Answer;
  readonly errors: readonly ApiError[];

  constructor(answer: Answer, errors: readonly ApiError[] = []) {
    super(answer.body);
    this.name = 'Refusal';
    this.answer = answer;
    this.errors = errors;
  }
}

/** An answer with a JSON body. */
export function jsonAnswer(status: number, value: unknown, headers?: Record<string, string>): Answer {
  const answer: Answer = { status, body: JSON.stringify(value) };
  if (headers) answer.headers = headers;
  return answer;
}

/** A refusal with one error in the array shape of the data API. */
export function refuse(status: number, errorCode: string, message: string): Refusal {
  return new Refusal(jsonAnswer(status, [{ message, errorCode }]), [{ message, errorCode }]);
}

/** A refused write: status 400 and every error with the fields that it names. */
export function refuseWrite(errors: readonly ApiError[]): Refusal {
  const shown = errors.map(({ message, errorCode, fields, more }) => ({
    ...more,
    message,
    errorCode,
    ...(more ? {} : { fields: fields ?? [] }),
  }));
  return new Refusal(jsonAnswer(400, shown), errors);
}

/** The answer for a resource that does not exist or that nobody may see. */
export function refuseUnknown(): Refusal {
  return refuse(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/** What `work` gives, or the answer of the refusal that it throws. */
export function answerOf(work: () => Answer): Answer {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.answer;
    throw thrown;
  }
}
