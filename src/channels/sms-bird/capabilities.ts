import type { Capabilities } from '../../message/capabilities.ts';

/** What SMS through Bird carries: words alone. Figures are kept low where Bird's documentation gives none. */
export const capabilities: Capabilities = {
  source: 'https://docs.bird.com/api/channels-api/supported-channels/programmable-sms',
  asOf: '2026-11-22',
  text: { max: 1377 },
  location: false,
  contacts: false,
  templates: false,
  reactions: false,
  statuses: ['sent', 'delivered', 'failed'],
  segments: true,
  optOut: 'ours',
  sendKey: false,
  proof: true,
};
