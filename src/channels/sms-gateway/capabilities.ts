import type { Capabilities } from '../../message/capabilities.ts';

/** What any SMS gateway carries: words alone. A connection may state figures of its own. */
export const capabilities: Capabilities = {
  source: 'https://www.3gpp.org/dynareport/23040.htm',
  asOf: '2026-11-22',
  text: { max: 1530 },
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
