import assert from 'node:assert/strict';
import type { JsonObject } from '../../base/json.ts';
import { testChannel } from '../channel.contract.ts';
import type { HookRequest } from '../channel.ts';
import { pairsOf } from '../providers/reading.ts';
import type { SmsVonageConfig } from './config.ts';
import { ADA, ADA_SENDER, form, fromAda, messages, NUMBER, receipts } from './fixtures/webhooks.ts';
import { signatureOf } from './signature.ts';
import { smsVonage } from './sms-vonage.ts';

const config: SmsVonageConfig = {
  apiKey: 'abcd1234',
  sender: NUMBER,
  apiSecret: 'api-secret-of-the-tests',
  signatureSecret: 'signature-secret-of-the-tests',
  previousSignatureSecret: 'previous-secret-of-the-tests',
  statusCallback: 'https://bot.example.com/hooks/sms',
};

/** The signature travels among the parameters, so the body that is sent is longer than the one that is signed. */
function signAt(body: Uint8Array, { signatureSecret: secret }: SmsVonageConfig, at: number): HookRequest {
  const parameters = pairsOf(Buffer.from(body).toString('utf8'));
  parameters.append('timestamp', String(Math.floor(at / 1000)));
  const sig = signatureOf(parameters, { secret, method: 'HMAC-SHA256' });
  parameters.append('sig', sig?.toString('hex').toUpperCase() ?? '');
  return {
    method: 'POST',
    url: 'https://bot.example.com/hooks/sms',
    query: {},
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(parameters.toString()),
  };
}

const part = (status: string, rest: JsonObject = {}): JsonObject => ({
  to: ADA,
  'message-id': `part-${status}`,
  status,
  'message-price': '0.045',
  network: '22210',
  ...rest,
});
const answer = (...messages: JsonObject[]) => ({
  status: 200,
  json: { 'message-count': String(messages.length), messages },
});
const refused = (status: string) => answer({ status, 'error-text': 'Something' });

testChannel({
  channel: smsVonage,
  config,
  otherKeys: { ...config, signatureSecret: 'another-secret', previousSignatureSecret: 'another-previous-one' },
  sign: (body, keys) => signAt(body, keys, Date.now()),
  signAt,
  fixtures: { ...messages, ...receipts },
  unknown: [
    form({ msisdn: ADA, to: NUMBER, messageId: '1' }),
    form({ msisdn: ADA, to: '393990000002', messageId: '1', text: 'x' }),
    form({ msisdn: ADA, to: NUMBER, messageId: '1', status: 'dreaming' }),
  ],
  foreign: ['', 'null', '[]', '{"messageId":"1"}', 'messageId=1', 'msisdn=39333'],
  join: ([body = '']) => body,
  to: [{ kind: 'phone', value: `+${ADA}` }],
  accepted: {
    json: answer(part('0'), part('0', { 'message-id': 'part-2' })).json,
    id: 'part-0',
    price: { segments: 2, amount: '0.09000000' },
  },
  refusals: {
    'too many messages a second': { answer: refused('1'), code: 'rate_limited' },
    'a wrong secret': { answer: refused('4'), code: 'auth' },
    'an account that wants signatures': { answer: refused('14'), code: 'auth' },
    'trouble at Vonage': { answer: refused('5'), code: 'unavailable' },
    'a wrong parameter': { answer: refused('3'), code: 'invalid' },
    'a barred number': { answer: refused('7'), code: 'denied' },
    'no credit': { answer: refused('9'), code: 'denied' },
    'a number that is off': { answer: refused('33'), code: 'not_found' },
    'an unknown status': { answer: refused('777'), code: 'denied' },
    'a part that was throttled after another was taken': { answer: answer(part('0'), part('1')), code: 'denied' },
  },
  keyIn: ({ body }) => new URLSearchParams(String(body)).get('client-ref') ?? undefined,
  limits: ({ body }) => {
    const sent = new URLSearchParams(String(body));
    assert.ok((sent.get('text') ?? '').length <= 1600 && sent.get('text'));
    assert.equal(sent.get('type'), /[^\x20-\x7eàèéìòùÇ€\n]/.test(sent.get('text') ?? '') ? 'unicode' : 'text');
  },
  connect: { answer: () => ({ status: 200, json: {} }), asked: (requests) => assert.equal(requests.length, 0) },
  recipient: {
    good: [
      { address: '+39 333 123 4567', sender: ADA_SENDER },
      { address: '333 1234567', country: 'IT', sender: ADA_SENDER },
    ],
    bad: ['12', 'Ada', '+999 1'],
    message: fromAda('1', { text: 'Ciao' }),
  },
  skip: {
    handshake: 'Vonage has none',
    unsigned: 'the signature is one of the parameters, not a header: verify.test.ts leaves it out and changes it',
    batches: 'Vonage reports one message per request',
    echoes: 'Vonage reports no message that our side sent from elsewhere',
  },
});
