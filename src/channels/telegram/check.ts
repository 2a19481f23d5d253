import { toFailureData } from '../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { askApi } from './api.ts';
import { ALLOWED_UPDATES, type TelegramConfig } from './config.ts';
import { listAt, millisecondsAt, numberAt, textAt } from './fields.ts';

type Io = ChannelIo<TelegramConfig>;

/** A webhook that failed so long ago has most likely recovered. */
const RECENT_MS = 3_600_000;
/** So many updates waiting mean that they are not taken as fast as they come. */
const MANY_WAITING = 100;

const AGAIN = 'Connect the connection again: that registers the webhook with everything it needs.';

/** Asks Telegram who the bot is and how its webhook fares: the last error, and how many updates wait. */
export async function check(io: Io): Promise<ProbeResult[]> {
  try {
    const bot = objectOf(await askApi(io, 'getMe'));
    const webhook = objectOf(await askApi(io, 'getWebhookInfo'));
    return [
      aboutBot(bot),
      ...(io.config.polling ? aboutFetching(webhook) : aboutWebhook(webhook, io)),
      aboutGroups(bot),
    ];
  } catch (thrown) {
    const { code, message } = toFailureData(thrown);
    return [{ name: 'Bot token', ok: false, message, fix: fixFor(code) }];
  }
}

function objectOf(value: JsonValue): JsonObject {
  return isObject(value) ? value : {};
}

function aboutBot(bot: JsonObject): ProbeResult {
  const username = textAt(bot, 'username');
  const name = textAt(bot, 'first_name') ?? 'the bot';
  return { name: 'Bot token', ok: true, message: username === undefined ? name : `${name}: https://t.me/${username}` };
}

function aboutFetching(webhook: JsonObject): ProbeResult[] {
  const url = textAt(webhook, 'url');
  if (url === undefined) return [{ name: 'Webhook', ok: true, message: 'No webhook is set: messages are fetched.' }];
  const message = `Telegram sends the messages to ${hostOf(url)}, so they cannot be fetched.`;
  return [{ name: 'Webhook', ok: false, message, fix: 'Connect the connection again: that removes the webhook.' }];
}

function aboutWebhook(webhook: JsonObject, io: Io): ProbeResult[] {
  const url = textAt(webhook, 'url');
  if (url === undefined)
    return [{ name: 'Webhook', ok: false, message: 'Telegram has no address to send messages to.', fix: AGAIN }];
  return [aboutKinds(webhook, url), aboutDelivery(webhook, io), aboutWaiting(webhook)];
}

function aboutKinds(webhook: JsonObject, url: string): ProbeResult {
  const listed = listAt(webhook, 'allowed_updates');
  const missing = ALLOWED_UPDATES.filter((kind) => !listed.includes(kind));
  const message = `Telegram sends messages to ${hostOf(url)}`;
  return missing.length === 0
    ? { name: 'Webhook', ok: true, message: `${message}.` }
    : { name: 'Webhook', ok: false, message: `${message}, but not: ${missing.join(', ')}.`, fix: AGAIN };
}

function aboutDelivery(webhook: JsonObject, { now }: Io): ProbeResult {
  const name = 'Delivery';
  const error = textAt(webhook, 'last_error_message');
  const at = millisecondsAt(webhook, 'last_error_date');
  if (error === undefined || at === undefined) return { name, ok: true, message: 'No delivery has failed.' };
  const ok = now() - at > RECENT_MS;
  const message = `A delivery failed at ${new Date(at).toISOString()}: ${error}.`;
  const fix =
    'Look whether the public address answers from the internet, with a certificate that browsers trust; then connect again.';
  return { name, ok, message, ...(!ok && { fix, passesWithinMs: RECENT_MS }) };
}

function aboutWaiting(webhook: JsonObject): ProbeResult {
  const waiting = numberAt(webhook, 'pending_update_count') ?? 0;
  const ok = waiting < MANY_WAITING;
  const message = waiting === 1 ? 'One update waits at Telegram.' : `${waiting} updates wait at Telegram.`;
  const fix = 'They come by themselves once the webhook is taken again. Telegram drops what is older than a day.';
  return { name: 'Waiting', ok, message, ...(!ok && { fix }) };
}

/** Groups are not served, so it is well when nobody can put the bot into one. */
function aboutGroups(bot: JsonObject): ProbeResult {
  const joins = bot['can_join_groups'] === true;
  const reads = bot['can_read_all_group_messages'] === true;
  return {
    name: 'Groups',
    ok: true,
    message: `The bot ${joins ? 'can' : 'cannot'} be put into groups; privacy mode is ${reads ? 'off' : 'on'}.`,
    ...((joins || reads) && {
      fix: 'Groups are not served. In @BotFather: /setjoingroups → Disable, and /setprivacy → Enable.',
    }),
  };
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'an address that cannot be read';
}

function fixFor(code: string): string {
  switch (code) {
    case 'auth':
      return 'In @BotFather send /mybots, choose the bot, then “API Token”, and copy the token into the connection.';
    case 'rate_limited':
      return 'Wait a few minutes and check again.';
    default:
      return 'Check that this machine reaches the Bot API address of the connection.';
  }
}
