import { id, type ConnectionId, type FlowId, type Lane, type MessageId } from '../base/ids.ts';
import type { Sender } from '../message/address.ts';
import type { StatusEvent } from '../message/channel-event.ts';
import type { Store } from '../store/store.ts';
import { digest } from './digest.ts';

/** The lane of a sender: connection and sender key, hidden in a digest. Computed without a read. */
export function laneOf(connection: ConnectionId, sender: Pick<Sender, 'key'>): Lane {
  return id.lane(`${connection}/${digest(connection, sender.key)}`);
}

/** The lane of runs that a flow starts one after the other: those for which its trigger gives the same text. */
export function serialLane(flow: FlowId, by: string): Lane {
  return id.lane(`serial:${flow}:${digest(flow, by)}`);
}

/** True for a lane whose runs wait for each other's end. */
export function isSerial(lane: Lane): boolean {
  return lane.startsWith('serial:');
}

/**
 * The message of ours that news is about and its lane: found by our effect id, else by the provider's id.
 * Undefined for a message that we do not know.
 */
export async function messageOfStatus(
  status: StatusEvent,
  store: Pick<Store, 'get' | 'list'>,
): Promise<{ lane: Lane; message: MessageId } | undefined> {
  const effect = status.effect === undefined ? undefined : await store.get('effect', status.effect);
  if (effect?.target) return { lane: effect.lane, message: effect.target.message };
  const [message] = await store.list('message', { where: { providerId: status.id }, limit: 1 });
  return message && { lane: message.lane, message: message.key };
}
