import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { MAX_RESULT_BYTES, type Limit, type Outcome, type Thrown } from './protocol.ts';

/** What the run was allowed. */
export type Allowed = { timeoutMs: number; memoryMiB: number };

/** Lines of the log that a failure carries along. */
const LOG_LINES = 20;

/**
 * The failure of a run that gave no result. Always `invalid`: the same code with the same input would end in the same
 * way, so nothing is gained by a repeat. `details` hold line and column, counted from 1 in the author's own code, and
 * the last lines of the log.
 */
export function refusal(outcome: Exclude<Outcome, { ended: 'returned' }>, allowed: Allowed): Failure {
  const details = outcome.logs.length > 0 ? { logs: outcome.logs.slice(-LOG_LINES) } : {};
  if (outcome.ended === 'threw') return thrownFailure(outcome.thrown, details);
  const message =
    outcome.ended === 'unwritable'
      ? `The result of the function cannot be written as JSON: ${outcome.message}. Return texts, numbers, lists and plain objects.`
      : limitText(outcome.limit, allowed);
  return new Failure({ code: 'invalid', message, details });
}

function thrownFailure({ name, message, line, column }: Thrown, details: JsonObject): Failure {
  const place = line === undefined ? '' : ` (line ${line}${column === undefined ? '' : `, column ${column}`})`;
  const begin = name === 'SyntaxError' ? 'The function cannot be understood' : `The function threw ${name}`;
  return new Failure({
    code: 'invalid',
    message: `${begin}${place}: ${message}`,
    details: { ...details, name, line, column },
  });
}

function limitText(limit: Limit, { timeoutMs, memoryMiB }: Allowed): string {
  switch (limit) {
    case 'time':
      return `The function took longer than ${timeoutMs} ms and was stopped. Let it do less, or raise its time limit.`;
    case 'memory':
      return `The function needed more than ${memoryMiB} MiB and was stopped. Let it keep less, or raise the limit of the connection.`;
    case 'depth':
      return 'The function called itself, or nested its values, too deeply and was stopped. Look for a recursion without an end.';
    case 'size':
      return `The result of the function is longer than ${MAX_RESULT_BYTES / 1024} KiB. Return only what the flow needs.`;
    case 'stuck':
      return 'The function waits for a promise that nothing settles. A function has no timers and no network; remove that await.';
  }
}
