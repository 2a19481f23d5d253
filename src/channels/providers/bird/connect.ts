import type { ChannelIo, SetupStep } from '../../channel.ts';
import { askBird, baseOf, birdIo } from './api.ts';
import { objectsAt, textAt } from '../reading.ts';
import type { BirdConfig } from './account.ts';

type Io = ChannelIo<BirdConfig>;

/** The address to be called for the events of one service, also for those that tell of reading where there are any. */
export type Subscription = { url: string; service: string; reads?: boolean };

/**
 * Subscribes this address to the channel's messages and their statuses; what is subscribed already is left alone. Bird
 * keeps subscriptions by organization: without its id they are entered by hand.
 */
export async function connect({ url, ...about }: Subscription, io: Io): Promise<{ message: string }> {
  const { channelId, signingKey, organizationId, workspaceId } = io.config;
  if (organizationId === undefined) {
    return { message: 'The connection names no organization, so the webhooks are to be entered by hand.' };
  }
  const place = `/organizations/${encodeURIComponent(organizationId)}/workspaces/${encodeURIComponent(workspaceId)}`;
  const address = `${baseOf(io.config)}${place}/webhook-subscriptions`;
  const known = objectsAt(await askBird(birdIo(io), { url: address }), 'results')
    .filter((each) => textAt(each, 'url') === url && textAt(each, 'status') !== 'inactive')
    .map((each) => textAt(each, 'event'));
  for (const event of eventsOf(about).filter((each) => !known.includes(each))) {
    const eventFilters = [{ key: 'channelId', value: channelId }];
    await askBird(birdIo(io), { url: address, body: { service: 'channels', event, eventFilters, url, signingKey } });
  }
  return { message: `Bird calls ${url} for messages of the channel and their statuses.` };
}

/** The same by hand. */
export function setup({ url, ...about }: Subscription, config: BirdConfig): readonly SetupStep[] {
  return eventsOf(about).map((event) => ({
    title: TITLES.get(event.slice(event.indexOf('.') + 1)) ?? 'Send statuses here',
    place: 'app.bird.com → Developer → Webhooks → Create webhook',
    values: {
      Service: 'Channels',
      Event: event,
      'Channel ID': config.channelId,
      URL: url,
      'Signing key': 'the one in the connection',
    },
  }));
}

const TITLES: ReadonlyMap<string, string> = new Map([
  ['inbound', 'Send messages here'],
  ['interaction', 'Send news of reading here'],
]);

/** Messages, their statuses, and that they were read, in Bird's words. */
function eventsOf({ service, reads = false }: Omit<Subscription, 'url'>): string[] {
  return ['inbound', 'outbound', ...(reads ? ['interaction'] : [])].map((event) => `${service}.${event}`);
}
