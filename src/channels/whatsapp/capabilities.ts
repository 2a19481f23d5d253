import type { Capabilities } from '../../message/capabilities.ts';

/** Longest header and footer of an interactive message, in characters. */
export const HEADER_AND_FOOTER_MAX = 60;

/** What the WhatsApp Cloud API carries. */
export const capabilities: Capabilities = {
  source: 'https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages',
  asOf: '2026-11-22',
  text: { max: 4096 },
  buttons: { max: 3, title: 20, body: 1024 },
  list: { max: 10, title: 24, description: 72, body: 1024, button: 20 },
  media: { kinds: ['image', 'video', 'audio', 'document', 'sticker'], caption: 1024 },
  location: true,
  contacts: true,
  templates: true,
  reactions: true,
  window: { afterInboundMs: 24 * 3_600_000 },
  statuses: ['sent', 'delivered', 'read', 'failed'],
  typing: true,
  sendKey: false,
  proof: 'always',
};
