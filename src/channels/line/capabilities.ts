import type { Capabilities } from '../../message/capabilities.ts';

/** Longest text of a message, in UTF-16 units. */
export const TEXT_MAX = 5000;

/** Longest label of a button, in characters. */
export const LABEL_MAX = 20;

/**
 * What the Messaging API carries. Up to 13 choices are buttons, which stand below the text; a list is a row of up to ten
 * cards with one button each. Words go in one request with their picture or film, so their length is that of a text.
 * LINE tells neither of delivery nor of reading. It drops a repeated push; a reply is repeated by its token, which is
 * used once.
 */
export const capabilities: Capabilities = {
  source: 'https://developers.line.biz/en/reference/messaging-api/',
  asOf: '2026-11-22',
  text: { max: TEXT_MAX },
  buttons: { max: 13, title: LABEL_MAX, body: 4000 },
  list: { max: 10, title: LABEL_MAX, description: 60, body: 4000, button: LABEL_MAX },
  media: { kinds: ['image', 'video', 'audio'], caption: TEXT_MAX },
  location: true,
  contacts: false,
  templates: false,
  reactions: false,
  statuses: [],
  typing: true,
  sendKey: true,
  proof: false,
};
