import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HookRequest } from '../channel.ts';
import { FUZZ_RUNS } from '../contract/suite.ts';
import type { SmsVonageConfig } from './config.ts';
import { receive } from './receive.ts';
import { type SignatureMethod, signatureOf } from './signature.ts';
import { verify } from './verify.ts';

const AT = Date.UTC(2026, 10, 20, 9, 30);
const METHODS = ['MD5 hash', 'HMAC-MD5', 'HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512'] as const;
const config: SmsVonageConfig = {
  apiKey: 'abcd1234',
  sender: '393990000001',
  apiSecret: 'api-secret',
  signatureSecret: 'signature-secret',
};
const MESSAGE = {
  msisdn: '393331234567',
  to: '393990000001',
  messageId: '0A01',
  text: 'un=due & tre',
  timestamp: String(AT / 1000),
};

function signed(given: Record<string, string> = MESSAGE, method: SignatureMethod = 'HMAC-SHA256'): URLSearchParams {
  const parameters = new URLSearchParams(given);
  const sig = signatureOf(parameters, { secret: config.signatureSecret, method });
  parameters.append('sig', sig?.toString('hex') ?? '');
  return parameters;
}

const HOOK = 'https://bot.example.com/hooks/sms';
const request = (rest: Partial<HookRequest>): HookRequest => ({
  method: 'POST',
  url: HOOK,
  query: {},
  headers: {},
  body: new Uint8Array(),
  at: AT,
  ...rest,
});
const posted = (parameters: URLSearchParams | string): HookRequest =>
  request({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(parameters.toString()),
  });
const json = (value: unknown) =>
  request({ headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) });

test('every method is taken where the account uses it, and only there', () => {
  for (const signatureMethod of METHODS) {
    const hook = posted(signed(MESSAGE, signatureMethod));
    assert.equal(verify(hook, { ...config, signatureMethod }), true, signatureMethod);
    for (const other of METHODS.filter((each) => each !== signatureMethod)) {
      assert.equal(verify(hook, { ...config, signatureMethod: other }), false, `${signatureMethod} as ${other}`);
    }
  }
});

test('a GET, a form and a JSON object are the same to the signature, and are read alike', () => {
  const parameters = signed();
  const hooks = [
    request({ method: 'GET', url: `${HOOK}?${parameters.toString()}` }),
    posted(parameters),
    json(Object.fromEntries(parameters)),
    json({ ...Object.fromEntries(parameters), timestamp: AT / 1000 }),
  ];
  for (const hook of hooks) {
    assert.equal(verify(hook, config), true);
    assert.deepEqual(receive(hook, config), receive(hooks[0] ?? assert.fail(), config));
  }
  assert.equal(verify({ ...request({ method: 'PUT' }), body: posted(parameters).body }, config), false);
});

test('without a signature, with an odd one, or with two, nothing verifies', () => {
  for (const sig of ['', '00', 'zz'.repeat(32), 'é', '0'.repeat(10_000)]) {
    const parameters = signed();
    parameters.set('sig', sig);
    assert.equal(verify(posted(parameters), config), false, sig.slice(0, 20));
  }
  const bare = signed();
  bare.delete('sig');
  assert.equal(verify(posted(bare), config), false);
  const twice = signed();
  twice.append('sig', twice.get('sig') ?? '');
  assert.equal(verify(posted(twice), config), false);
  for (const broken of ['[]', '{', '7']) assert.equal(verify({ ...json(1), body: Buffer.from(broken) }, config), false);
});

test('a name that is given twice, or that hides a separator, is no parameter', () => {
  const twice = signed();
  twice.append('text', 'altro');
  assert.equal(verify(posted(twice), config), false);
  assert.equal(signatureOf(new URLSearchParams([['a=b', 'c']]), { secret: 's', method: 'MD5 hash' }), undefined);
});

test('a signature holds for five minutes both ways, or as long as the connection says', () => {
  const hook = posted(signed());
  for (const [late, good] of [
    [0, true],
    [300_000, true],
    [-300_000, true],
    [301_000, false],
    [-301_000, false],
  ] as const) {
    assert.equal(verify({ ...hook, at: AT + late }, config), good, `${late} ms`);
  }
  assert.equal(verify({ ...hook, at: AT + 86_400_000 }, { ...config, signatureAgeSeconds: 86_400 }), true);
  const { timestamp: _none, ...timeless } = MESSAGE;
  assert.equal(verify(posted(signed(timeless)), config), false, 'no time at all');
});

test('the previous secret is good while the secret is being changed', () => {
  const changed = { ...config, signatureSecret: 'a-new-secret' };
  assert.equal(verify(posted(signed()), changed), false);
  assert.equal(verify(posted(signed()), { ...changed, previousSignatureSecret: config.signatureSecret }), true);
});

test('no changed parameter is let in', () => {
  const form = Buffer.from(signed().toString());
  const meaning = (text: string) =>
    [...new URLSearchParams(text)]
      .map((pair) => pair.join('=').replace(/[&=]/g, '_'))
      .sort()
      .join();
  const place = fc.tuple(fc.nat({ max: form.length - 1 }), fc.integer({ min: 32, max: 126 }));
  fc.assert(
    fc.property(place, ([index, byte]) => {
      const changed = Buffer.from(form);
      changed[index] = byte;
      const text = changed.toString();
      return !verify(posted(text), config) || meaning(text).toLowerCase() === meaning(form.toString()).toLowerCase();
    }),
    { numRuns: FUZZ_RUNS / 2 },
  );
});
