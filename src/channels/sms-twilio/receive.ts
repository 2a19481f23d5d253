import type { Sender } from '../../message/address.ts';
import type { ChannelEvent, MessageEvent, PreferenceEvent } from '../../message/channel-event.ts';
import type { HookRequest, Received } from '../channel.ts';
import { senderOf } from '../providers/sms/number.ts';
import { isService } from '../providers/twilio/account.ts';
import { filesOf } from '../providers/twilio/media.ts';
import { ignored, isStatus, receiveWebhook, type Webhook } from '../providers/twilio/webhook.ts';
import { OPT_IN_WORDS, OPT_OUT_WORDS, type SmsTwilioConfig } from './config.ts';

/**
 * Reads a verified request, which is always about one message. What belongs to another account, number or channel is
 * ignored. Throws a `Failure` with code `invalid` when the body is not about a message of an account.
 */
export function receive(request: HookRequest, config: SmsTwilioConfig): Received {
  return receiveWebhook(request, {
    stranger: (webhook) => whyNotOurs(webhook, config),
    person: senderOf,
    message: (webhook) => messageEvents(webhook, config),
  });
}

function whyNotOurs({ parameters }: Webhook, config: SmsTwilioConfig): string | undefined {
  const [from, to] = ['From', 'To'].map((name) => parameters.get(name)?.trim() ?? '') as [string, string];
  if (parameters.get('AccountSid') !== config.accountSid) return 'it belongs to another Twilio account';
  const other = /^([a-z]+):/i.exec(from) ?? /^([a-z]+):/i.exec(to);
  if (other) return `it came by another channel (${other[1]})`;
  if (from === '' || to === '') return 'malformed: a message without sender or recipient';
  if (isService(config)) {
    const service = parameters.get('MessagingServiceSid');
    return service !== null && service !== config.sender ? 'it belongs to another messaging service' : undefined;
  }
  const ours = isStatus(parameters) ? from : to;
  return senderOf(ours).key === senderOf(config.sender).key ? undefined : 'it belongs to another number';
}

function messageEvents(webhook: Webhook, config: SmsTwilioConfig): ChannelEvent[] {
  const { id, parameters, at } = webhook;
  const text = parameters.get('Body') ?? '';
  const files = filesOf(parameters);
  if (files.length === 0 && !parameters.has('Body')) return [ignored(id, 'it has neither a text nor a file')];
  const sender = senderOf(parameters.get('From') ?? '');
  const word = controlWordOf(webhook, config);
  const common = { type: 'message', at, sender, ...(word?.answered && { standby: true as const }) } as const;
  const album = files.length > 1 && { album: id };
  const messages = files.map((file, index): MessageEvent => {
    const content = index === 0 && text !== '' ? { ...file, caption: text } : file;
    return { ...common, id: index === 0 ? id : `${id}#${index}`, content, ...album };
  });
  if (messages.length === 0) messages.push({ ...common, id, content: { kind: 'text', text } });
  return word?.allowed === undefined ? messages : [preferenceOf(webhook, sender, word.allowed), ...messages];
}

/** What a word says about being written to, and whether Twilio has answered it. */
type ControlWord = { allowed?: boolean; answered: boolean };

/**
 * A word that Twilio has answered by itself: the message is then recorded and our side stays silent. With advanced
 * opt-out Twilio says so; without, its fixed words count when they stand alone.
 */
function controlWordOf({ parameters }: Webhook, config: SmsTwilioConfig): ControlWord | undefined {
  const type = parameters.get('OptOutType')?.toUpperCase();
  if (type === 'STOP') return { allowed: false, answered: true };
  if (type === 'START') return { allowed: true, answered: true };
  if (type) return { answered: true };
  const word = (parameters.get('Body') ?? '').trim().toUpperCase();
  const stops = config.optOutWords ?? OPT_OUT_WORDS;
  if (stops.some((each) => each.toUpperCase() === word)) return { allowed: false, answered: true };
  // It is the answer to many a question too, and Twilio says nothing to those who had not opted out.
  if (word === 'YES') return { allowed: true, answered: false };
  return OPT_IN_WORDS.includes(word) ? { allowed: true, answered: true } : undefined;
}

function preferenceOf({ id, parameters, at }: Webhook, sender: Sender, allowed: boolean): PreferenceEvent {
  const how = `replied ${(parameters.get('Body') ?? '').trim()} by SMS`;
  return { type: 'preference', id: `${id}#preference`, at, sender, purpose: 'all', allowed, how };
}
