import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import type { BusinessCall } from '../phone/provider.contract.ts';
import { testProvider } from '../phone/provider.contract.ts';
import type { Inbound } from './inbound.ts';
import { whatsapp } from './whatsapp.ts';

const DEEDS: readonly Inbound[] = [
  { button: { id: 'yes', title: 'Sì' } },
  { list: { id: 'm', title: 'Mattina', description: '9-12' } },
  { templateButton: { payload: 'STOP', text: 'Basta' } },
  { form: { values: { name: 'Ada' } } },
  { order: { catalogId: '1', items: [{ productId: 'p', quantity: 1, price: 9.5, currency: 'EUR' }] } },
  { unsupported: true },
  { welcome: true },
  { marketing: false },
  { changeUserId: { userId: 'IT.1' } },
  { changeNumber: { number: '393330000099' } },
];

function send(message: JsonObject, token = 'demo-access-token'): BusinessCall {
  return {
    path: '/v26.0/106540352242922/messages',
    headers: { authorization: `Bearer ${token}` },
    body: { messaging_product: 'whatsapp', recipient_type: 'individual', ...message },
  };
}

testProvider({
  kind: whatsapp,
  signed: ({ headers, bytes }) =>
    headers['x-hub-signature-256'] === `sha256=${createHmac('sha256', 'demo-app-secret').update(bytes).digest('hex')}`,
  text: (to, body) => send({ to, type: 'text', text: { body } }),
  stranger: (to, body) => send({ to, type: 'text', text: { body } }, 'wrong'),
  choices: (to, text, choices) => {
    const buttons = choices.map((reply) => ({ type: 'reply', reply }));
    return send({ to, type: 'interactive', interactive: { type: 'button', body: { text }, action: { buttons } } });
  },
  accepted: ({ status }) => status === 200,
  deeds: DEEDS,
  statuses: { sent: /"status":"sent"/, delivered: /"status":"delivered"/, read: /"status":"read"/, failed: /131026/ },
});
