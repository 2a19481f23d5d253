import { createHash, createHmac } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import { testProvider, type BusinessCall } from '../phone/provider.contract.ts';
import { smsBird } from './sms-bird.ts';

const WORKSPACE = '00000000-0000-4000-8000-000000000001';
const CHANNEL = '00000000-0000-4000-8000-000000000002';

const call = (path: string, body: JsonObject, key = 'demo-access-key'): BusinessCall => ({
  path,
  headers: { authorization: `AccessKey ${key}` },
  body,
});

const text = (to: string, words: string, key?: string): BusinessCall => {
  const receiver = { contacts: [{ identifierKey: 'phonenumber', identifierValue: `+${to}` }] };
  const body = { receiver, body: { type: 'text', text: { text: words } } };
  return call(`/workspaces/${WORKSPACE}/channels/${CHANNEL}/messages`, body, key);
};

testProvider({
  kind: smsBird,
  signed: ({ url, bytes, headers }) => {
    const head = Buffer.from(`${headers['messagebird-request-timestamp']}\n${url}\n`);
    const signed = Buffer.concat([head, createHash('sha256').update(bytes).digest()]);
    return (
      headers['messagebird-signature'] === createHmac('sha256', 'demo-signing-key').update(signed).digest('base64')
    );
  },
  subscribe: (url) =>
    call(`/organizations/o-1/workspaces/${WORKSPACE}/webhook-subscriptions`, {
      service: 'channels',
      event: 'sms.inbound',
      url,
      signingKey: 'demo-signing-key',
    }),
  text: (to, words) => text(to, words),
  stranger: (to, words) => text(to, words, 'wrong'),
  accepted: ({ status }) => status === 202,
  statuses: { sent: /"status":"sent"/, delivered: /"status":"delivered"/, failed: /"status":"delivery_failed"/ },
});
