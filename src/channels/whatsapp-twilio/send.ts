import { Failure } from '../../base/failure.ts';
import type { MediaContent } from '../../message/content.ts';
import type { ChannelIo, OutboundMessage } from '../channel.ts';
import { isService } from '../providers/twilio/account.ts';
import { createMessage, statusAddress } from '../providers/twilio/send.ts';
import { addressFor, withPrefix } from './address.ts';
import type { WhatsAppTwilioConfig } from './config.ts';
import { templatePairs } from './template.ts';

type Io = ChannelIo<WhatsAppTwilioConfig>;

/**
 * Sends one part and resolves to its SID; see `createMessage` for what happens twice. A template is looked up first: its
 * content says which of its variables each value fills.
 */
export async function send(message: OutboundMessage, io: Io): Promise<{ id: string }> {
  const { config } = io;
  const to = addressFor(message.to);
  if (to === undefined) throw invalid('The contact has no phone number; add one with its prefix.');
  const form = new URLSearchParams({ To: to });
  if (isService(config)) form.set('MessagingServiceSid', config.sender);
  else form.set('From', withPrefix(config.sender));
  for (const [name, value] of await contentPairs(message, io)) form.append(name, value);
  if (config.statusCallback) form.set('StatusCallback', statusAddress(config.statusCallback, message.key));
  return createMessage(io, form);
}

async function contentPairs({ content }: OutboundMessage, io: Io): Promise<[string, string][]> {
  if (content.kind === 'text') return [['Body', content.text]];
  if (content.kind === 'media') return mediaPairs(content);
  if (content.kind === 'template') return templatePairs(content, io);
  throw new Failure({
    code: 'unsupported',
    message: `WhatsApp through Twilio cannot carry content of the kind ${content.kind}.`,
  });
}

function mediaPairs({ media, url, file, caption }: MediaContent): [string, string][] {
  const link = url ?? file?.id;
  if (!link) throw invalid(`The ${media} has neither a link nor a file.`);
  return [...(caption ? [['Body', caption] as [string, string]] : []), ['MediaUrl', link]];
}

function invalid(message: string): Failure {
  return new Failure({ code: 'invalid', message });
}
