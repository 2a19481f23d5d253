import type { Capabilities } from '../../message/capabilities.ts';
import { TEXT_MAX } from './config.ts';

/** Most bytes of a video and of any other file. */
export const MOST_BYTES = { video: 26_000_000, document: 50_000_000 } as const;

/**
 * What Viber's bot API carries. A whole message may have 30 KB, so the text of a question leaves room for its keyboard;
 * the number of buttons and the length of their titles are what can be read on a phone. Words are shown with pictures
 * only. Sound has no kind of its own and goes as a link; stickers go by numbers of Viber's own.
 */
export const capabilities: Capabilities = {
  source: 'https://developers.viber.com/docs/api/rest-bot-api/',
  asOf: '2026-11-22',
  text: { max: TEXT_MAX },
  buttons: { max: 24, title: 60, body: 3000 },
  media: { kinds: ['image', 'video', 'document'], caption: 768, captioned: ['image'] },
  location: true,
  contacts: true,
  templates: false,
  reactions: false,
  statuses: ['delivered', 'read', 'failed'],
  sendKey: false,
  proof: false,
};
