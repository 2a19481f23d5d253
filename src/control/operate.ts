import { randomUUID } from 'node:crypto';
import { Failure } from '../base/failure.ts';
import type { ContactId, ConversationId, Lane } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { LaneEvent } from '../engine/host.ts';
import { ControlError, type ControlParts } from './control.ts';

/** One of our own operations in a person's name. */
export type Operation = {
  operation: string;
  input: JsonObject;
  by: string;
  contact?: ContactId;
  conversation?: ConversationId;
};

/** Does one of our own operations on a lane. Throws `ControlError` where it is refused; then nothing was changed. */
export function operate(parts: ControlParts, lane: Lane, operation: Operation): Promise<void> {
  return give(parts, lane, { type: 'operate', ...operation });
}

/** Gives an event to a lane, and tells where it is refused. */
export async function give({ host }: ControlParts, lane: Lane, event: LaneEvent): Promise<void> {
  try {
    await host.accept(lane, `control/${randomUUID()}`, event);
  } catch (error) {
    if (error instanceof Failure) throw new ControlError('refused', error.message);
    throw error;
  }
}
