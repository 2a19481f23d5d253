import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import { testChannel } from '../channel.contract.ts';
import type { HookRequest } from '../channel.ts';
import type { Refusal } from '../contract/suite.ts';
import { signedForm } from '../providers/twilio/signature.ts';
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

/** Twilio calls the address for statuses with our key in it, and the sender's address for messages. */
function sign(body: Uint8Array, { authToken }: WhatsAppTwilioConfig): HookRequest {
  const text = Buffer.from(body).toString('utf8');
  const query: Record<string, string> = text.includes('MessageStatus=') ? { effect: EFFECT } : {};
  const url = Object.keys(query).length > 0 ? `${HOOK}?effect=${encodeURIComponent(EFFECT)}` : HOOK;
  const signature = createHmac('sha1', authToken)
    .update(`${url}${signedForm(text)}`)
    .digest('base64');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  return { method: 'POST', url, query, headers, body, at: AT };
}

const MESSAGE = { sid: `SM${'9'.repeat(32)}`, status: 'queued', error_code: null };
const refused = (status: number, code: number) => ({
  status,
  json: { code, message: 'Something', more_info: 'https://www.twilio.com/docs/errors', status },
});

const SENDER: JsonObject = { sid: `XE${'0'.repeat(32)}`, sender_id: `whatsapp:${NUMBER}`, status: 'ONLINE' };
const PICTURE = Buffer.from('the bytes of a picture');
const PICTURE_URL = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Messages/MM1/Media/ME0`;
const PICTURE_PLACE = 'https://media.example.com/signed?x=1';

const others = { From: `whatsapp:${ADA}`, To: `whatsapp:${NUMBER}` };

testChannel({
  channel: whatsappTwilio,
  config,
  otherKeys: { ...config, authToken: 'another-auth-token', previousAuthToken: 'another-previous-one' },
  sign,
  meaning: (body) => signedForm(Buffer.from(body).toString('utf8')),
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
  foreign: ['', 'null', '[]', '{"MessageSid":"SM1"}', 'MessageSid=SM1', 'AccountSid=AC1'],
  join: ([body = '']) => body,
  to: [{ kind: 'phone', value: ADA }],
  accepted: { json: MESSAGE, id: MESSAGE.sid },
  aside: ({ url }) => (url.includes('/v1/ContentAndApprovals') ? { status: 200, json: listed(contents) } : undefined),
  refusals: {
    'a wrong token': { answer: refused(401, 20003), code: 'auth' },
    'too many calls': { answer: refused(429, 20429), code: 'rate_limited' },
    'more than WhatsApp allows': { answer: refused(429, 63018), code: 'rate_limited' },
    'a closed window': { answer: refused(400, 63016), code: 'window_closed' },
    'a person who is not there': { answer: refused(400, 63003), code: 'not_found' },
    'a person who blocked us': { answer: refused(400, 63033), code: 'denied' },
    'a sender that is no WhatsApp sender': { answer: refused(400, 63007), code: 'denied' },
    'a template with other values': { answer: refused(400, 63028), code: 'invalid' },
    'trouble at Twilio': { answer: refused(500, 20500), code: 'unavailable' },
    'an unknown code': { answer: refused(400, 99_999), code: 'invalid' },
    'a failure under HTTP 201': {
      answer: { status: 201, json: { ...MESSAGE, status: 'failed', error_code: 63_013 } },
      code: 'denied',
    },
  },
  keyIn: ({ body }) => {
    const callback = new URLSearchParams(String(body)).get('StatusCallback') ?? '';
    return new URL(callback).searchParams.get('effect') ?? undefined;
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
