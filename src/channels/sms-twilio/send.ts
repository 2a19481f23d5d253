import { Failure } from '../../base/failure.ts';
import { addressOf } from '../../message/address.ts';
import type { Content, MediaContent } from '../../message/content.ts';
import type { ChannelIo, OutboundMessage, Sent } from '../channel.ts';
import { isService } from '../providers/twilio/account.ts';
import { createMessage, statusAddress } from '../providers/twilio/send.ts';
import { VALIDITY } from './capabilities.ts';
import type { SmsTwilioConfig } from './config.ts';

/** Sends one part and resolves to its SID; see `createMessage` for what happens twice. */
export async function send(message: OutboundMessage, io: ChannelIo<SmsTwilioConfig>): Promise<Sent> {
  return createMessage(io, messageForm(message, io.config));
}

/** The form for one part: what the Messages resource takes. */
export function messageForm({ to, content, key }: OutboundMessage, config: SmsTwilioConfig): URLSearchParams {
  const number = addressOf(to, 'phone');
  if (!number) throw invalid('The contact has no phone number; add one with its prefix.');
  const form = new URLSearchParams({ To: number });
  form.set(isService(config) ? 'MessagingServiceSid' : 'From', config.sender);
  for (const [name, value] of contentPairs(content)) form.append(name, value);
  if (config.statusCallback) form.set('StatusCallback', statusAddress(config.statusCallback, key));
  const { ttlMs } = content as { ttlMs?: number };
  if (ttlMs !== undefined) form.set('ValidityPeriod', String(validityOf(ttlMs)));
  return form;
}

function contentPairs(content: Content): [string, string][] {
  if (content.kind === 'text') return [['Body', content.text]];
  if (content.kind === 'media') return mediaPairs(content);
  throw new Failure({ code: 'unsupported', message: `SMS cannot carry content of the kind ${content.kind}.` });
}

/** A file goes as MMS; only a connection whose capabilities were widened gets to here. */
function mediaPairs({ media, url, caption }: MediaContent): [string, string][] {
  if (!url) throw invalid(`The ${media} has no public link, so Twilio cannot fetch it.`);
  return [...(caption ? [['Body', caption] as [string, string]] : []), ['MediaUrl', url]];
}

function validityOf(ttlMs: number): number {
  return Math.min(Math.max(Math.floor(ttlMs / 1000), VALIDITY.min), VALIDITY.max);
}

function invalid(message: string): Failure {
  return new Failure({ code: 'invalid', message });
}
