import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { createCustomer } from '../phone/customer.ts';
import { testProvider, type BusinessCall } from '../phone/provider.contract.ts';
import { demoOptions } from '../phone/run-many.ts';
import { startPhone } from '../phone/server.ts';
import { instagram } from './instagram.ts';

const ACCOUNT = '17841400000000001';

const call = (path: string, body: JsonObject, token = 'demo-instagram-token'): BusinessCall => ({
  path: `/v26.0/${path}`,
  headers: { authorization: `Bearer ${token}` },
  body,
});

const message = (to: string, rest: JsonObject, token?: string): BusinessCall =>
  call(`${ACCOUNT}/messages`, { recipient: { id: to }, messaging_type: 'RESPONSE', message: rest }, token);

testProvider({
  kind: instagram,
  signed: ({ bytes, headers }) =>
    headers['x-hub-signature-256'] === `sha256=${createHmac('sha256', 'demo-app-secret').update(bytes).digest('hex')}`,
  text: (to, text) => message(to, { text }),
  stranger: (to, text) => message(to, { text }, 'wrong'),
  choices: (to, text, choices) => {
    const quick_replies = choices.map(({ id, title }) => ({ content_type: 'text', title, payload: id }));
    return message(to, { text, quick_replies });
  },
  accepted: ({ status, text }) => status === 200 && text.includes('"message_id"'),
  silent: ['block'],
  statuses: { sent: /"is_echo":true/, read: /"read":\{"mid"/ },
});

test('count a text in bytes, and refuse what comes a day late', async (t) => {
  const server = await startPhone({}, (phone) => instagram.open(phone, demoOptions(instagram)));
  t.after(() => server.close());
  const ada = instagram.person(1);
  createCustomer(server.phone, { userId: ada, name: 'Ada Rossi' }).say('Ciao');
  const refusal = async (text: string) => {
    const { path, headers, body } = message(ada, { text });
    const response = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { ...headers },
      body: JSON.stringify(body),
    });
    const { error } = (await response.json()) as { error?: { code: number; error_subcode?: number } };
    return error && [error.code, error.error_subcode].filter(Boolean).join('/');
  };
  assert.equal(await refusal('è'.repeat(500)), undefined);
  assert.equal(await refusal('è'.repeat(501)), '100');
  server.phone.advance(25 * 3_600_000);
  assert.equal(await refusal('Ciao'), '10/2534022');
});

test('renew a token, and take the new one only', async (t) => {
  const server = await startPhone({}, (phone) => instagram.open(phone, demoOptions(instagram)));
  t.after(() => server.close());
  const renew = async (token: string) => {
    const query = new URLSearchParams({ grant_type: 'ig_refresh_token', access_token: token });
    const response = await fetch(`${server.url}/refresh_access_token?${query.toString()}`);
    return (await response.json()) as { access_token?: string; expires_in?: number };
  };
  const { access_token: token = '', expires_in: seconds } = await renew('demo-instagram-token');
  assert.equal(seconds, 60 * 86_400);
  const profile = (by: string) =>
    fetch(`${server.url}/v26.0/${ACCOUNT}?fields=user_id,username`, { headers: { authorization: `Bearer ${by}` } });
  assert.equal((await profile(token)).status, 200);
  assert.equal((await profile('demo-instagram-token')).status, 401);
  assert.equal((await renew('demo-instagram-token')).access_token, undefined);
});
