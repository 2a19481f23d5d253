import { type FailureData, toFailureData } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { checkNumber, NUMBER_FIELDS } from './check-number.ts';
import { checkToken, checkSubscription } from './check-token.ts';
import { graphUrl, type WhatsAppConfig } from './config.ts';
import { objectAt } from './fields.ts';
import { callGraph } from './graph.ts';

type Io = ChannelIo<WhatsAppConfig>;

/**
 * Asks Meta about the connection: is the token good, for how long and for what, is the app subscribed to the account, is
 * the number registered, how are its name, its quality and its limits, and where do its webhooks go. Where the number
 * itself cannot be asked for, nothing else is known.
 */
export async function check(io: Io): Promise<ProbeResult[]> {
  const { phoneNumberId, wabaId } = io.config;
  const number = await ask(io, `${encodeURIComponent(phoneNumberId)}?fields=${NUMBER_FIELDS}`);
  if ('failure' in number) return [{ ...refused('Access token', number.failure), ends: true }];
  const token = await ask(io, `debug_token?input_token=${encodeURIComponent(io.config.accessToken)}`);
  const facts = 'failure' in token ? undefined : objectAt(token.answer, 'data');
  return [...checkToken(facts, io.now()), ...(await checkAccount(io, wabaId, facts)), ...checkNumber(number.answer)];
}

async function checkAccount(io: Io, wabaId: string | undefined, token: JsonObject | undefined): Promise<ProbeResult[]> {
  const name = 'Webhooks of the account';
  if (wabaId === undefined) {
    const message = 'The connection does not name its WhatsApp Business Account, so templates are not known.';
    const fix = 'Copy the WhatsApp Business Account ID from WhatsApp → API Setup into the connection.';
    return [{ name, ok: true, known: 'not knowable', message, fix }];
  }
  const subscribed = await ask(io, `${encodeURIComponent(wabaId)}/subscribed_apps`);
  if ('failure' in subscribed) return [refused(name, subscribed.failure)];
  return [checkSubscription(subscribed.answer, token)];
}

type Asked = { answer: JsonObject } | { failure: FailureData };

async function ask(io: Io, path: string): Promise<Asked> {
  try {
    return { answer: await callGraph(io, { method: 'GET', url: graphUrl(io.config, path) }) };
  } catch (thrown) {
    return { failure: toFailureData(thrown) };
  }
}

function refused(name: string, { code, message }: FailureData): ProbeResult {
  return { name, ok: false, message, fix: fixFor(code) };
}

function fixFor(code: string): string {
  switch (code) {
    case 'auth':
      return 'Create a new token for the system user (Business settings → System users) and save it in the connection.';
    case 'denied':
      return 'Give the system user the WhatsApp account as an asset, and the token the permissions whatsapp_business_messaging and whatsapp_business_management.';
    case 'invalid':
    case 'not_found':
      return 'Check the phone number ID and the account ID in WhatsApp → API Setup, and the API version in the connection.';
    case 'rate_limited':
      return 'Wait a few minutes and check again.';
    default:
      return 'Check that this machine reaches the Graph API address, and look at Meta’s status page.';
  }
}
