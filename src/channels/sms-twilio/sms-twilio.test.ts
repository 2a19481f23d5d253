import assert from 'node:assert/strict';
import { testChannel } from '../channel.contract.ts';
import { MESSAGE, refused, twilioRefusals, twilioSuite } from '../providers/twilio/testing/suite.ts';
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

const PRICED = { ...MESSAGE, num_segments: '2', price: '-0.0150', price_unit: 'usd' };

const NUMBER_NODE = { sid: `PN${'0'.repeat(32)}`, phone_number: NUMBER, sms_url: '', capabilities: { sms: true } };

testChannel({
  ...twilioSuite<SmsTwilioConfig>({
    config,
    ada: ADA,
    sender: ADA_SENDER,
    effect: EFFECT,
    at: AT,
    message: fromAda('a', { Body: 'Ciao' }),
  }),
  channel: smsTwilio,
  fixtures: { ...messages, ...news },
  unknown: [
    form({ MessageSid: 'SM1' }),
    form({ MessageSid: 'SM1', From: ADA, To: NUMBER }),
    form({ MessageSid: 'SM1', From: ADA, To: '+393990000002', Body: 'x', SmsStatus: 'received' }),
    form({ MessageSid: 'SM1', From: `whatsapp:${ADA}`, To: `whatsapp:${NUMBER}`, Body: 'x' }),
    form({ MessageSid: 'SM1', AccountSid: `AC${'1'.repeat(32)}`, From: ADA, To: NUMBER, Body: 'x' }),
    form({ MessageSid: 'SM1', From: NUMBER, To: ADA, MessageStatus: 'dreaming' }),
  ],
  accepted: { json: PRICED, id: MESSAGE.sid, price: { segments: 2, amount: '-0.0150', currency: 'USD' } },
  refusals: {
    ...twilioRefusals(30_007),
    'a person who opted out': { answer: refused(400, 21610), code: 'denied' },
    'a number that is none': { answer: refused(400, 21211), code: 'invalid' },
    'a landline': { answer: refused(400, 21614), code: 'not_found' },
    'a country that is not allowed': { answer: refused(400, 21408), code: 'denied' },
    'an empty text': { answer: refused(400, 21602), code: 'invalid' },
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
});
