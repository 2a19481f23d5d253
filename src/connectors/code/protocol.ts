/** One function to run: what the pool hands to a thread. */
export type Job = {
  /** Body of an async function with the parameter `input`. */
  source: string;
  /** The input as JSON text. */
  input: string;
  timeoutMs: number;
  memoryBytes: number;
};

/** Which limit a function met. `stuck`: it waits for a promise that nothing can settle any more. */
export type Limit = 'time' | 'memory' | 'depth' | 'size' | 'stuck';

/** What an author's code threw, with the place in the author's own lines where it is known. */
export type Thrown = { name: string; message: string; line?: number; column?: number };

/** How a run ended. `result` is JSON text; `unwritable` says why what was returned cannot be JSON. */
export type Outcome = { logs: string[] } & (
  | { ended: 'returned'; result: string }
  | { ended: 'unwritable'; message: string }
  | { ended: 'threw'; thrown: Thrown }
  | { ended: 'stopped'; limit: Limit }
);

/** What a thread tells the pool: that it has begun, so that the clock may run, and how it ended. */
export type Report = { type: 'begun' } | { type: 'ended'; outcome: Outcome; reusable: boolean };

/** Largest result, in bytes of JSON text. */
export const MAX_RESULT_BYTES = 256 * 1024;

/** Deepest nesting of a result: journals and templates walk through it. */
export const MAX_RESULT_DEPTH = 100;

/** Lines of `console` that are kept; one more tells how many were left out. */
export const MAX_LOG_LINES = 100;

/** Characters kept of one line. */
export const MAX_LOG_CHARACTERS = 1000;
