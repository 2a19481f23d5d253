import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { HttpResponse } from '../../net/http.ts';
import type { OutboundMessage } from '../channel.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { SmsGatewayConfig } from './config.ts';
import { requestFor, send } from './send.ts';
import { check, setup } from './setup.ts';
import { fill } from './template.ts';

const basis: SmsGatewayConfig = {
  sender: 'Rossi & Co',
  authSecret: 'the-secret',
  sendUser: 'ada',
  sendSecret: 'pass word',
  send: { url: 'https://gateway.example.com/send' },
};
const AWKWARD = 'È "qui" & {secret}?\n<b>100%</b> \\ fine 👋';

const message = (text: string, rest: Partial<OutboundMessage> = {}): OutboundMessage => ({
  to: [{ kind: 'phone', value: '+393331234567' }],
  content: { kind: 'text', text },
  key: 'run-1#2',
  ...rest,
});
const withSend = (given: Partial<SmsGatewayConfig['send']>): SmsGatewayConfig => ({
  ...basis,
  send: { ...basis.send, ...given },
});

describe('the request', () => {
  test('JSON takes any text, and what is filled in is never looked at again', () => {
    const { body, headers } = requestFor(message(AWKWARD), withSend({ body: '{"t":"{text}","x":{"y":"{to} {key}"}}' }));
    assert.deepEqual(JSON.parse(String(body)), { t: AWKWARD, x: { y: '+393331234567 run-1#2' } });
    assert.deepEqual(headers, { 'content-type': 'application/json' });
  });

  test('a form and a query are escaped as such', () => {
    const template = 'to={to}&text={text}&from={from}&user={user}&password={secret}';
    const form = requestFor(message(AWKWARD), withSend({ format: 'form', body: template, numbers: 'digits' }));
    const query = requestFor(message(AWKWARD), withSend({ method: 'GET', url: `https://g.example/?${template}` }));
    const pairs = { text: AWKWARD, from: 'Rossi & Co', user: 'ada', password: 'pass word' };
    assert.deepEqual(Object.fromEntries(new URLSearchParams(String(form.body))), { to: '393331234567', ...pairs });
    assert.deepEqual(Object.fromEntries(new URL(query.url).searchParams), { to: '+393331234567', ...pairs });
    assert.deepEqual([query.method, query.body], ['GET', undefined]);
  });

  test('XML is escaped, and loses only what XML cannot hold', () => {
    const xml = requestFor(
      message('<a> & "b"\u0007'),
      withSend({ format: 'xml', body: '<sms to="{to}">{text}</sms>' }),
    );
    assert.equal(xml.body, '<sms to="+393331234567">&lt;a&gt; &amp; &quot;b&quot;</sms>');
  });

  test('headers are filled in, and take nothing that would end them', () => {
    const headers = { Authorization: 'Basic {basic}', 'X-Ref': '{key}', 'Content-Type': 'text/csv' };
    assert.deepEqual(requestFor(message('x'), withSend({ headers, format: 'text', body: '{text}' })).headers, {
      'content-type': 'text/csv',
      authorization: `Basic ${Buffer.from('ada:pass word').toString('base64')}`,
      'x-ref': 'run-1#2',
    });
    for (const text of ['a\r\nX-Evil: 1', 'Ciao 👋']) {
      assert.throws(() => requestFor(message(text), withSend({ headers: { x: '{text}' } })), /header/);
    }
  });

  test('encoding, segments, lifetime and the form of numbers are at hand', () => {
    const config = withSend({ format: 'text', body: '{to} {encoding} {segments} {ttlSeconds}', numbers: 'zeros' });
    const content = { kind: 'text', text: `${'x'.repeat(160)}👋`, ttlMs: 90_000 } as const;
    assert.equal(requestFor(message('', { content }), config).body, '00393331234567 ucs2 3 90');
  });

  test('braces that hold no known name stay', () => {
    assert.equal(fill('{to} {nothing} {} {constructor}', { to: '1' }, 'text'), '1 {nothing} {} {constructor}');
  });

  test('only words go, and only to a number', () => {
    const nobody = message('x', { to: [{ kind: 'user', value: 'Poste' }] });
    assert.throws(() => requestFor(nobody, basis), /no phone number/);
    const location = message('', { content: { kind: 'location', latitude: 1, longitude: 2 } });
    assert.throws(() => requestFor(location, basis), /cannot carry/);
  });
});

describe('the answer', () => {
  const sending = (body: string, given: Partial<SmsGatewayConfig['send']>, status = 200) => {
    const response: HttpResponse = { status, headers: {}, body: Buffer.from(body), text: () => body };
    const io = channelIo<SmsGatewayConfig>({
      config: withSend(given),
      http: () => Promise.resolve(response),
      now: () => 0,
    });
    return send(message('x'), io);
  };

  test('an id may be nested in JSON, in pairs, the whole text, or our key', async () => {
    assert.deepEqual(await sending('{"data":[{"uid":7}]}', { messageId: 'data.0.uid' }), { id: '7' });
    assert.deepEqual(await sending('status=0&msgid=A-1\n', { messageId: 'msgid', code: 'status' }), { id: 'A-1' });
    assert.deepEqual(await sending(' A-2 \n', { messageId: 'body' }), { id: 'A-2' });
    assert.deepEqual(await sending('', { messageId: '' }), { id: 'run-1#2' });
  });

  test('a code under HTTP 200 is a refusal unless it means success', async () => {
    const given = { code: 'err', errors: { '7': 'not_found' } } as const;
    await assert.rejects(
      sending('{"err":7}', given),
      (thrown) => thrown instanceof Failure && thrown.code === 'not_found',
    );
    assert.deepEqual(await sending('{"err":0,"id":"1"}', given), { id: '1' });
  });
});

describe('looking at a connection', () => {
  const look = async (config: SmsGatewayConfig) => {
    const io = channelIo<SmsGatewayConfig>({ config, http: () => assert.fail('nobody is called'), now: () => 0 });
    return check(io);
  };

  test('a template that breaks with quotes in the text is found', async () => {
    const [good] = await look(withSend({ body: '{"t":"{text}"}' }));
    const [bad] = await look(withSend({ body: '{"t":{text}}' }));
    assert.deepEqual([good?.ok, bad?.ok, bad?.fix !== undefined], [true, false, true]);
  });

  test('webhooks that are not signed come with advice', async () => {
    const [, proof] = await look({ ...basis, auth: 'header' });
    assert.ok(proof?.ok && proof.fix);
  });

  test('every way of proving has its instructions', () => {
    for (const auth of ['hmac', 'header', 'query', 'basic'] as const) {
      const steps = setup({ url: 'https://bot.example.com/hooks/sms' }, { ...basis, auth, authUser: 'ada' });
      assert.equal(steps.length, 2);
      assert.ok(!JSON.stringify(steps).includes(basis.authSecret));
    }
  });
});
