import type { ChannelIo } from '../channel.ts';
import { graphUrl, type WhatsAppConfig } from './config.ts';
import { textAt } from './fields.ts';
import { callGraph } from './graph.ts';

/** The link that opens a chat with the number and has the text ready to be sent: https://faq.whatsapp.com/5913398998672934 */
export async function chatLink(text: string, io: ChannelIo<WhatsAppConfig>): Promise<string | undefined> {
  const url = graphUrl(io.config, `${io.config.phoneNumberId}?fields=display_phone_number`);
  const number = textAt(await callGraph(io, { method: 'GET', url }), 'display_phone_number');
  const digits = number?.replaceAll(/\D/g, '') ?? '';
  return digits === '' ? undefined : `https://wa.me/${digits}?text=${encodeURIComponent(text)}`;
}
