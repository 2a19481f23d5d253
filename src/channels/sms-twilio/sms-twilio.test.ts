import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { testChannel } from '../channel.contract.ts';
import type { HookRequest } from '../channel.ts';
import type { Refusal } from '../contract/suite.ts';
import { signedForm } from '../providers/twilio/signature.ts';
import type { SmsTwilioConfig } from './config.ts';
import { ACCOUNT, ADA, ADA_SENDER, AT, EFFECT, form, fromAda, messages, news, NUMBER } from './fixtures/webhooks.ts';
import { smsTwilio } from './sms-twilio.ts';

const HOOK = 'https://bot.example.com/hooks/sms';

const config: SmsTwilioConfig = {
  accountSid: ACCOUNT,
  sender: NUMBER,
  authToken: 'auth-token-of-the-tests',
  previousAuthToken: 'previous-token-of-the-tests',
  apiKeySid: `SK${'0'.repeat(32)}`,
  apiKeySecret: 'key-secret-of-the-tests',
  statusCallback: HOOK,
};

/** Twilio calls the address for statuses with our key in it, and the number's address for messages. */
function sign(body: Uint8Array, { authToken }: SmsTwilioConfig): HookRequest {
  const text = Buffer.from(body).toString('utf8');
  const query: Record<string, string> = text.includes('MessageStatus=') ? { effect: EFFECT } : {};
  const url = Object.keys(query).length > 0 ? `${HOOK}?effect=${encodeURIComponent(EFFECT)}` : HOOK;
  const signature = createHmac('sha1', authToken)
    .update(`${url}${signedForm(text)}`)
    .digest('base64');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  return { method: 'POST', url, query, headers, body, at: AT };
}

const MESSAGE = {
  num_segments: '2',
  price: '-0.0150',
  price_unit: 'usd',
  sid: `SM${'9'.repeat(32)}`,
  status: 'queued',
  error_code: null,
};
const refused = (status: number, code: number) => ({
  status,
  json: { code, message: 'Something', more_info: 'https://www.twilio.com/docs/errors', status },
});

const NUMBER_NODE = { sid: `PN${'0'.repeat(32)}`, phone_number: NUMBER, sms_url: '', capabilities: { sms: true } };
const PICTURE = Buffer.from('the bytes of a picture');
const PICTURE_URL = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Messages/MM1/Media/ME0`;
const PICTURE_PLACE = 'https://media.example.com/signed?x=1';

testChannel({
  channel: smsTwilio,
  config,
  otherKeys: { ...config, authToken: 'another-auth-token', previousAuthToken: 'another-previous-one' },
  sign,
  meaning: (body) => signedForm(Buffer.from(body).toString('utf8')),
  fixtures: { ...messages, ...news },
  unknown: [
    form({ MessageSid: 'SM1' }),
    form({ MessageSid: 'SM1', From: ADA, To: NUMBER }),
    form({ MessageSid: 'SM1', From: ADA, To: '+393990000002', Body: 'x', SmsStatus: 'received' }),
    form({ MessageSid: 'SM1', From: `whatsapp:${ADA}`, To: `whatsapp:${NUMBER}`, Body: 'x' }),
    form({ MessageSid: 'SM1', AccountSid: `AC${'1'.repeat(32)}`, From: ADA, To: NUMBER, Body: 'x' }),
    form({ MessageSid: 'SM1', From: NUMBER, To: ADA, MessageStatus: 'dreaming' }),
  ],
  foreign: ['', 'null', '[]', '{"MessageSid":"SM1"}', 'MessageSid=SM1', 'AccountSid=AC1'],
  join: ([body = '']) => body,
  to: [{ kind: 'phone', value: ADA }],
  accepted: { json: MESSAGE, id: MESSAGE.sid, price: { segments: 2, amount: '-0.0150', currency: 'USD' } },
  refusals: {
    'a wrong token': { answer: refused(401, 20003), code: 'auth' },
    'too many calls': { answer: refused(429, 20429), code: 'rate_limited' },
    'a person who opted out': { answer: refused(400, 21610), code: 'denied' },
    'a number that is none': { answer: refused(400, 21211), code: 'invalid' },
    'a landline': { answer: refused(400, 21614), code: 'not_found' },
    'a country that is not allowed': { answer: refused(400, 21408), code: 'denied' },
    'an empty text': { answer: refused(400, 21602), code: 'invalid' },
    'trouble at Twilio': { answer: refused(500, 20500), code: 'unavailable' },
    'a closed window': { answer: refused(400, 63016), code: 'window_closed' },
    'an unknown code': { answer: refused(400, 99_999), code: 'invalid' },
    'a failure under HTTP 201': {
      answer: { status: 201, json: { ...MESSAGE, status: 'failed', error_code: 30_007 } },
      code: 'denied',
    },
  },
  keyIn: ({ body }) => {
    const callback = new URLSearchParams(String(body)).get('StatusCallback') ?? '';
    return new URL(callback).searchParams.get('effect') ?? undefined;
  },
  limits: ({ body }) => {
    const sent = new URLSearchParams(String(body));
    assert.ok((sent.get('Body') ?? '').length <= 1600);
    assert.ok(sent.get('Body') || sent.has('MediaUrl'));
    assert.ok(sent.getAll('MediaUrl').length <= 10);
  },
  connect: {
    answer: ({ method, url }) =>
      method === 'GET' && url.includes('IncomingPhoneNumbers.json')
        ? { status: 200, json: { incoming_phone_numbers: [NUMBER_NODE] } }
        : { status: 200, json: NUMBER_NODE },
    asked: (requests, url) => {
      const change = new URLSearchParams(String(requests.find(({ method }) => method === 'POST')?.body));
      assert.deepEqual([change.get('SmsUrl'), change.get('SmsMethod')], [url, 'POST']);
    },
  },
  recipient: {
    good: [
      { address: '+39 333 123 4567', sender: ADA_SENDER },
      { address: '333 1234567', country: 'IT', sender: ADA_SENDER },
    ],
    bad: ['12', 'Ada', 'ada@example.com', '+999 1'],
    message: fromAda('a', { Body: 'Ciao' }),
  },
  download: {
    file: { id: PICTURE_URL, mime: 'image/jpeg' },
    answer: ({ url }): Refusal['answer'] =>
      url === PICTURE_URL
        ? { status: 307, headers: { location: PICTURE_PLACE } }
        : { status: 200, headers: { 'content-type': 'image/jpeg' }, body: PICTURE },
    expected: { bytes: PICTURE, mime: 'image/jpeg' },
  },
  skip: {
    handshake: 'Twilio has none',
    batches: 'Twilio reports one message per request',
    echoes: 'Twilio reports no message that our side sent from elsewhere',
  },
});
