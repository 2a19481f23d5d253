import { id, type ConnectionId, type FlowId, type Lane, type MessageId } from '../base/ids.ts';
import type { Sender } from '../message/address.ts';
import type { StatusEvent } from '../message/channel-event.ts';
import type { MessageRecord } from '../store/records.ts';
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

/** Messages of the recipient's conversation that are looked at, the newest, where news names no effect of ours. */
const LOOKED_AT = 100;

/**
 * The message of ours that news is about and its lane: found by our effect id, else by the provider's id.
 * Undefined for a message that we do not know.
 */
export async function messageOfStatus(
  status: StatusEvent,
  connection: ConnectionId,
  store: Pick<Store, 'get' | 'list'>,
): Promise<{ lane: Lane; message: MessageId } | undefined> {
  const effect = status.effect === undefined ? undefined : await store.get('effect', status.effect);
  if (effect?.target) return { lane: effect.lane, message: effect.target.message };
  const [indexed] = await store.list('message', { where: { providerId: status.id }, limit: 1 });
  const message = indexed ?? (await amongRecent(status, connection, store));
  return message && { lane: message.lane, message: message.key };
}

/** A message that is in no index, because news about it names our effect as a rule. */
async function amongRecent(
  { id: sentId, recipient }: StatusEvent,
  connection: ConnectionId,
  store: Pick<Store, 'get' | 'list'>,
): Promise<MessageRecord | undefined> {
  const own = recipient && (await store.get('lane', laneOf(connection, recipient)));
  const lane = own?.alias === undefined ? own : await store.get('lane', own.alias);
  if (!lane?.conversation) return undefined;
  const newest = { where: { conversation: lane.conversation }, newestFirst: true, limit: LOOKED_AT };
  const messages = await store.list('message', newest);
  return messages.find(({ providerId, direction }) => direction === 'out' && providerId === sentId);
}
