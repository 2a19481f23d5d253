import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import type { HookRequest } from '../channel.ts';
import type { SmsGatewayConfig } from './config.ts';
import { verify } from './verify.ts';

const AT = Date.UTC(2026, 10, 20);
const BODY = Buffer.from('{"from":"39333"}');
const basis: SmsGatewayConfig = {
  sender: '393990000001',
  authSecret: 'the-secret',
  previousAuthSecret: 'the-previous-secret',
  send: { url: 'https://gateway.example.com' },
};

const request = (rest: Partial<HookRequest>): HookRequest => ({
  method: 'POST',
  url: 'https://bot.example.com/hooks/sms',
  query: {},
  headers: {},
  body: BODY,
  at: AT,
  ...rest,
});

describe('a secret', () => {
  for (const [name, config, good, bad] of [
    [
      'in a header of its own',
      { ...basis, auth: 'header', authName: 'X-Key' } as const,
      (secret: string) => ({ headers: { 'x-key': secret } }),
      { headers: { 'x-webhook-secret': 'the-secret' } },
    ],
    [
      'in the query',
      { ...basis, auth: 'query' } as const,
      (secret: string) => ({ query: { secret } }),
      { query: { key: 'the-secret' } },
    ],
    [
      'as a password',
      { ...basis, auth: 'basic', authUser: 'ada' } as const,
      (secret: string) => ({ headers: { authorization: `Basic ${Buffer.from(`ada:${secret}`).toString('base64')}` } }),
      { headers: { authorization: `Basic ${Buffer.from('bruno:the-secret').toString('base64')}` } },
    ],
  ] as const) {
    test(`${name} is compared with the present one and the previous one`, () => {
      assert.equal(verify(request(good('the-secret')), config), true);
      assert.equal(verify(request(good('the-previous-secret')), config), true);
      for (const wrong of ['', 'the-secre', 'the-secrets', 'THE-SECRET', 'the-sécret']) {
        assert.equal(verify(request(good(wrong)), config), false, wrong);
      }
      assert.equal(verify(request(bad), config), false);
      assert.equal(verify(request({}), config), false);
      assert.equal(verify(request({ ...good('the-secret'), method: 'DELETE' }), config), false);
    });
  }

  test('that is empty proves nothing', () => {
    const config = { ...basis, auth: 'header', authSecret: '', previousAuthSecret: '' } as const;
    assert.equal(verify(request({ headers: { 'x-webhook-secret': '' } }), config), false);
  });
});

describe('a signature', () => {
  const mac = (text: string) => createHmac('sha256', 'the-secret').update(text);
  const stamp = String(AT / 1000);

  test('holds for its age, in seconds or milliseconds', () => {
    for (const [made, good] of [
      [stamp, true],
      [String(AT), true],
      [String(AT / 1000 - 300), true],
      [String(AT / 1000 - 301), false],
      [String(AT / 1000 + 301), false],
      ['soon', false],
    ] as const) {
      const headers = { 'x-timestamp': made, 'x-signature': mac(`${made}.${BODY.toString()}`).digest('hex') };
      assert.equal(verify(request({ headers }), basis), good, made);
    }
  });

  test('may be in base64, over the body alone, in another header, with its algorithm in front', () => {
    const config: SmsGatewayConfig = { ...basis, authName: 'X-Sign', signature: { encoding: 'base64', over: 'body' } };
    const signature = mac(BODY.toString()).digest('base64');
    assert.equal(verify(request({ headers: { 'x-sign': signature } }), config), true);
    assert.equal(verify(request({ headers: { 'x-sign': `sha256=${signature}` } }), config), true);
    assert.equal(verify(request({ headers: { 'x-sign': signature }, body: Buffer.from('{}') }), config), false);
  });

  test('of a GET is over its query', () => {
    const get = {
      method: 'GET',
      url: 'https://bot.example.com/hooks/sms?from=39333&text=Ciao',
      body: new Uint8Array(),
    };
    const headers = { 'x-timestamp': stamp, 'x-signature': mac(`${stamp}.from=39333&text=Ciao`).digest('hex') };
    assert.equal(verify(request({ ...get, headers }), basis), true);
    assert.equal(verify(request({ ...get, url: `${get.url}!`, headers }), basis), false);
  });
});
