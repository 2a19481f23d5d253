import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import { testChannel } from '../channel.contract.ts';
import type { HookRequest } from '../channel.ts';
import { type InstagramConfig, WEBHOOK_FIELDS } from './config.ts';
import { ACCOUNT, ADA, APP, fromAda, hook, messages, news } from './fixtures/webhooks.ts';
import { instagram } from './instagram.ts';

const config: InstagramConfig = {
  accountId: ACCOUNT,
  login: 'instagram',
  appId: APP,
  appSecret: 'app-secret-of-the-tests',
  previousAppSecret: 'previous-secret-of-the-tests',
  verifyToken: 'verify-token-of-the-tests',
  accessToken: 'instagram-token-of-the-tests',
};

function sign(body: Uint8Array, { appSecret }: InstagramConfig): HookRequest {
  const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
  return { method: 'POST', url: 'https://bot.example.com/hooks/i1', query: {}, headers, body };
}

function handshake(mode: string, token: string): HookRequest {
  const query = { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': '1158201444' };
  const url = `https://bot.example.com/hooks/i1?${new URLSearchParams(query).toString()}`;
  return { method: 'GET', url, query, headers: {}, body: new Uint8Array() };
}

function refused(status: number, error: JsonObject) {
  return { status, json: { error: { type: 'OAuthException', message: 'Something', fbtrace_id: 'T1', ...error } } };
}

type Sent = {
  recipient: { id: string };
  message: {
    text?: string;

    quick_replies?: { title: string; payload: string }[];
    attachment?: { payload: { text?: string; buttons?: { title: string }[] } };
  };
};

const bodyOf = ({ body }: HttpRequest) => JSON.parse(String(body)) as Sent;

function limits(request: HttpRequest): void {
  const { text = '', quick_replies: replies = [], attachment } = bodyOf(request).message;
  const { text: above = '', buttons = [] } = attachment?.payload ?? {};
  assert.ok(Buffer.byteLength(text) <= 1000 && Buffer.byteLength(above) <= 1000 && above.length <= 640);
  assert.ok(replies.length <= 13 && buttons.length <= 3);
  for (const { title } of [...replies, ...buttons]) assert.ok(title.length >= 1 && title.length <= 20, title);
  for (const { payload } of replies) assert.ok(payload.length <= 1000);
}

const PICTURE = Buffer.from('the bytes of a picture');
const subscribed = { data: [{ id: APP, name: 'Rondine', subscribed_fields: [...WEBHOOK_FIELDS] }] };

testChannel({
  channel: instagram,
  config,
  otherKeys: {
    ...config,
    appSecret: 'another-app-secret',
    previousAppSecret: 'another-previous-one',
    verifyToken: 'another-verify-token',
  },
  sign,
  fixtures: { ...messages, ...news },
  unknown: [
    hook([fromAda({ telepathy: { thoughts: [1] } })]),
    hook([fromAda({ message: { mid: 'ig_1' } })]),
    hook([fromAda({ message: { text: 'x' } })]),
    hook([fromAda({ timestamp: 'soon', message: { mid: 'ig_1', text: 'x' } })]),
    hook([fromAda({ sender: { user_ref: 'x' }, optin: { ref: 'x' } })]),
    hook([fromAda({ postback: {} })]),
    hook([fromAda({ reaction: { mid: 'ig_1', action: 'react', reaction: 'other' } })]),
    hook([fromAda({ message_edit: { mid: 'ig_1' } })]),
    hook([fromAda({ delivery: {} }), fromAda({ read: { watermark: 'x' } })]),
    hook([fromAda({ optin: { type: 'one_time_notif_req' } })]),
    hook([fromAda({ account_linking: { status: 'linked' } })]),
    hook([fromAda({ pass_thread_control: { new_owner_app_id: '1' } })]),
    hook([null, 7, {}, []]),
    hook([{ field: 'feed', value: {} }], 'changes'),
    hook([fromAda({ message: { mid: 'ig_1', text: 'x' } })], 'messaging', '42'),
    '{"object":"instagram","entry":[null,{"id":"1"}]}',
  ],
  foreign: ['', 'null', '[]', '"text"', '{}', '{"object":"page","entry":[]}', '{"object":"instagram"}'],
  join: (bodies) =>
    JSON.stringify({
      object: 'instagram',
      entry: bodies.flatMap((body) => (JSON.parse(body) as { entry: JsonValue[] }).entry),
    }),
  handshake: {
    good: handshake('subscribe', config.verifyToken),
    answer: { status: 200, contentType: 'text/plain', body: '1158201444' },
    bad: [
      handshake('subscribe', 'wrong'),
      handshake('subscribe', ''),
      handshake('unsubscribe', config.verifyToken),
      { ...handshake('subscribe', config.verifyToken), method: 'PUT' },
    ],
  },
  to: ADA.addresses,
  accepted: { json: { recipient_id: ADA.key, message_id: 'ig_SENT' }, id: 'ig_SENT' },
  refusals: {
    'an expired token': { answer: refused(401, { code: 190, error_subcode: 463 }), code: 'auth' },
    'a missing permission': { answer: refused(403, { code: 200 }), code: 'denied' },
    'another missing permission': { answer: refused(403, { code: 10 }), code: 'denied' },
    'a closed window': { answer: refused(400, { code: 10, error_subcode: 2_534_022 }), code: 'window_closed' },
    'a tag that is not approved': { answer: refused(400, { code: 100, error_subcode: 2_018_276 }), code: 'denied' },
    'somebody who blocked the Page': { answer: refused(400, { code: 551, error_subcode: 1_545_041 }), code: 'denied' },
    'somebody unknown': { answer: refused(400, { code: 100, error_subcode: 2_534_014 }), code: 'not_found' },
    'a wrong parameter': { answer: refused(400, { code: 100 }), code: 'invalid' },
    'too many calls': { answer: refused(400, { code: 613 }), code: 'rate_limited' },
    'too many calls of the Page': { answer: refused(400, { code: 80_006 }), code: 'rate_limited' },
    'a service that is down': { answer: refused(500, { code: 2 }), code: 'unavailable' },
    'a broken policy': { answer: refused(400, { code: 368 }), code: 'denied' },
    'an unknown code': { answer: refused(400, { code: 999_999 }), code: 'invalid' },
    'an error under HTTP 200': { answer: refused(200, { code: 100 }), code: 'invalid' },
  },
  keyIn: () => undefined,
  limits,
  accounts: {
    body: JSON.stringify({
      object: 'instagram',
      entry: [ACCOUNT, '42', ACCOUNT].map((id, index) => ({
        id,
        messaging: [fromAda({ recipient: { id }, message: { mid: `ig_${index}`, text: 'Ciao' } })],
      })),
    }),
    accounts: [ACCOUNT, '42'],
  },
  connect: {
    answer: ({ method }) => ({ status: 200, json: method === 'GET' ? { data: [] } : { success: true } }),
    asked(requests) {
      const [first, second] = requests.map(({ method, url }) => [method, new URL(url)] as const);
      assert.equal(first?.[0], 'GET');
      assert.equal(second?.[0], 'POST');
      assert.equal(
        second[1].origin + second[1].pathname,
        `https://graph.instagram.com/v26.0/${ACCOUNT}/subscribed_apps`,
      );
      assert.equal(second[1].searchParams.get('subscribed_fields'), WEBHOOK_FIELDS.join(','));
    },
  },
  acknowledge: { answer: () => ({ status: 200, json: { recipient_id: ADA.key } }) },
  keepAlive: {
    answer: ({ url }) => ({
      status: 200,
      json: url.includes('/refresh_access_token?')
        ? { access_token: 'renewed-token-of-the-tests', token_type: 'bearer', expires_in: 5_184_000 }
        : subscribed,
    }),
  },
  download: {
    file: { id: 'https://scontent.xx.fbcdn.net/a.jpg?oe=5F', mime: 'image/jpeg' },
    answer: () => ({ status: 200, body: PICTURE, headers: { 'content-type': 'image/png' } }),
    expected: { bytes: PICTURE, mime: 'image/png' },
  },
  skip: {
    'key passed on': 'Instagram takes no text that would come back',
  },
});
