import type { Capabilities } from '../../message/capabilities.ts';
import { LIFETIME_MS } from '../providers/bird/bird-channel.ts';

/**
 * What Viber through Bird carries as far as Bird says so: words. Its documentation names the channel and how people are
 * addressed there, and has no examples of anything else; lengths are kept low for the same reason.
 */
export const capabilities: Capabilities = {
  source: 'https://docs.bird.com/api/channels-api/message-status-and-interactions',
  asOf: '2026-11-23',
  text: { max: 1000 },
  location: false,
  contacts: false,
  templates: false,
  reactions: false,
  statuses: ['sent', 'failed'],
  lifetime: { maxMs: LIFETIME_MS },
  sendKey: false,
  proof: true,
};
