import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import type { HookRequest } from '../../channel.ts';
import { type BirdKeys, isSignedByBird } from './signature.ts';

const AT = Date.UTC(2026, 10, 20);
const SECONDS = AT / 1000;
const KEY = 'signing-key';
const URL = 'https://bot.example.com/hooks/sms?foo=1&bar=2';
const BODY = Buffer.from('{"a":1}');
const hash = (value: Uint8Array | string) => createHash('sha256').update(value).digest();

const request = (rest: Partial<HookRequest>): HookRequest => ({
  method: 'POST',
  url: URL,
  query: {},
  headers: {},
  body: BODY,
  at: AT,
  ...rest,
});
const keys = (signature: BirdKeys['signature']): BirdKeys => ({ keys: [KEY], signature, ageSeconds: 300 });

const encode = (value: JsonObject) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(claims: JsonObject, { alg = 'HS256', key = KEY }: { alg?: string; key?: string } = {}): string {
  const text = `${encode({ alg, typ: 'JWT' })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

const CLAIMS = {
  iss: 'MessageBird',
  nbf: SECONDS,
  exp: SECONDS + 60,
  jti: 'j-1',
  url_hash: hash(URL).toString('hex'),
  payload_hash: hash(BODY).toString('hex'),
};

const byToken = (jwt: string, rest: Partial<HookRequest> = {}) =>
  isSignedByBird(request({ headers: { 'messagebird-signature-jwt': jwt }, ...rest }), keys('jwt'));

test('a token is good for its address and its body', () => {
  assert.equal(byToken(token(CLAIMS)), true);
  assert.equal(byToken(token(CLAIMS), { url: URL.replace('foo=1&bar=2', 'bar=2&foo=1') }), false);
  assert.equal(byToken(token(CLAIMS), { body: Buffer.from('{"a":2}') }), false);
  assert.equal(byToken(token(CLAIMS), { body: new Uint8Array() }), false, 'a hash without a body');
  const { payload_hash: _none, ...bare } = CLAIMS;
  assert.equal(byToken(token(bare)), false, 'a body without a hash');
  assert.equal(byToken(token(bare), { body: new Uint8Array() }), true);
});

test('a token is good for its minute, from its issuer and by our algorithm', () => {
  assert.equal(byToken(token(CLAIMS), { at: AT + 66_000 }), false);
  assert.equal(byToken(token(CLAIMS), { at: AT - 6000 }), false);
  assert.equal(byToken(token({ ...CLAIMS, exp: 'never' })), false);
  assert.equal(byToken(token({ ...CLAIMS, iss: 'Somebody' })), false);
  for (const alg of ['none', 'HS512', 'RS256']) assert.equal(byToken(token(CLAIMS, { alg })), false, alg);
  assert.equal(byToken(token(CLAIMS, { key: 'another' })), false);
  for (const odd of ['', '.', '..', 'a.b.c', `${token(CLAIMS)}.x`, `${encode({ alg: 'none' })}.${encode(CLAIMS)}.`]) {
    assert.equal(byToken(odd), false, odd);
  }
});

function byHeaders(place: string, signature: 'bird' | 'legacy', rest: Partial<HookRequest> = {}): boolean {
  const signed = createHmac('sha256', KEY).update(`${SECONDS}\n${place}\n`).update(hash(BODY)).digest('base64');
  const headers = { 'messagebird-signature': signed, 'messagebird-request-timestamp': String(SECONDS) };
  return isSignedByBird(request({ headers, ...rest }), keys(signature));
}

test('Bird signs the whole address, the old way signs the sorted query', () => {
  assert.equal(byHeaders(URL, 'bird'), true);
  assert.equal(byHeaders('bar=2&foo=1', 'legacy'), true);
  assert.equal(byHeaders(URL, 'legacy'), false);
  assert.equal(byHeaders('bar=2&foo=1', 'bird'), false);
  assert.equal(byHeaders('', 'legacy', { url: 'https://bot.example.com/hooks/sms' }), true);
  assert.equal(byHeaders(URL, 'bird', { body: Buffer.from('{"a":2}') }), false);
});

test('signed headers hold for five minutes both ways', () => {
  for (const [late, good] of [
    [300_000, true],
    [-300_000, true],
    [301_000, false],
    [-301_000, false],
  ] as const) {
    assert.equal(byHeaders(URL, 'bird', { at: AT + late }), good, `${late}`);
  }
});

test('a key that is missing or empty proves nothing', () => {
  const signed = createHmac('sha256', '').update(`${SECONDS}\n${URL}\n`).update(hash(BODY)).digest('base64');
  const headers = { 'messagebird-signature': signed, 'messagebird-request-timestamp': String(SECONDS) };
  assert.equal(isSignedByBird(request({ headers }), { ...keys('bird'), keys: ['', undefined] }), false);
});
