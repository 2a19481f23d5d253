import type { TelegramConfig } from '../../../src/channels/telegram/config.ts';
import { telegram } from '../../../src/channels/telegram/telegram.ts';
import type { Conformance } from '../recorded.ts';
import { telegram as telegramSpec } from '../specs/providers.ts';

/** Telegram's recordings: one update each, with the secret that the webhook was given. */
export const conformance: Conformance<TelegramConfig> = {
  channel: telegram,
  folder: 'telegram',
  configFor: ({ secret }) => ({ botToken: '7000:token-of-the-tests-AAA', ...secret }),
  // Chats of several people, and a poll's state, which belongs to no chat.
  leavesAlone: /group|channelPost|\.poll\./,
  to: { kind: 'user', value: '427770117' },
  outbound: {
    config: { botToken: '7000:token-of-the-tests-AAA' },
    to: [{ kind: 'user', value: '427770117' }],
    messageId: '427770117/1',
    answer: () => ({ status: 200, json: { ok: true, result: { message_id: 1, chat: { id: 427_770_117 } } } }),
    spec: telegramSpec,
  },
};
