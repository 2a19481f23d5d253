import type { ViberConfig } from '../../../src/channels/viber/config.ts';
import { viber } from '../../../src/channels/viber/viber.ts';
import type { Conformance } from '../recorded.ts';

/** Viber's recordings: one event each, signed with the token of the bot. */
export const conformance: Conformance<ViberConfig> = {
  channel: viber,
  folder: 'viber',
  configFor: ({ secret }) => ({ authToken: String(secret?.['authToken']), name: 'Energia Rossi' }),
  to: { kind: 'user', value: '01234567890A=' },
};
