import type { Capabilities } from '../../message/capabilities.ts';

/** Longest text of one message, in characters; Twilio cuts it into segments and the phone joins them. */
export const TEXT_MAX = 1600;

/** Shortest and longest time for which Twilio tries, in seconds. */
export const VALIDITY = { min: 1, max: 36_000 };

/**
 * What SMS through Twilio carries. Files go as links, since MMS reaches the United States, Canada and Australia only; a
 * connection that writes there may allow itself `media`, and they go as MMS.
 */
export const capabilities: Capabilities = {
  source: 'https://www.twilio.com/docs/messaging/api/message-resource',
  asOf: '2026-11-22',
  text: { max: TEXT_MAX },
  location: false,
  contacts: false,
  templates: false,
  reactions: false,
  statuses: ['sent', 'delivered', 'failed'],
  lifetime: { maxMs: VALIDITY.max * 1000 },
  segments: true,
  optOut: 'provider',
  sendKey: false,
  proof: true,
};
