import type { Capabilities } from '../../message/capabilities.ts';

/** Longest text of one message, in characters. */
export const TEXT_MAX = 1600;

/** Longest text beside a file. */
export const CAPTION_MAX = 1024;

/**
 * What WhatsApp through Twilio carries. Buttons and lists exist there only as content that was prepared beforehand, so
 * choices that a flow makes up go as numbered lines; a prepared one is sent as a template.
 */
export const capabilities: Capabilities = {
  source: 'https://www.twilio.com/docs/whatsapp/api',
  asOf: '2026-11-22',
  text: { max: TEXT_MAX },
  media: { kinds: ['image', 'video', 'audio', 'document'], caption: CAPTION_MAX, captioned: ['image', 'video'] },
  location: false,
  contacts: false,
  templates: true,
  reactions: false,
  window: { afterInboundMs: 24 * 3_600_000 },
  statuses: ['sent', 'delivered', 'read', 'failed'],
  sendKey: false,
  proof: true,
};
