import type { JsonObject } from '../../base/json.ts';
import type { ChannelEvent, MessageEvent, PreferenceEvent } from '../../message/channel-event.ts';
import type { HookRequest, Received } from '../channel.ts';
import { isService } from '../providers/twilio/account.ts';
import { ignored, isStatus, receiveWebhook, type Webhook } from '../providers/twilio/webhook.ts';
import { isOnWhatsApp, personOf } from './address.ts';
import type { WhatsAppTwilioConfig } from './config.ts';
import { readContents } from './content.ts';

/**
 * Reads a verified request, which is always about one message. What belongs to another account, sender or channel is
 * ignored. Throws a `Failure` with code `invalid` when the body is not about a message of an account.
 */
export function receive(request: HookRequest, config: WhatsAppTwilioConfig): Received {
  return receiveWebhook(request, {
    stranger: (webhook) => whyNotOurs(webhook, config),
    person: personOf,
    message: messageEvents,
  });
}

function whyNotOurs({ parameters }: Webhook, config: WhatsAppTwilioConfig): string | undefined {
  const from = parameters.get('From') ?? '';
  const to = parameters.get('To') ?? '';
  if (parameters.get('AccountSid') !== config.accountSid) return 'it belongs to another Twilio account';
  if (!isOnWhatsApp(from) || !isOnWhatsApp(to)) return 'it did not come by WhatsApp';
  if (personOf(from).key === '' || personOf(to).key === '') return 'malformed: a message without sender or recipient';
  if (isService(config)) {
    const service = parameters.get('MessagingServiceSid');
    return service !== null && service !== config.sender ? 'it belongs to another messaging service' : undefined;
  }
  const ours = isStatus(parameters) ? from : to;
  return personOf(ours).key === personOf(config.sender).key ? undefined : 'it belongs to another sender';
}

function messageEvents({ id, parameters, at }: Webhook): ChannelEvent[] {
  const contents = readContents(parameters);
  if (contents.length === 0) return [ignored(id, 'it has neither a text nor anything else that we know')];
  const name = parameters.get('ProfileName');
  const sender = { ...personOf(parameters.get('From') ?? ''), ...(name && { name }) };
  const answered = parameters.get('OptOutType')?.toUpperCase();
  const replyTo = parameters.get('OriginalRepliedMessageSid');
  const referral = referralOf(parameters);
  const common = {
    type: 'message' as const,
    at,
    sender,
    ...(replyTo && { replyTo }),
    ...(referral && { referral }),
    // The messaging service has answered the word itself: our side stays silent.
    ...(answered && { standby: true as const }),
    ...(contents.length > 1 && { album: id }),
  };
  const messages = contents.map((content, index): MessageEvent => ({
    ...common,
    id: index === 0 ? id : `${id}#${index}`,
    content,
  }));
  if (answered !== 'STOP' && answered !== 'START') return messages;
  const how = `replied ${(parameters.get('Body') ?? '').trim()} on WhatsApp`;
  const preference = { id: `${id}#preference`, at, sender, allowed: answered === 'START', how } as const;
  return [{ type: 'preference', purpose: 'all', ...preference } satisfies PreferenceEvent, ...messages];
}

/** The ad that brought the person, by the names that WhatsApp itself has for its parts: `ReferralSourceId` is `source_id`. */
function referralOf(parameters: URLSearchParams): JsonObject | undefined {
  const parts = [...parameters].flatMap(([name, value]): [string, string][] => {
    const part = /^Referral([A-Z]\w*)$/.exec(name)?.[1];
    return part === undefined || value === '' ? [] : [[snakeCase(part), value]];
  });
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
