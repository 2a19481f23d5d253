import type { Capabilities } from '../../message/capabilities.ts';

/** What Messenger carries. Above a choice's text there is room for a header and below it for a footer. */
export const capabilities: Capabilities = {
  source: 'https://developers.facebook.com/docs/messenger-platform/reference/send-api',
  asOf: '2026-11-22',
  text: { max: 2000 },
  buttons: { max: 13, title: 20, body: 1700 },
  media: { kinds: ['image', 'video', 'audio', 'document'], caption: 0, captioned: [] },
  location: false,
  contacts: false,
  templates: false,
  reactions: false,
  window: { afterInboundMs: 24 * 3_600_000, opened: true },
  statuses: ['sent', 'delivered', 'read'],
  typing: true,
  sendKey: false,
  proof: true,
};
