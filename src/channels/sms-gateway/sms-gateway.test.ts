import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { testChannel } from '../channel.contract.ts';
import type { HookRequest } from '../channel.ts';
import type { SmsGatewayConfig } from './config.ts';
import { ADA, ADA_SENDER, fromAda, NUMBER, webhooks } from './fixtures/webhooks.ts';
import { smsGateway } from './sms-gateway.ts';

const config: SmsGatewayConfig = {
  sender: NUMBER,
  authSecret: 'webhook-secret-of-the-tests',
  previousAuthSecret: 'previous-secret-of-the-tests',
  send: {
    url: 'https://gateway.example.com/v1/{user}/messages',
    headers: { Authorization: 'Bearer {secret}', 'Idempotency-Key': '{key}' },
    body: '{"to":"{to}","from":"{from}","text":"{text}","coding":"{encoding}"}',
    code: 'result',
    success: ['0', 'ok'],
    errors: { '27': 'not_found', '30': 'rate_limited', '41': 'auth', '50': 'unavailable', '60': 'denied' },
  },
  sendUser: 'rossi',
  sendSecret: 'send-secret-of-the-tests',
};

function signAt(body: Uint8Array, { authSecret }: SmsGatewayConfig, at: number): HookRequest {
  const stamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', authSecret).update(`${stamp}.`).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-signature': signature, 'x-timestamp': stamp };
  return { method: 'POST', url: 'https://bot.example.com/hooks/sms', query: {}, headers, body };
}

const refused = (result: string, status = 200) => ({ status, json: { result, text: 'Something' } });

testChannel({
  channel: smsGateway,
  config,
  otherKeys: { ...config, authSecret: 'another-webhook-secret', previousAuthSecret: 'another-previous-one' },
  sign: (body, keys) => signAt(body, keys, Date.now()),
  signAt,
  fixtures: webhooks,
  unknown: [
    '{"from":"+393331234567"}',
    '{"text":"Ciao"}',
    '{"status":"delivered"}',
    '{"id":"1","status":"dreaming"}',
    fromAda('1', { to: '+393990000002' }),
    '[{"from":"+393331234567"},{"novelty":1}]',
  ],
  foreign: ['', 'null', '[]', '"text"', '{}', '[1]', '{"novelty":1}', 'from=1&text=x'],
  join: (bodies) => `[${bodies.join(',')}]`,
  to: [{ kind: 'phone', value: ADA }],
  accepted: { json: { id: 'g-9', result: 'ok' }, id: 'g-9' },
  refusals: {
    'a number that is off': { answer: refused('27'), code: 'not_found' },
    'too many messages': { answer: refused('30'), code: 'rate_limited' },
    'wrong credentials': { answer: refused('41'), code: 'auth' },
    'a pause': { answer: refused('50', 500), code: 'unavailable' },
    'a refusal': { answer: refused('60', 400), code: 'denied' },
    'a code that the connection does not name': { answer: refused('99'), code: 'denied' },
    'a wrong request': { answer: refused('99', 400), code: 'invalid' },
  },
  keyIn: ({ headers }) => headers?.['idempotency-key'],
  limits: ({ body }) => {
    const { text, coding } = JSON.parse(String(body)) as { text: string; coding: string };
    assert.ok(text.length > 0 && text.length <= 1530);
    assert.ok(coding === 'gsm7' || coding === 'ucs2');
  },
  recipient: {
    good: [
      { address: '+39 333 123 4567', sender: ADA_SENDER },
      { address: '333 1234567', country: 'IT', sender: ADA_SENDER },
    ],
    bad: ['12', 'Ada', '+999 1'],
    message: fromAda('1'),
  },
  skip: {
    handshake: 'a gateway has none',
    echoes: 'a gateway reports no message that our side sent from elsewhere',
  },
});
