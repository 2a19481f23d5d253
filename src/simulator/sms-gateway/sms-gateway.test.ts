import { createHmac } from 'node:crypto';
import { testProvider, type BusinessCall } from '../phone/provider.contract.ts';
import { smsGateway } from './sms-gateway.ts';

const text = (to: string, words: string, secret = 'demo-send-secret'): BusinessCall => ({
  path: '/messages',
  headers: { authorization: `Bearer ${secret}` },
  body: { to: `+${to}`, from: '+393990000003', text: words, reference: 'run-1#1' },
});

testProvider({
  kind: smsGateway,
  signed: ({ bytes, headers }) => {
    const signed = createHmac('sha256', 'demo-webhook-secret').update(`${headers['x-timestamp']}.`).update(bytes);
    return headers['x-signature'] === signed.digest('hex');
  },
  text: (to, words) => text(to, words),
  stranger: (to, words) => text(to, words, 'wrong'),
  accepted: ({ status }) => status === 200,
  statuses: { sent: /"status":"sent"/, delivered: /"status":"delivered"/, failed: /"status":"failed".*"unreachable"/ },
});
