import type { MessageEvent } from '../../message/channel-event.ts';
import type { ChannelIo } from '../channel.ts';
import { graphUrl, type WhatsAppConfig } from './config.ts';
import { callGraph } from './graph.ts';

/** Changes of another message: there is nothing to read, and nobody waits for words. */
const SILENT: ReadonlySet<MessageEvent['content']['kind']> = new Set(['reaction', 'edit', 'revoke', 'opened']);

/**
 * Marks a person's message as read and shows that somebody is writing, in one call. Typing ends by itself with the
 * answer, or after about 25 seconds. Nothing of it is told for remarks on other messages.
 */
export async function acknowledge({ id, content }: MessageEvent, io: ChannelIo<WhatsAppConfig>): Promise<void> {
  if (SILENT.has(content.kind)) return;
  await callGraph(io, {
    method: 'POST',
    url: graphUrl(io.config, `${encodeURIComponent(io.config.phoneNumberId)}/messages`),
    json: { messaging_product: 'whatsapp', status: 'read', message_id: id, typing_indicator: { type: 'text' } },
  });
}
