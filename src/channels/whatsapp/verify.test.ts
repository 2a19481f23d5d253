import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { HookRequest } from '../channel.ts';
import type { WhatsAppConfig } from './config.ts';
import { verify } from './verify.ts';

const config: WhatsAppConfig = { phoneNumberId: '1', appSecret: 'new', verifyToken: 'token', accessToken: 'access' };
const body = Buffer.from('{"text":"citt\\u00e0"}');

function signed(key: string, prefix = 'sha256', algorithm = 'sha256'): HookRequest {
  const signature = `${prefix}=${createHmac(algorithm, key).update(body).digest('hex')}`;
  return { method: 'POST', url: 'https://a.example/h', query: {}, headers: { 'x-hub-signature-256': signature }, body };
}

test('while a secret is rotated, both the new and the previous one verify', () => {
  const rotating = { ...config, previousAppSecret: 'old' };
  assert.equal(verify(signed('new'), rotating), true);
  assert.equal(verify(signed('old'), rotating), true);
  assert.equal(verify(signed('older'), rotating), false);
  assert.equal(verify(signed('old'), config), false);
});

test('an empty secret or token verifies nothing', () => {
  const empty = { ...config, appSecret: '', previousAppSecret: '', verifyToken: '' };
  assert.equal(verify(signed(''), empty), false);
  const query = { 'hub.mode': 'subscribe', 'hub.verify_token': '' };
  assert.equal(verify({ ...signed(''), method: 'GET', query }, empty), false);
});

test('the older sha1 signature counts for nothing', () => {
  const sha1 = `sha1=${createHmac('sha1', 'new').update(body).digest('hex')}`;
  assert.equal(verify({ ...signed('new'), headers: { 'x-hub-signature': sha1 } }, config), false);
  assert.equal(verify(signed('new', 'sha1', 'sha1'), config), false);
  const both = { ...signed('new').headers, 'x-hub-signature': 'sha1=00' };
  assert.equal(verify({ ...signed('new'), headers: both }, config), true);
});

test('the known digest of a known body verifies', () => {
  const request = {
    ...signed('x'),
    headers: { 'x-hub-signature-256': KNOWN_DIGEST },
    body: Buffer.from('Hello, World!'),
  };
  assert.equal(verify(request, { ...config, appSecret: "It's a Secret to Everybody" }), true);
});

test('a header or query that is not a text is no proof and no accident', () => {
  const list = ['sha256=00'] as unknown as string;
  assert.equal(verify({ ...signed('new'), headers: { 'x-hub-signature-256': list } }, config), false);
  const query = { 'hub.mode': 'subscribe', 'hub.verify_token': ['token'] as unknown as string };
  assert.equal(verify({ ...signed('new'), method: 'GET', query }, config), false);
});

/** The published example of this signature scheme, which GitHub shares. */
const KNOWN_DIGEST = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';

void test('only GET and POST can be the provider, and only a whole signature counts', () => {
  const body = Buffer.from('{}');
  const signature = `sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`;
  const config = { phoneNumberId: '1', appSecret: 'secret', verifyToken: 'token', accessToken: 'x' };
  const request = (method: string, header: string) => ({
    method,
    url: '',
    query: {},
    headers: { 'x-hub-signature-256': header },
    body,
  });
  assert.equal(verify(request('POST', signature), config), true);
  assert.equal(verify(request('PUT', signature), config), false);
  assert.equal(verify(request('POST', `x${signature}`), config), false);
  assert.equal(verify(request('POST', `${signature}0`), config), false);
  const handshake = (mode: string) => ({
    ...request('GET', ''),
    query: { 'hub.mode': mode, 'hub.verify_token': 'token', 'hub.challenge': '1' },
  });
  assert.equal(verify(handshake('subscribe'), config), true);
  assert.equal(verify(handshake('unsubscribe'), config), false);
});
