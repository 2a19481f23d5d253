import type { FailureData } from '../../base/failure.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { StepContext, StepResult } from '../../flow/step-type.ts';
import type { SendParams } from './params.ts';
import { furthest, type Try } from './tries.ts';

/** Leaves the step by the exit that the messages earned, and writes down what was tried where the author asks for it. */
export function leave(
  tries: readonly Try[],
  { params: { waitFor = 'sent', saveAs } }: StepContext<SendParams>,
): StepResult {
  const set = saveAs === undefined ? {} : { set: { [saveAs]: reportOf(tries) } };
  const outcome = outcomeOf(tries, waitFor);
  const failure = outcome === 'failed' || outcome === 'undelivered' ? { failure: reasonOf(tries) } : {};
  return { then: 'leave', outcome, ...failure, ...set };
}

function outcomeOf(tries: readonly Try[], waitFor: 'sent' | 'delivered' | 'read'): string {
  const best = furthest(tries);
  if (waitFor === 'sent') return best === undefined ? 'failed' : 'sent';
  if (best === 'read') return waitFor;
  if (best === 'delivered') return 'delivered';
  const taken = tries.some(({ status }) => status === 'sent' || status === 'failed' || status === 'overdue');
  return taken ? 'undelivered' : 'failed';
}

/** Why it came to nothing: the last refusal, else that nobody knows. */
function reasonOf(tries: readonly Try[]): FailureData {
  const refused = tries.findLast(({ failure }) => failure !== undefined)?.failure;
  const silent = tries.some(({ status }) => status === 'sent' || status === 'overdue');
  if (refused && !silent) return refused;
  return { code: 'timeout', message: 'There was no word in time that the message has arrived.' };
}

/** The tries as variables hold them; rungs are counted from one. */
function reportOf(tries: readonly Try[]): JsonObject {
  const reached = tries.findLastIndex(({ status }) => status === furthest(tries));
  return {
    rung: reached + 1,
    status: furthest(tries) ?? 'failed',
    late: tries.filter(({ late }) => late).length,
    tried: tries.map(({ connection, status, failure, late }, at): JsonValue => ({
      rung: at + 1,
      ...(connection === undefined ? {} : { connection }),
      status,
      ...(failure ? { code: failure.code, reason: failure.message } : {}),
      ...(late ? { late } : {}),
    })),
  };
}
