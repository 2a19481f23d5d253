import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { HookRequest } from '../../channel.ts';
import { isSignedByTwilio } from './signature.ts';

const TOKEN = 'the-auth-token';
const FORM = 'To=%2B39333&Body=Ciao+a+tutti&Empty=&MediaUrl=b&MediaUrl=a&MediaUrl=b';
const SIGNED_FORM = 'BodyCiao a tuttiEmptyMediaUrlaMediaUrlbTo+39333';

function request(url: string, signed: string, rest: Partial<HookRequest> = {}): HookRequest {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'x-twilio-signature': createHmac('sha1', TOKEN).update(signed).digest('base64'),
    ...rest.headers,
  };
  return { method: 'POST', url, query: {}, body: Buffer.from(FORM), ...rest, headers };
}

const verifies = (...parameters: Parameters<typeof request>) => isSignedByTwilio(request(...parameters), [TOKEN]);

test('parameters are signed by name, each value once and in order, empty ones too', () => {
  assert.equal(verifies('https://a.example/h', `https://a.example/h${SIGNED_FORM}`), true);
  assert.equal(verifies('https://a.example/h', `https://a.example/hTo+39333`), false);
});

test('ports may be added or left out, and a fragment is not signed', () => {
  const seen = 'https://a.example/h?x=1';
  for (const signed of ['https://a.example:443/h?x=1', seen]) {
    assert.equal(verifies(seen, `${signed}${SIGNED_FORM}`), true, signed);
    assert.equal(verifies(`${seen}#rc=2`, `${signed}${SIGNED_FORM}`), true, signed);
  }
  assert.equal(verifies('https://a.example:8443/h', `https://a.example/h${SIGNED_FORM}`), true);
  assert.equal(verifies('https://a.example:8443/h', `https://a.example:8443/h${SIGNED_FORM}`), true);
  assert.equal(verifies('http://a.example/h', `http://a.example:80/h${SIGNED_FORM}`), true);
  assert.equal(verifies('https://a.example/h', `https://a.example:8443/h${SIGNED_FORM}`), false);
  assert.equal(verifies('http://a.example/h', `https://a.example/h${SIGNED_FORM}`), false);
});

test('user and password of the address are signed', () => {
  const url = 'https://ada:p4ss@a.example/h';
  assert.equal(verifies(url, `https://ada:p4ss@a.example:443/h${SIGNED_FORM}`), true);
  assert.equal(verifies(url, `https://a.example/h${SIGNED_FORM}`), false);
});

test('a query counts as written, as browsers write it, and as Twilio wrote it of old', () => {
  const seen = "https://a.example/h?q=l'ora+x";
  for (const query of ["l'ora+x", 'l%27ora+x', "l'ora%20x"]) {
    assert.equal(verifies(seen, `https://a.example/h?q=${query}${SIGNED_FORM}`), true, query);
  }
  assert.equal(verifies(seen, `https://a.example/h?q=l%27ora%2Bx${SIGNED_FORM}`), false);
});

test('a body that is no form counts by the hash in the signed address', () => {
  const body = Buffer.from('{"a":1}');
  const url = `https://a.example/h?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
  const json = { body, headers: { 'content-type': 'application/json' } };
  assert.equal(verifies(url, url, json), true);
  assert.equal(verifies(url, url, { ...json, body: Buffer.from('{"a":2}') }), false);
  assert.equal(verifies('https://a.example/h', 'https://a.example/h', json), false, 'nothing speaks for the body');
  assert.equal(verifies('https://a.example/h?bodySHA256=', 'https://a.example/h?bodySHA256=', json), false);
});

test('a GET is signed by its address alone and brings no body', () => {
  const url = 'https://a.example/h?MessageSid=SM1&Body=Ciao';
  assert.equal(verifies(url, url, { method: 'GET', body: new Uint8Array() }), true);
  assert.equal(verifies(url, url, { method: 'GET' }), false);
  assert.equal(verifies(url.replace('SM1', 'SM2'), url, { method: 'GET', body: new Uint8Array() }), false);
});

test('either of two tokens is good, and none at all is not', () => {
  const signed = request('https://a.example/h', `https://a.example/h${SIGNED_FORM}`);
  assert.equal(isSignedByTwilio(signed, ['another', TOKEN]), true);
  assert.equal(isSignedByTwilio(signed, ['another', undefined]), false);
  assert.equal(isSignedByTwilio(signed, ['']), false);
  assert.equal(isSignedByTwilio({ ...signed, url: 'no address' }, [TOKEN]), false);
});
