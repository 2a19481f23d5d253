import type { Capabilities } from '../../message/capabilities.ts';

/** Longest text of a message, in bytes of UTF-8. */
export const TEXT_MAX_BYTES = 2048;

/**
 * What customer-service messages carry. The limits of a menu in a message are not documented: these figures keep it
 * readable on a phone and, with header and footer, within the size of a text. Following and scanning, too, open the
 * chat, but for a minute only: what comes later is refused by WeChat. Receipts exist for templates alone, so none are
 * promised here.
 */
export const capabilities: Capabilities = {
  source: 'https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html',
  asOf: '2026-11-22',
  text: { max: TEXT_MAX_BYTES, unit: 'bytes' },
  buttons: { max: 10, title: 40, body: 1200 },
  media: { kinds: ['image', 'video', 'audio'], caption: 0, captioned: [] },
  location: false,
  contacts: false,
  templates: true,
  reactions: false,
  window: { afterInboundMs: 48 * 3_600_000, opened: true },
  typing: true,
  sendKey: false,
  proof: false,
};
