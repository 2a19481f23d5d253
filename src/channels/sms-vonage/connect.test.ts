import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import { answerOf } from '../contract/suite.ts';
import { channelIo } from '../testing/channel-io.ts';
import { check } from './check.ts';
import type { SmsVonageConfig } from './config.ts';
import { connect, disconnect } from './connect.ts';
import { messageForm, send } from './send.ts';

const URL = 'https://bot.example.com/hooks/sms';
const config: SmsVonageConfig = {
  apiKey: 'abcd1234',
  sender: '+393990000001',
  apiSecret: 'api-secret',
  signatureSecret: 'signature-secret',
};

function answering(json: JsonObject, requests: HttpRequest[] = []) {
  const http = (request: HttpRequest) => (requests.push(request), answerOf({ answer: { status: 200, json } }));
  return channelIo<SmsVonageConfig>({ config, http, now: () => 0 });
}

test('connecting notes the address for statuses, and disconnecting forgets it', async () => {
  const io = answering({});
  await connect({ url: URL }, io);
  assert.equal(io.config.statusCallback, URL);
  await disconnect(io);
  assert.deepEqual(io.config, config);
});

test('the form has digits, the alphabet, our key and how long to try', () => {
  const to = [{ kind: 'phone', value: '+39 333 1234567' }] as const;
  const form = (text: string, ttlMs?: number) =>
    messageForm({ to, content: { kind: 'text', text, ...(ttlMs && { ttlMs }) }, key: 'run-1#2' }, config);
  assert.deepEqual(Object.fromEntries(form('Ciao', 90_000)), {
    api_key: 'abcd1234',
    api_secret: 'api-secret',
    from: '393990000001',
    to: '393331234567',
    text: 'Ciao',
    type: 'text',
    'status-report-req': 'true',
    'client-ref': 'run-1#2',
    ttl: '90000',
  });
  assert.equal(form('Ciao 👋').get('type'), 'unicode');
  assert.equal(form('Ciao', 1000).get('ttl'), '20000');
  const image = { kind: 'media', media: 'image', url: 'https://example.com/a.jpg' } as const;
  assert.throws(() => messageForm({ to, content: image, key: 'k' }, config), /cannot carry/);
  const nobody = [{ kind: 'user', value: 'Rossi' }] as const;
  assert.throws(() => messageForm({ to: nobody, content: { kind: 'text', text: 'x' }, key: 'k' }, config), /no phone/);
});

test('a message of which only a part was taken is not repeated, and says so', async () => {
  const messages = [{ status: '0', 'message-id': '1' }, { status: '1' }];
  const message = { to: [{ kind: 'phone', value: '+39333' }], content: { kind: 'text', text: 'x' }, key: 'k' } as const;
  await assert.rejects(send(message, answering({ messages })), /took 1 of 2 parts/);
});

test('the check tells credit and statuses, with their cures', async () => {
  const requests: HttpRequest[] = [];
  const rich = await check(answering({ value: 12.5, autoReload: false }, requests));
  assert.deepEqual(
    rich.map(({ name, ok }) => [name, ok]),
    [
      ['API key', true],
      ['Credit', true],
      ['Statuses', false],
    ],
  );
  assert.equal(requests[0]?.url, 'https://rest.nexmo.com/account/get-balance');
  const [, poor] = await check(answering({ value: 0 }));
  assert.ok(poor && !poor.ok && poor.fix);
});
