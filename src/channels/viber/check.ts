import { toFailureData } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { textAt } from '../providers/reading.ts';
import { callApi } from './api.ts';
import { EVENT_TYPES, type ViberConfig } from './config.ts';

const AGAIN = 'Connect the connection again while the server runs: that registers the webhook with all it needs.';

/** Asks Viber about the bot: its name, where its messages go, what is told of them, how many people have subscribed. */
export async function check(io: ChannelIo<ViberConfig>): Promise<ProbeResult[]> {
  try {
    const account = await callApi(io, 'get_account_info', {});
    return [aboutBot(account, io.config), ...aboutWebhook(account), aboutPeople(account)];
  } catch (thrown) {
    const { code, message } = toFailureData(thrown);
    return [{ name: 'Token', ok: false, message, fix: fixFor(code) }];
  }
}

function aboutBot(account: JsonObject, { name }: ViberConfig): ProbeResult {
  const uri = textAt(account, 'uri');
  const link = uri === undefined ? '' : `: viber://pa?chatURI=${uri}`;
  return { name: 'Token', ok: true, message: `${textAt(account, 'name') ?? name}${link}` };
}

function aboutWebhook(account: JsonObject): ProbeResult[] {
  const url = textAt(account, 'webhook');
  if (url === undefined) {
    return [{ name: 'Webhook', ok: false, message: 'Viber has no address to send messages to.', fix: AGAIN }];
  }
  const listed = account['event_types'];
  const missing = Array.isArray(listed) ? EVENT_TYPES.filter((kind) => !listed.includes(kind)) : [];
  const message = `Viber sends messages to ${URL.parse(url)?.host ?? 'an address that cannot be read'}`;
  if (missing.length === 0) return [{ name: 'Webhook', ok: true, message: `${message}.` }];
  return [{ name: 'Webhook', ok: false, message: `${message}, but not: ${missing.join(', ')}.`, fix: AGAIN }];
}

function aboutPeople(account: JsonObject): ProbeResult {
  const count = textAt(account, 'subscribers_count') ?? 'An unknown number of';
  return { name: 'Subscribers', ok: true, message: `${count} people have subscribed to the bot.` };
}

function fixFor(code: string): string {
  switch (code) {
    case 'auth':
      return 'At partners.viber.com open the bot, Edit info, and copy the token into the connection.';
    case 'rate_limited':
      return 'Wait a few minutes and check again.';
    default:
      return 'Check that this machine reaches the API address of the connection.';
  }
}
