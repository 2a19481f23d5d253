import type { ChannelIo, SetupStep } from '../channel.ts';
import { subscribe, unsubscribe } from '../providers/meta/subscription.ts';
import { type MessengerConfig, platformOf, WEBHOOK_FIELDS } from './config.ts';

type Io = ChannelIo<MessengerConfig>;

/** Subscribes the app to the Page. The address itself is the app's, for all of its Pages: it is entered by hand, once. */
export async function connect({ url }: { url: string }, io: Io): Promise<{ message: string }> {
  await subscribe(io, platformOf(io.config));
  const entered = `Meta calls the one address that the app names for all its Pages; enter ${url} there, if it has none.`;
  return { message: `The app gets the messages of the Page ${io.config.pageId} from now on. ${entered}` };
}

/** Ends the subscription of the Page; the app's address stays, since other Pages may need it. */
export function disconnect(io: Io): Promise<void> {
  return unsubscribe(io, platformOf(io.config));
}

/** What is entered in the app's own pages, once for all its Pages. */
export function setup({ url }: { url: string }, { verifyToken }: MessengerConfig): readonly SetupStep[] {
  return [
    {
      title: 'Tell Meta the address',
      place: 'developers.facebook.com → your app → Messenger → Messenger API settings → Configure webhooks',
      values: { 'Callback URL': url, 'Verify token': verifyToken },
    },
    {
      title: 'Choose what is sent there',
      place: 'The same page → Webhook fields → Manage',
      values: { Fields: WEBHOOK_FIELDS.join(', ') },
    },
  ];
}
