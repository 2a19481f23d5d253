import { createHmac } from 'node:crypto';
import { testProvider, type BusinessCall } from '../phone/provider.contract.ts';
import { viber } from './viber.ts';

const TOKEN = 'demo-viber-token-000000';
const SENDER = { name: 'Rondine' };

const call = (method: string, body: BusinessCall['body'], token = TOKEN): BusinessCall => ({
  path: `/pa/${method}`,
  headers: { 'x-viber-auth-token': token },
  ...(body !== undefined && { body }),
});

const text = (to: string, words: string) => ({ receiver: to, type: 'text', text: words, sender: SENDER });

testProvider({
  kind: viber,
  signed: ({ headers, bytes }) =>
    headers['x-viber-content-signature'] === createHmac('sha256', TOKEN).update(bytes).digest('hex'),
  subscribe: (url) =>
    call('set_webhook', { url, event_types: ['delivered', 'seen', 'failed', 'conversation_started'] }),
  text: (to, words) => call('send_message', text(to, words)),
  stranger: (to, words) => call('send_message', text(to, words), 'another-token-000000000'),
  choices: (to, words, choices) => {
    const Buttons = choices.map(({ id, title }) => ({
      Columns: 3,
      Rows: 1,
      Text: title,
      ActionType: 'reply',
      ActionBody: id,
    }));
    return call('send_message', { ...text(to, words), keyboard: { Type: 'keyboard', Buttons } });
  },
  accepted: ({ status, text: answer }) => status === 200 && (JSON.parse(answer) as { status: number }).status === 0,
  statuses: { delivered: /"event":"delivered"/, read: /"event":"seen"/, failed: /"event":"failed"/ },
});
