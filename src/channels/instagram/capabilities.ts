import type { Capabilities } from '../../message/capabilities.ts';

/** What Instagram carries: texts are counted in bytes. Round a choice's text there is room for a header and a footer. */
export const capabilities: Capabilities = {
  source: 'https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api',
  asOf: '2026-11-22',
  text: { max: 1000, unit: 'bytes' },
  buttons: { max: 13, title: 20, body: 800 },
  media: { kinds: ['image', 'video', 'audio', 'document'], caption: 0, captioned: [] },
  location: false,
  contacts: false,
  templates: false,
  reactions: false,
  window: { afterInboundMs: 24 * 3_600_000, opened: true },
  statuses: ['sent', 'read'],
  typing: true,
  sendKey: false,
  proof: false,
};
