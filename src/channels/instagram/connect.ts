import type { ChannelIo, SetupStep } from '../channel.ts';
import { subscribe, unsubscribe } from '../providers/meta/subscription.ts';
import { type InstagramConfig, platformOf, WEBHOOK_FIELDS } from './config.ts';

type Io = ChannelIo<InstagramConfig>;

/** Subscribes the app to the account or its Page. The address itself is the app's, for all of its accounts: entered by hand, once. */
export async function connect({ url }: { url: string }, io: Io): Promise<{ message: string }> {
  await subscribe(io, platformOf(io.config));
  const entered = `Meta calls the one address that the app names for all accounts; enter ${url} there, if it has none.`;
  return { message: `The app gets the messages of the account ${io.config.accountId} from now on. ${entered}` };
}

/** Ends the account's own subscription. A linked Page keeps its one: Messenger may need it. */
export async function disconnect(io: Io): Promise<void> {
  if (io.config.login === 'instagram') await unsubscribe(io, platformOf(io.config));
}

const PLACES = {
  instagram: 'developers.facebook.com → your app → Instagram → API setup with Instagram login → Configure webhooks',
  facebook: 'developers.facebook.com → your app → Instagram → API setup with Facebook login → Configure webhooks',
};

/** What is entered in the app's own pages, once for all its accounts, and in the account itself. */
export function setup({ url }: { url: string }, { verifyToken, login }: InstagramConfig): readonly SetupStep[] {
  return [
    {
      title: 'Tell Meta the address',
      place: PLACES[login],
      values: { 'Callback URL': url, 'Verify token': verifyToken },
    },
    {
      title: 'Choose what is sent there',
      place: 'The same page → Webhook fields',
      values: { Fields: WEBHOOK_FIELDS.join(', ') },
    },
    {
      title: 'Let apps see the messages',
      place:
        'Instagram app → Settings → Messages and story replies → Message controls → Connected tools → Allow access to messages',
    },
  ];
}
