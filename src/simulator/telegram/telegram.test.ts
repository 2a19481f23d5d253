import { testProvider, type BusinessCall } from '../phone/provider.contract.ts';
import type { TelegramDeed } from './updates.ts';
import { telegram } from './telegram.ts';

const TOKEN = '7000000001:demo-bot-token';
const SHARED: TelegramDeed = { shareNumber: true };

const call = (method: string, body: BusinessCall['body'], token = TOKEN): BusinessCall => ({
  path: `/bot${token}/${method}`,
  ...(body !== undefined && { body }),
});

testProvider({
  kind: telegram,
  signed: ({ headers }) => headers['x-telegram-bot-api-secret-token'] === 'contract-secret',
  subscribe: (url) =>
    call('setWebhook', {
      url,
      secret_token: 'contract-secret',
      allowed_updates: ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'],
    }),
  text: (to, text) => call('sendMessage', { chat_id: Number(to), text }),
  stranger: (to, text) => call('sendMessage', { chat_id: Number(to), text }, '7000000001:wrong'),
  choices: (to, text, choices) => {
    const buttons = choices.map(({ id, title }) => ({ text: title, callback_data: id }));
    return call('sendMessage', { chat_id: Number(to), text, reply_markup: { inline_keyboard: [buttons] } });
  },
  accepted: ({ status, text }) => status === 200 && (JSON.parse(text) as { ok: boolean }).ok,
  deeds: [SHARED],
  statuses: {},
});
