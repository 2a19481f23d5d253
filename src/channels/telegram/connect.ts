import { randomBytes } from 'node:crypto';
import { Failure } from '../../base/failure.ts';
import { isObject } from '../../base/json.ts';
import type { ChannelIo } from '../channel.ts';
import { askApi, callApi } from './api.ts';
import { ALLOWED_UPDATES, type TelegramConfig } from './config.ts';
import { textAt } from './fields.ts';

type Io = ChannelIo<TelegramConfig>;

/**
 * Has Telegram call the address, with a secret that is made and stored when the connection has none. Where the
 * connection fetches its messages, the webhook is taken away instead, because Telegram does not allow both. What waits
 * at Telegram is kept in either case.
 */
export async function connect({ url }: { url: string }, io: Io): Promise<{ message: string }> {
  const me = await askApi(io, 'getMe');
  const bot = `@${(isObject(me) && textAt(me, 'username')) || 'the bot'}`;
  if (io.config.polling === true) {
    await callApi(io, 'deleteWebhook', { drop_pending_updates: false });
    return { message: `${bot} has no webhook any more: Rondine asks Telegram for its messages.` };
  }
  const { secretToken } = await io.connection.update((current) =>
    current.secretToken ? current : { ...current, secretToken: randomBytes(32).toString('base64url') },
  );
  await register({ url, secret_token: secretToken ?? '', allowed_updates: ALLOWED_UPDATES }, io);
  return { message: `Telegram sends what people write to ${bot} to ${url}.` };
}

async function register(webhook: { url: string; secret_token: string; allowed_updates: string[] }, io: Io) {
  try {
    await callApi(io, 'setWebhook', webhook);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.data.providerCode !== '400') throw thrown;
    const message =
      `Telegram refuses the address ${webhook.url}: it must begin with https, have port 443, 80, 88 or 8443 and be ` +
      'reachable from the internet. Correct the public address, or let the connection fetch its messages.';
    throw new Failure({ ...thrown.data, message }, { cause: thrown });
  }
}

/** Takes the webhook away, so that Telegram keeps messages until somebody asks for them, for a day. */
export async function disconnect(io: Io): Promise<void> {
  if (io.config.polling === true) return;
  try {
    await callApi(io, 'deleteWebhook', { drop_pending_updates: false });
  } catch (thrown) {
    // A token that was revoked, or a bot that was deleted, has no webhook.
    if (!(thrown instanceof Failure) || !['auth', 'not_found'].includes(thrown.code)) throw thrown;
  }
}
