import { randomUUID } from 'node:crypto';
import type { ContactId, ConversationId, Lane } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { LaneEvent } from '../../engine/host.ts';
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

/** Gives an event to a lane, and tells where it could not be applied. */
export async function give({ host, store }: ControlParts, lane: Lane, event: LaneEvent): Promise<void> {
  const key = `control/${randomUUID()}`;
  await host.accept(lane, key, event);
  const stuck = await store.get('stuck', key);
  if (!stuck) return;
  // Whoever asked is told here and now; nothing waits for a repair.
  await store.commit([{ op: 'delete', kind: 'stuck', key }]);
  throw new ControlError('refused', stuck.message.replace(/^Unexpected error: /, ''));
}
