import assert from 'node:assert/strict';
import type { JsonObject } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import { testChannel } from '../channel.contract.ts';
import { MESSAGE, refused, twilioRefusals, twilioSuite } from '../providers/twilio/testing/suite.ts';
import type { WhatsAppTwilioConfig } from './config.ts';
import { contents, facts, listed } from './fixtures/contents.ts';
import { ACCOUNT, ADA, ADA_SENDER, AT, EFFECT, form, fromAda, messages, news, NUMBER } from './fixtures/webhooks.ts';
import { whatsappTwilio } from './whatsapp-twilio.ts';

const HOOK = 'https://bot.example.com/hooks/whatsapp';

const config: WhatsAppTwilioConfig = {
  accountSid: ACCOUNT,
  sender: NUMBER,
  authToken: 'auth-token-of-the-tests',
  previousAuthToken: 'previous-token-of-the-tests',
  apiKeySid: `SK${'0'.repeat(32)}`,
  apiKeySecret: 'key-secret-of-the-tests',
  statusCallback: HOOK,
};

const SENDER: JsonObject = { sid: `XE${'0'.repeat(32)}`, sender_id: `whatsapp:${NUMBER}`, status: 'ONLINE' };

const others = { From: `whatsapp:${ADA}`, To: `whatsapp:${NUMBER}` };

testChannel({
  ...twilioSuite<WhatsAppTwilioConfig>({
    config,
    ada: ADA,
    sender: ADA_SENDER,
    effect: EFFECT,
    at: AT,
    message: fromAda('a', { Body: 'Ciao' }),
  }),
  channel: whatsappTwilio,
  fixtures: { ...messages, ...news },
  unknown: [
    form({ MessageSid: 'SM1' }),
    form({ MessageSid: 'SM1', ...others }),
    form({ MessageSid: 'SM1', From: ADA, To: NUMBER, Body: 'by SMS' }),
    form({ MessageSid: 'SM1', From: 'whatsapp:', To: `whatsapp:${NUMBER}`, Body: 'x' }),
    form({
      MessageSid: 'SM1',
      From: `whatsapp:${ADA}`,
      To: 'whatsapp:+393990000002',
      Body: 'x',
      SmsStatus: 'received',
    }),
    form({ MessageSid: 'SM1', ...others, AccountSid: `AC${'1'.repeat(32)}`, Body: 'x' }),
    form({ MessageSid: 'SM1', From: others.To, To: others.From, MessageStatus: 'dreaming' }),
  ],
  accepted: { json: MESSAGE, id: MESSAGE.sid },
  aside: ({ url }) => (url.includes('/v1/ContentAndApprovals') ? { status: 200, json: listed(contents) } : undefined),
  refusals: {
    ...twilioRefusals(63_013),
    'more than WhatsApp allows': { answer: refused(429, 63018), code: 'rate_limited' },
    'a person who is not there': { answer: refused(400, 63003), code: 'not_found' },
    'a person who blocked us': { answer: refused(400, 63033), code: 'denied' },
    'a sender that is no WhatsApp sender': { answer: refused(400, 63007), code: 'denied' },
    'a template with other values': { answer: refused(400, 63028), code: 'invalid' },
  },
  limits: ({ body }) => {
    const sent = new URLSearchParams(String(body));
    const words = sent.get('Body') ?? '';
    assert.ok(words.length <= (sent.has('MediaUrl') ? 1024 : 1600));
    assert.ok(words !== '' || sent.has('MediaUrl') || sent.has('ContentSid'));
    assert.match(sent.get('To') ?? '', /^whatsapp:\+\d+$/);
    assert.match(sent.get('From') ?? '', /^whatsapp:\+\d+$/);
  },
  connect: {
    answer: ({ method }) => ({ status: 200, json: method === 'GET' ? { meta: {}, senders: [SENDER] } : SENDER }),
    asked: (requests, url) => {
      const change: HttpRequest | undefined = requests.find(({ method }) => method === 'POST');
      assert.match(change?.url ?? '', /\/v2\/Channels\/Senders\/XE0+$/);
      assert.deepEqual(JSON.parse(String(change?.body)), { webhook: { callback_url: url, callback_method: 'POST' } });
    },
  },
  templates: {
    answer: ({ url }) =>
      url.includes('PageToken=')
        ? { status: 200, json: listed(contents.slice(2)) }
        : { status: 200, json: listed(contents.slice(0, 2), '?PageSize=500&PageToken=2') },
    expected: facts,
  },
});
