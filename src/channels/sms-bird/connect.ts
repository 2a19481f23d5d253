import type { ChannelIo, SetupStep } from '../channel.ts';
import { askBird, baseOf } from '../providers/bird/api.ts';
import { objectsAt, textAt } from '../providers/reading.ts';
import type { SmsBirdConfig } from './config.ts';
import { birdIo } from './send.ts';

type Io = ChannelIo<SmsBirdConfig>;

const EVENTS = ['sms.inbound', 'sms.outbound'];

/**
 * Subscribes this address to the channel's messages and their statuses; what is subscribed already is left alone. Bird
 * keeps subscriptions by organization: without its id they are entered by hand.
 */
export async function connect({ url }: { url: string }, io: Io): Promise<{ message: string }> {
  const { channelId, signingKey, organizationId, workspaceId } = io.config;
  if (organizationId === undefined) {
    return { message: 'The connection names no organization, so the webhooks are to be entered by hand.' };
  }
  const place = `/organizations/${encodeURIComponent(organizationId)}/workspaces/${encodeURIComponent(workspaceId)}`;
  const address = `${baseOf(io.config)}${place}/webhook-subscriptions`;
  const known = objectsAt(await askBird(birdIo(io), { url: address }), 'results')
    .filter((each) => textAt(each, 'url') === url && textAt(each, 'status') !== 'inactive')
    .map((each) => textAt(each, 'event'));
  for (const event of EVENTS.filter((each) => !known.includes(each))) {
    const eventFilters = [{ key: 'channelId', value: channelId }];
    await askBird(birdIo(io), { url: address, body: { service: 'channels', event, eventFilters, url, signingKey } });
  }
  return { message: `Bird calls ${url} for messages of the channel and their statuses.` };
}

/** The same by hand. */
export function setup({ url }: { url: string }, config: SmsBirdConfig): readonly SetupStep[] {
  return EVENTS.map((event) => ({
    title: event === 'sms.inbound' ? 'Send messages here' : 'Send statuses here',
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
