import type { Capabilities } from '../../message/capabilities.ts';
import { LIFETIME_MS } from '../providers/bird/bird-channel.ts';

/**
 * What Messenger through Bird carries. Bird shows buttons and files on it without figures, so that these are the lowest
 * of Messenger's own; above the buttons there is room for a head and below for a foot. Words go beside a file.
 */
export const capabilities: Capabilities = {
  source: 'https://docs.bird.com/api/channels-api/message-types/text',
  asOf: '2026-11-23',
  text: { max: 2000 },
  buttons: { max: 3, title: 20, body: 480 },
  media: { kinds: ['image', 'video', 'audio', 'document'], caption: 0, captioned: [] },
  location: false,
  contacts: false,
  templates: false,
  reactions: false,
  window: { afterInboundMs: 24 * 3_600_000 },
  statuses: ['sent', 'failed'],
  lifetime: { maxMs: LIFETIME_MS },
  sendKey: false,
  proof: true,
};
