import { Failure } from '../../base/failure.ts';
import type { ChannelIo, SetupStep } from '../channel.ts';
import { askBird, baseOf } from '../providers/bird/api.ts';
import { objectsAt, textAt } from '../providers/reading.ts';
import type { SmsBirdConfig } from './config.ts';
import { birdIo } from './send.ts';

type Io = ChannelIo<SmsBirdConfig>;

const EVENTS = ['sms.inbound', 'sms.outbound'];

/** Subscribes this address to the channel's messages and their statuses; what is subscribed already is left alone. */
export async function connect({ url }: { url: string }, io: Io): Promise<{ message: string }> {
  const address = subscriptionsUrl(io.config);
  const known = objectsAt(await askBird(birdIo(io), { url: address }), 'results')
    .filter((each) => textAt(each, 'url') === url && textAt(each, 'status') !== 'inactive')
    .map((each) => textAt(each, 'event'));
  const { channelId, signingKey } = io.config;
  for (const event of EVENTS.filter((each) => !known.includes(each))) {
    const eventFilters = [{ key: 'channelId', value: channelId }];
    await askBird(birdIo(io), { url: address, body: { service: 'channels', event, eventFilters, url, signingKey } });
  }
  return { message: `Bird calls ${url} for messages of the channel and their statuses.` };
}

/** Where the workspace's subscriptions are kept. */
export function subscriptionsUrl(config: SmsBirdConfig): string {
  const { organizationId, workspaceId } = config;
  if (organizationId === undefined) {
    throw new Failure({
      code: 'invalid',
      message:
        'Bird keeps webhooks by organization: put the organization ID into the connection, or enter the webhook by hand.',
    });
  }
  const place = `/organizations/${encodeURIComponent(organizationId)}/workspaces/${encodeURIComponent(workspaceId)}`;
  return `${baseOf(config)}${place}/webhook-subscriptions`;
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
