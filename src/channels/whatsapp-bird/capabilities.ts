import type { Capabilities } from '../../message/capabilities.ts';
import { LIFETIME_MS } from '../providers/bird/bird-channel.ts';

/**
 * What WhatsApp through Bird carries, in Bird's forms and within WhatsApp's own limits. Bird has no head and foot for
 * choices, so that the text above them leaves room for both.
 */
export const capabilities: Capabilities = {
  source: 'https://docs.bird.com/api/channels-api/supported-channels/programmable-whatsapp/sending-whatsapp-messages',
  asOf: '2026-11-23',
  text: { max: 4096 },
  buttons: { max: 3, title: 20, body: 850 },
  list: { max: 10, title: 24, description: 72, body: 850, button: 20 },
  media: {
    kinds: ['image', 'video', 'audio', 'document', 'sticker'],
    caption: 1024,
    captioned: ['image', 'video', 'document'],
  },
  location: true,
  contacts: false,
  templates: true,
  reactions: false,
  window: { afterInboundMs: 24 * 3_600_000 },
  statuses: ['sent', 'delivered', 'read', 'failed'],
  lifetime: { maxMs: LIFETIME_MS },
  sendKey: false,
  proof: true,
};
