import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import { testChannel } from '../channel.contract.ts';
import type { HookRequest } from '../channel.ts';
import type { SmsBirdConfig } from './config.ts';
import { ADA, ADA_SENDER, CHANNEL, fromAda, hook, webhooks } from './fixtures/webhooks.ts';
import { smsBird } from './sms-bird.ts';

const HOOK = 'https://bot.example.com/hooks/sms?x=1';

const config: SmsBirdConfig = {
  workspaceId: '3a1f0000-0000-4000-8000-000000000002',
  channelId: CHANNEL,
  organizationId: '3a1f0000-0000-4000-8000-000000000003',
  accessKey: 'access-key-of-the-tests',
  signingKey: 'signing-key-of-the-tests',
  previousSigningKey: 'previous-key-of-the-tests',
};

function signAt(body: Uint8Array, { signingKey }: SmsBirdConfig, at: number): HookRequest {
  const timestamp = String(Math.floor(at / 1000));
  const hash = createHash('sha256').update(body).digest();
  const signature = createHmac('sha256', signingKey).update(`${timestamp}\n${HOOK}\n`).update(hash).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'messagebird-signature': signature,
    'messagebird-request-timestamp': timestamp,
  };
  return { method: 'POST', url: HOOK, query: { x: '1' }, headers, body };
}

testChannel({
  channel: smsBird,
  config,
  otherKeys: { ...config, signingKey: 'another-signing-key', previousSigningKey: 'another-previous-one' },
  sign: (body, keys) => signAt(body, keys, Date.now()),
  signAt,
  fixtures: webhooks,
  unknown: [
    hook('sms.interaction', { id: '1' }),
    hook('sms.inbound', {}),
    hook('sms.inbound', { id: '1' }),
    hook('sms.inbound', { id: '1', sender: { contact: {} } }),
    hook('sms.inbound', { id: '1', channelId: 'another' }),
    fromAda('1', { direction: 'outgoing' }),
    hook('sms.outbound', { id: '1', status: 'dreaming' }),
    hook('whatsapp.inbound', { id: '1' }),
  ],
  foreign: ['', 'null', '[]', '"text"', '{}', '{"service":"channels","event":"sms.inbound"}', '{"payload":{}}'],
  join: ([body = '']) => body,
  to: [{ kind: 'phone', value: ADA }],
  accepted: { json: { id: 'm-9', status: 'accepted' }, id: 'm-9' },
  refusals: {
    'a wrong key': { answer: { status: 401, json: { code: 'Unauthorized', message: 'Something' } }, code: 'auth' },
    'a missing permission': { answer: { status: 403, json: { code: 'Forbidden' } }, code: 'denied' },
    'a wrong body': { answer: { status: 422, json: { code: 'InvalidPayload', message: 'x' } }, code: 'invalid' },
    'a channel that is not there': { answer: { status: 404, json: { code: 'NotFound' } }, code: 'not_found' },
    'too many calls': { answer: { status: 429, json: { code: 'TooManyRequests' } }, code: 'rate_limited' },
  },
  keyIn: ({ body }) => (JSON.parse(String(body)) as { reference?: string }).reference,
  limits: ({ body }) => {
    const sent = JSON.parse(String(body)) as { body: { text: { text: string } } };
    assert.ok(sent.body.text.text.length > 0 && sent.body.text.text.length <= 1377);
  },
  connect: {
    answer: ({ method }) =>
      method === 'GET' ? { status: 200, json: { results: [] } } : { status: 201, json: { id: 's-1' } },
    asked: (requests, url) => {
      const made = requests
        .filter(({ method }) => method === 'POST')
        .map(({ body }) => JSON.parse(String(body)) as JsonObject);
      assert.deepEqual(
        made.map((each) => [each['event'], each['url'], each['signingKey']]),
        ['sms.inbound', 'sms.outbound'].map((event) => [event, url, config.signingKey]),
      );
    },
  },
  recipient: {
    good: [
      { address: '+39 333 123 4567', sender: ADA_SENDER },
      { address: '333 1234567', country: 'IT', sender: ADA_SENDER },
    ],
    bad: ['12', 'Ada', '+999 1'],
    message: fromAda('1', {}),
  },
  skip: {
    handshake: 'Bird has none',
    batches: 'Bird reports one message per request',
    echoes: 'Bird’s webhooks for messages of our side are their statuses',
  },
});
