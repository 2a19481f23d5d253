import type { Acceptance, Host } from '../engine/host.ts';
import type { ChannelEvent } from '../message/channel-event.ts';
import type { ConnectionRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { digest } from './digest.ts';
import { laneOf, messageOfStatus } from './lane-of.ts';
import { statusOfOwnEcho } from './own-echo.ts';

/** Where accepted events go, and where the messages are that statuses tell of. */
export type AcceptOptions = { host: Pick<Host, 'accept'>; store: Pick<Store, 'get' | 'list'> };

type Connection = Pick<ConnectionRecord, 'key' | 'type'> & {
  /** Name of the account with the provider: connections of one account take each event once between them. */
  account?: string | undefined;
};

/**
 * Takes all events of one webhook request in; resolves when every one is on disk, rejects when one could not be
 * stored (those stored are recognised when the request comes again). Events of one sender keep their order. Gives those
 * that were new.
 */
export async function acceptEvents(
  events: readonly ChannelEvent[],
  connection: Connection,
  options: AcceptOptions,
): Promise<readonly ChannelEvent[]> {
  const results = await Promise.allSettled(events.map((event) => acceptEvent(event, connection, options)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return events.filter((_event, index) => {
    const result = results[index];
    return result?.status === 'fulfilled' && result.value === 'accepted';
  });
}

async function acceptEvent(
  event: ChannelEvent,
  connection: Connection,
  { host, store }: AcceptOptions,
): Promise<Acceptance | undefined> {
  const { key: id, type: channel } = connection;
  const source = connection.account === undefined ? id : `${channel}:${connection.account}`;
  switch (event.type) {
    case 'message': {
      const lane = laneOf(id, event.sender);
      const ours = event.echo && !event.standby ? await statusOfOwnEcho(event, lane, store) : undefined;
      if (ours) return acceptEvent(ours, connection, { host, store });
      // A copy shown to us while somebody else holds the conversation is not the message itself.
      const copy = event.standby ? 'standby' : event.echo ? 'echo' : 'message';
      const message = { type: 'message', connection: id, channel, message: event } as const;
      return host.accept(lane, `${source}/${copy}/${nameOf(event)}`, message);
    }
    case 'identity':
      return host.accept(laneOf(id, event.previous), `${source}/identity/${nameOf(event)}`, {
        type: 'identity',
        connection: id,
        identity: event,
      });
    case 'receipt':
      return host.accept(laneOf(id, event.recipient), `${source}/receipt/${nameOf(event)}/${event.status}`, {
        type: 'receipt',
        connection: id,
        receipt: event,
      });
    case 'preference':
      return host.accept(laneOf(id, event.sender), `${source}/preference/${nameOf(event)}`, {
        type: 'preference',
        connection: id,
        preference: event,
      });
    case 'status': {
      const place = await messageOfStatus(event, id, store);
      // News about messages that others sent from the same account is none of ours.
      if (!place) return undefined;
      const { lane, message } = place;
      return host.accept(lane, statusKey(source, event), { type: 'status', connection: id, status: event, message });
    }
    case 'account':
    case 'ignored':
      return undefined;
  }
}

function statusKey(source: string, event: Extract<ChannelEvent, { type: 'status' }>): string {
  return `${source}/status/${nameOf(event)}/${event.status}/${event.at}`;
}

/** The name of an event hides the provider's id: some hold the number of the person, and keys outlive what is erased. */
function nameOf({ id }: { id: string }): string {
  return digest(id);
}
