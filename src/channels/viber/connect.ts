import { Failure } from '../../base/failure.ts';
import type { ChannelIo, SetupStep } from '../channel.ts';
import { callApi } from './api.ts';
import { EVENT_TYPES, type ViberConfig } from './config.ts';

type Io = ChannelIo<ViberConfig>;

/** Has Viber call the address. Viber tries it at once, before it answers, so the server must be up. */
export async function connect({ url }: { url: string }, io: Io): Promise<{ message: string }> {
  try {
    await callApi(io, 'set_webhook', { url, event_types: EVENT_TYPES, send_name: true, send_photo: false });
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.data.providerCode !== '1') throw thrown;
    const message =
      `Viber called ${url} and got no good answer. The address must begin with https, have a certificate that ` +
      'browsers trust and be reachable from the internet while the server runs; then connect again.';
    throw new Failure({ ...thrown.data, message }, { cause: thrown });
  }
  return { message: `Viber sends what people write to ${io.config.name} to ${url}.` };
}

/** Takes the webhook away: the bot can neither send nor receive from then on. */
export async function disconnect(io: Io): Promise<void> {
  try {
    await callApi(io, 'set_webhook', { url: '' });
  } catch (thrown) {
    // A bot that is gone, or a token that was exchanged, has no webhook.
    if (!(thrown instanceof Failure) || !['auth', 'not_found'].includes(thrown.code)) throw thrown;
  }
}

/** Where the token is found; the address is registered by connecting. */
export function setup({ url }: { url: string }): readonly SetupStep[] {
  return [
    {
      title: 'Copy the token of the bot into the connection',
      place: 'partners.viber.com → the bot → Edit info → Your app key (La tua chiave app)',
    },
    {
      title: 'Connect while the server runs: Viber calls this address at once',
      place: 'rondine connections connect NAME',
      values: { Address: url },
    },
  ];
}
