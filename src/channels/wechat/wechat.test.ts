import assert from 'node:assert/strict';
import type { JsonObject } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import { testChannel } from '../channel.contract.ts';
import type { ChannelSuite } from '../contract/suite.ts';
import type { WechatConfig } from './config.ts';
import { ADA, messages, news, push } from './fixtures/webhooks.ts';
import { CONFIG, handshake, signedAt } from './testing/signed.ts';
import { wechat } from './wechat.ts';

const refused = (errcode: number, errmsg = 'no hint: [abc] rid: 65a') => ({ status: 200, json: { errcode, errmsg } });
const good = { status: 200, json: { errcode: 0, errmsg: 'ok', msgid: '7200163836163836001' } };
const isCall = ({ url }: HttpRequest, path: string) => URL.parse(url)?.pathname === path;
const PICTURE = Buffer.from('the bytes of a picture');

/** Texts have 2048 bytes at most; nothing is escaped, since WeChat shows escapes as they are. */
function assertWithinLimits({ body }: HttpRequest): void {
  assert.doesNotMatch(String(body), /\\u/);
  const { msgtype, text, msgmenu } = JSON.parse(String(body)) as Record<string, JsonObject | string>;
  if (msgtype === 'text') assert.ok(Buffer.byteLength(String((text as JsonObject)['content'])) <= 2048);
  if (msgtype === 'msgmenu') {
    const { head_content: head, list } = msgmenu as { head_content: string; list: unknown[] };
    assert.ok(Buffer.byteLength(head) <= 2048 && list.length <= 10);
  }
}

const suite: ChannelSuite<WechatConfig> = {
  channel: wechat,
  config: CONFIG,
  otherKeys: {
    ...CONFIG,
    token: 'tokenOfOthers',
    encodingAesKey: 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba',
  },
  sign: (body, config) => signedAt(body, config, Date.now()),
  signAt: signedAt,
  fixtures: { ...messages, ...news },
  unknown: [
    push('event', '<Event>telepathy</Event>'),
    push('event', ''),
    push('event', '<Event>CLICK</Event>'),
    push('event', '<Event>TEMPLATESENDJOBFINISH</Event>'),
    push('text', '<MsgId>1</MsgId>'),
    push('text', '<Content>x</Content>'),
    push('text', '<Content>x</Content><MsgId>one</MsgId>'),
    push('image', '<MsgId>1</MsgId>'),
    push('location', '<Location_X>north</Location_X><Location_Y>9</Location_Y><MsgId>1</MsgId>'),
    push('link', '<MsgId>1</MsgId>'),
    '<xml><MsgType>text</MsgType></xml>',
    `<xml><MsgType>text</MsgType><FromUserName>${ADA}</FromUserName><CreateTime>soon</CreateTime></xml>`,
  ],
  foreign: [
    '',
    'null',
    '{}',
    '<xml></xml>',
    '<xml><MsgType></MsgType></xml>',
    '<xml><MsgType>text</MsgType>',
    '<html><MsgType>text</MsgType></html>',
    '<!DOCTYPE xml [<!ENTITY a "x">]><xml><MsgType>text</MsgType></xml>',
    '<xml><MsgType>&a;</MsgType></xml>',
  ],
  join: ([body = '']) => body,
  handshake: {
    good: handshake(CONFIG.token),
    answer: { status: 200, contentType: 'text/plain', body: '5837397576908291234' },
    bad: [
      handshake('anotherToken'),
      handshake(CONFIG.token, Date.now() - 86_400_000),
      { ...handshake(CONFIG.token), query: {} },
      { ...handshake(CONFIG.token), method: 'PUT' },
    ],
  },
  to: [
    { kind: 'phone', value: '+393331234567' },
    { kind: 'user', value: ADA },
  ],
  accepted: { json: good.json, id: '7200163836163836001' },
  refusals: {
    'a token that holds no longer': { answer: refused(40001), code: 'auth' },
    'a token that has expired': { answer: refused(42001), code: 'auth' },
    'an unknown address of ours': { answer: refused(40164), code: 'auth' },
    'a wrong secret': { answer: refused(40125), code: 'auth' },
    'a system that is busy': { answer: refused(-1), code: 'unavailable' },
    'a window that is over': { answer: refused(45015), code: 'window_closed' },
    'messages that are used up': { answer: refused(45047), code: 'window_closed' },
    'a day that is used up': { answer: refused(45009), code: 'rate_limited' },
    'calls that are too frequent': { answer: refused(45011), code: 'rate_limited' },
    'a person who has left': { answer: refused(43004), code: 'denied' },
    'a person on the blacklist': { answer: refused(43019), code: 'denied' },
    'an openid of another account': { answer: refused(40003), code: 'not_found' },
    'an account without permission': { answer: refused(48001), code: 'denied' },
    'a text that is too long': { answer: refused(45002), code: 'invalid' },
    'an unknown template': { answer: refused(40037), code: 'invalid' },
    'a code that we do not know': { answer: refused(99_999), code: 'denied' },
  },
  keyIn: () => undefined,
  limits: assertWithinLimits,
  aside(request) {
    if (request.method === 'GET') return { status: 200, body: PICTURE, headers: { 'content-type': 'image/jpeg' } };
    if (isCall(request, '/cgi-bin/media/upload')) return { status: 200, json: { type: 'image', media_id: 'UP-1' } };
    if (!isCall(request, '/cgi-bin/stable_token')) return undefined;
    return { status: 200, json: { access_token: CONFIG.accessToken ?? '', expires_in: 7200 } };
  },
  acknowledge: { answer: () => good },
  download: {
    file: { id: 'M-1', mime: 'image/jpeg' },
    answer: () => ({ status: 200, body: PICTURE, headers: { 'content-type': 'image/png' } }),
    expected: { bytes: PICTURE, mime: 'image/png' },
  },
  recipient: {
    good: [{ address: ADA, sender: { key: ADA, addresses: [{ kind: 'user', value: ADA }] } }],
    bad: ['adarossi', '+393331234567', ADA.slice(1)],
    message: messages['text']?.body ?? '',
  },
  skip: {
    batches: 'WeChat tells of one thing per request',
    echoes: 'an account is not told of what it sends',
    'key passed on': 'customer-service messages take no key; the key of a template is tried in send.test.ts',
  },
};

testChannel(suite);

const { encodingAesKey: _, ...plain } = CONFIG;
const { encodingAesKey: _other, ...plainOther } = suite.otherKeys;

testChannel({
  ...suite,
  config: plain,
  otherKeys: plainOther,
  skip: {
    ...suite.skip,
    mutated: 'in plain mode WeChat signs time and nonce but not the body; safe mode binds it',
  },
});
