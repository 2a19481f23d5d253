import type { Capabilities } from '../../message/capabilities.ts';

/** Longest text of a message, in characters. */
export const TEXT_MAX = 4096;

/**
 * What the Bot API carries. The length of a button and their number are not documented: a keyboard of so many rows can
 * still be used on a phone and stays below the size that Telegram takes. The text of a question leaves room for header
 * and footer. There are no receipts of any kind.
 */
export const capabilities: Capabilities = {
  source: 'https://core.telegram.org/bots/api',
  asOf: '2026-11-22',
  text: { max: TEXT_MAX },
  buttons: { max: 40, title: 64, body: 3500 },
  media: { kinds: ['image', 'video', 'audio', 'document', 'sticker'], caption: 1024 },
  location: true,
  contacts: true,
  templates: false,
  reactions: true,
  typing: true,
  sendKey: false,
  proof: false,
};
