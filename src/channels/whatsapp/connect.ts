import { toFailureData } from '../../base/failure.ts';
import type { ChannelIo, SetupStep } from '../channel.ts';
import { graphUrl, type WhatsAppConfig } from './config.ts';
import { callGraph } from './graph.ts';

type Io = ChannelIo<WhatsAppConfig>;

/**
 * Subscribes the app to the account, and has Meta call this address for this one number; other numbers of the app keep
 * theirs. Meta calls the address with the verify token before it answers, so it must be reachable by then.
 * News of the account itself (templates, standing) still goes to the app's own address.
 */
export async function connect({ url }: { url: string }, io: Io): Promise<{ message: string }> {
  const { wabaId, phoneNumberId, verifyToken } = io.config;
  if (wabaId !== undefined) {
    const subscribed = graphUrl(io.config, `${encodeURIComponent(wabaId)}/subscribed_apps`);
    await callGraph(io, { method: 'POST', url: subscribed, json: {} });
  }
  await setOverride(io, { override_callback_uri: url, verify_token: verifyToken });
  const account = wabaId === undefined ? '' : ` The app is subscribed to the account ${wabaId}.`;
  const fields = 'Which fields are sent is chosen in the app: WhatsApp → Configuration → Webhook fields.';
  return { message: `Meta calls this address for the number ${phoneNumberId} from now on.${account} ${fields}` };
}

/** Gives the number back to the app's own address. The app stays subscribed: other numbers may need it. */
export async function disconnect(io: Io): Promise<void> {
  try {
    await setOverride(io, { override_callback_uri: '' });
  } catch (thrown) {
    if (toFailureData(thrown).code !== 'not_found') throw thrown;
  }
}

async function setOverride(io: Io, webhook: { override_callback_uri: string; verify_token?: string }): Promise<void> {
  const url = graphUrl(io.config, encodeURIComponent(io.config.phoneNumberId));
  await callGraph(io, { method: 'POST', url, json: { webhook_configuration: webhook } });
}

/** What is entered in the app's own pages: its address is needed for news of the account even beside `connect`. */
export function setup({ url }: { url: string }, { verifyToken }: WhatsAppConfig): readonly SetupStep[] {
  return [
    {
      title: 'Tell Meta the address',
      place: 'developers.facebook.com → your app → WhatsApp → Configuration → Webhook → Edit',
      values: { 'Callback URL': url, 'Verify token': verifyToken },
    },
    {
      title: 'Choose what is sent there',
      place: 'the same page → Webhook fields → Manage → Subscribe',
      values: { Fields: WEBHOOK_FIELDS.join(', ') },
    },
  ];
}

/** The webhook fields that say something to us. */
export const WEBHOOK_FIELDS: readonly string[] = [
  'messages',
  'user_id_update',
  'user_preferences',
  'smb_message_echoes',
  'standby',
  'message_echoes',
  'messaging_handovers',
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'phone_number_quality_update',
  'phone_number_name_update',
  'account_update',
  'account_alerts',
  'account_review_update',
  'business_capability_update',
  'security',
];
