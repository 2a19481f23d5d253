import type { FailureData } from '../base/failure.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { RunEvent } from '../flow/run.ts';
import type { StepContext, StepResult } from '../flow/step-type.ts';
import type { Content } from '../message/content.ts';
import { fit } from '../message/fit.ts';
import type { Purpose } from '../message/purpose.ts';

/** Where a message of several parts stands: under way, all sent, or refused. */
export type PartsState =
  | { state: 'sending'; result: StepResult }
  | { state: 'sent' }
  | { state: 'failed'; failure: FailureData };

/**
 * Starts sending a content: it is cut to what the run's channel can carry and goes out one part after the other,
 * so that the parts arrive in order. `memo` is kept beside the parts still to be sent; its `purpose` is what they are for.
 */
export function startParts(content: Content, context: StepContext, memo: JsonObject = {}): PartsState {
  if (!context.capabilities)
    return failed('unsupported', 'This run has no contact to write to; start it from a message or give it a contact.');
  const { parts, losses } = fit(content, context.capabilities);
  if (parts.length === 0)
    return failed('unsupported', losses.map(({ message }) => message).join(' ') || 'The message is empty.');
  return next(parts, memo);
}

/** Goes on after the result of one part. Events of other kinds leave the state as it was. */
export function continueParts(context: StepContext, event: RunEvent): PartsState {
  if (event.type === 'failed') return { state: 'failed', failure: event.failure };
  const { parts, ...memo } = context.memo;
  return next((parts ?? []) as JsonValue as readonly Content[], memo);
}

function next([first, ...rest]: readonly Content[], memo: JsonObject): PartsState {
  if (!first) return { state: 'sent' };
  const purpose = memo['purpose'] === undefined ? {} : { purpose: memo['purpose'] as Purpose };
  return {
    state: 'sending',
    result: {
      then: 'stay',
      wait: { for: 'effects', effects: [{ kind: 'send', content: first, ...purpose }] },
      memo: { ...memo, parts: rest as JsonValue },
    },
  };
}

function failed(code: FailureData['code'], message: string): PartsState {
  return { state: 'failed', failure: { code, message } };
}
