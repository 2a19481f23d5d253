import type { Capabilities } from '../../message/capabilities.ts';

/** Shortest and longest time for which Vonage tries, in milliseconds. */
export const TTL = { minMs: 20_000, maxMs: 604_800_000 };

/** What SMS through Vonage carries: words alone, in as many segments as they take. */
export const capabilities: Capabilities = {
  source: 'https://developer.vonage.com/en/api/sms',
  asOf: '2026-11-22',
  text: { max: 1600 },
  location: false,
  contacts: false,
  templates: false,
  reactions: false,
  statuses: ['sent', 'delivered', 'failed'],
  lifetime: { maxMs: TTL.maxMs },
  segments: true,
  optOut: 'ours',
  sendKey: false,
  proof: true,
};
