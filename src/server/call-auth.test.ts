import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { AT, end, hookFlow, serveCalls, type Given } from './testing/call-world.ts';

const NOW_S = AT / 1000;
const BODY = '{ "b": 1.0,\t"a":"\\u00e8" }';
const signed = (text: string, key = 'a key of the shop') => createHmac('sha256', key).update(text).digest();
const good = signed(`${NOW_S}.${BODY}`);

const FLOWS = [
  hookFlow('token', { end }, { auth: { kind: 'bearer', secret: 'shopToken' } }),
  hookFlow('signed', { end }, { auth: { kind: 'hmac', secret: 'shopKey' } }),
  hookFlow(
    'own',
    { end },
    {
      methods: ['GET', 'POST'],
      auth: {
        kind: 'hmac',
        secret: 'shopKey',
        header: 'X-Shop-Sign',
        timestampHeader: 'X-Shop-Time',
        toleranceSeconds: 10,
      },
    },
  ),
  hookFlow('unset', { end }, { auth: { kind: 'bearer', secret: 'nobodySetIt' } }),
];

const hmac = (signature: string, time = String(NOW_S), body = BODY): Given => ({
  body,
  headers: { 'content-type': 'application/json', 'x-rondine-signature': signature, 'x-rondine-timestamp': time },
});
const own = (at: number, given: Given = {}): Given => ({
  ...given,
  headers: {
    'x-shop-sign': signed(`${at}.${typeof given.body === 'string' ? given.body : ''}`).toString('hex'),
    'x-shop-time': String(at),
  },
});
const bearer = (authorization: string): Given => ({ headers: { authorization } });

const TAKEN: Record<string, [path: string, given: Given]> = {
  'the right token': ['token', bearer('Bearer a-token')],
  'a scheme in small letters': ['token', bearer('bearer a-token')],
  'a signature in hexadecimal': ['signed', hmac(good.toString('hex'))],
  'a signature in capital letters with its name': ['signed', hmac(`SHA256=${good.toString('hex').toUpperCase()}`)],
  'a signature in base64': ['signed', hmac(good.toString('base64'))],
  'a signature in base64 with its name': ['signed', hmac(`sha256=${good.toString('base64')}`)],
  'a signature in headers of another name': ['own', own(NOW_S, { body: 'x' })],
  'a signature of nothing': ['own', own(NOW_S, { method: 'GET' })],
  'a signature ten seconds old': ['own', own(NOW_S - 10)],
  'a signature of a clock that is ten seconds fast': ['own', own(NOW_S + 10)],
};

for (const [title, [path, given]] of Object.entries(TAKEN))
  void test(`${title} is taken, and the flow does not see it`, async (t) => {
    const { call, runs } = await serveCalls(t, FLOWS, { secret: secretOf });
    assert.equal((await call(`/webhooks/${path}`, given)).status, 202);
    const shown = JSON.stringify((await runs())[0]?.input);
    for (const hidden of ['a-token', good.toString('hex'), good.toString('base64'), 'x-shop-sign"'])
      assert.ok(!shown.includes(hidden), shown);
  });

/** The token has no blanks, as tokens have none. */
function secretOf(name: string): string | undefined {
  return { shopToken: 'a-token', shopKey: 'a key of the shop' }[name];
}

const REFUSED: Record<string, [path: string, given: Given, says: RegExp]> = {
  'no token': ['token', {}, /"Authorization: Bearer <secret>" is missing/],
  'another scheme': ['token', bearer('Basic a-token'), /Authorization: Bearer/],
  'another token': ['token', bearer('Bearer a-tokeN'), /bearer token is not/],
  'half a token': ['token', bearer('Bearer a-tok'), /bearer token is not/],
  'no signature': ['signed', { body: BODY }, /"x-rondine-signature" with the signature is missing/],
  'no time': [
    'signed',
    { body: BODY, headers: { 'x-rondine-signature': good.toString('hex') } },
    /"x-rondine-timestamp" with the time of signing is missing/,
  ],
  'a time that is none': ['signed', hmac(good.toString('hex'), 'yesterday'), /no time in epoch seconds/],
  'a time in milliseconds': ['signed', hmac(good.toString('hex'), String(AT)), /no time in epoch seconds/],
  'an old signature': [
    'signed',
    hmac(signed(`${NOW_S - 301}.${BODY}`).toString('hex'), String(NOW_S - 301)),
    /more than 300 seconds from now/,
  ],
  'a signature from the future': ['own', own(NOW_S + 11), /more than 10 seconds from now/],
  'a signature under another time': ['signed', hmac(good.toString('hex'), String(NOW_S - 1)), /signature does not fit/],
  'a signature with another key': [
    'signed',
    hmac(signed(`${NOW_S}.${BODY}`, 'another').toString('hex')),
    /signature does not fit/,
  ],
  'a body changed after signing': [
    'signed',
    hmac(good.toString('hex'), String(NOW_S), BODY.replace('1.0', '1')),
    /signature does not fit/,
  ],
  'a signature of the body alone': ['signed', hmac(signed(BODY).toString('hex')), /signature does not fit/],
  'a signature that is none': ['signed', hmac('sha256=zz'), /no SHA-256 signature/],
  'a signature of another length': ['signed', hmac(good.toString('hex').slice(2)), /no SHA-256 signature/],
};

for (const [title, [path, given, says]] of Object.entries(REFUSED))
  void test(`${title} is refused with 401 and leaves nothing behind`, async (t) => {
    const { call, world } = await serveCalls(t, FLOWS, { secret: secretOf });
    const { status, json, text, headers } = await call(`/webhooks/${path}`, given);
    assert.deepEqual([status, json['type']], [401, 'urn:rondine:problem:unproven']);
    assert.match(String(json['detail']), says);
    assert.ok(headers.get('www-authenticate'));
    for (const secret of ['a-token', 'a key of the shop', good.toString('hex'), good.toString('base64')])
      assert.ok(!text.includes(secret), text);
    assert.equal(await world.store.count('seen'), 0);
    assert.equal(await world.store.count('run'), 0);
  });

void test('a webhook whose secret nobody has set takes no calls, not even with an empty token', async (t) => {
  const { call, world } = await serveCalls(t, FLOWS, { secret: () => undefined });
  for (const authorization of ['Bearer ', 'Bearer undefined', '']) {
    const { status, json } = await call('/webhooks/unset', bearer(authorization));
    assert.deepEqual([status, json['type']], [503, 'urn:rondine:problem:no-secret']);
  }
  assert.equal(await world.store.count('seen'), 0);
});
