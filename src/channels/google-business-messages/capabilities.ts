import type { Capabilities } from '../../message/capabilities.ts';

/** Longest text of a message, and of the words of a card. */
export const TEXT_MAX = 3072;
export const CARD_MAX = 2000;

/**
 * What Google Business Messages carried until it ended on 2024-07-31. Choices were suggestions below the text; a picture
 * with words was a card. Google knew a message by an id of ours and took it once. The lengths are those of its
 * successor, RCS for Business.
 */
export const capabilities: Capabilities = {
  source: 'https://developers.google.com/business-communications/business-messages',
  asOf: '2026-11-22',
  retired: '2024-07-31',
  text: { max: TEXT_MAX },
  buttons: { max: 13, title: 25, body: TEXT_MAX },
  media: { kinds: ['image'], caption: CARD_MAX },
  location: false,
  contacts: false,
  templates: false,
  reactions: false,
  window: { afterInboundMs: 30 * 86_400_000 },
  statuses: ['delivered', 'read'],
  typing: true,
  sendKey: true,
  proof: false,
};
