import type { LineConfig } from '../../../src/channels/line/config.ts';
import { line } from '../../../src/channels/line/line.ts';
import type { Conformance } from '../recorded.ts';
import { line as lineSpec } from '../specs/providers.ts';

const ADA = 'U206d25c2ea6bd87c17655609a1c37cb8';

/** LINE's recordings: one event each and one request with all of them, signed with the channel's secret. */
export const conformance: Conformance<LineConfig> = {
  channel: line,
  folder: 'line',
  configFor: ({ secret }) => ({ channelSecret: String(secret?.['channelSecret']), accessToken: 'token-of-the-tests' }),
  // Chats of several people, and news that belong to no conversation.
  leavesAlone: /group|room|beacon|accountlink|videoplaycomplete|undefined|batch/,
  to: { kind: 'user', value: ADA },
  outbound: {
    config: { channelSecret: 'secret-of-the-tests', accessToken: 'token-of-the-tests' },
    to: [{ kind: 'user', value: ADA }],
    answer: () => ({ status: 200, json: { sentMessages: [{ id: '1' }] } }),
    spec: lineSpec,
  },
};
