import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCustomer } from '../phone/customer.ts';
import { testProvider } from '../phone/provider.contract.ts';
import { demoOptions } from '../phone/run-many.ts';
import { startPhone } from '../phone/server.ts';
import { metaCase, sender } from '../providers/meta/testing/provider-case.ts';
import { instagram } from './instagram.ts';

const ACCOUNT = '17841400000000001';

const account = { account: ACCOUNT, token: 'demo-instagram-token' };
const message = sender(account);

testProvider(metaCase({ kind: instagram, ...account, statuses: { sent: /"is_echo":true/, read: /"read":\{"mid"/ } }));

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
