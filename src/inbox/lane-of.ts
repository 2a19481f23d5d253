import { id, type ConnectionId, type Lane } from '../base/ids.ts';
import type { Sender } from '../message/address.ts';
import type { StatusEvent } from '../message/channel-event.ts';
import type { Store } from '../store/store.ts';
import { digest } from './digest.ts';

/** The lane of a sender: connection and sender key, hidden in a digest. Computed without a read. */
export function laneOf(connection: ConnectionId, sender: Pick<Sender, 'key'>): Lane {
  return id.lane(`${connection}/${digest(connection, sender.key)}`);
}

/**
 * The lane of news about a message of ours: the lane that sent it, by our effect id, else by the provider's id.
 * Undefined for a message that we do not know.
 */
export async function laneOfStatus(status: StatusEvent, store: Pick<Store, 'get' | 'list'>): Promise<Lane | undefined> {
  if (status.effect !== undefined) {
    const effect = await store.get('effect', status.effect);
    if (effect) return effect.lane;
  }
  const [message] = await store.list('message', { where: { providerId: status.id }, limit: 1 });
  return message?.lane;
}
