import assert from 'node:assert/strict';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import { testChannel } from '../channel.contract.ts';
import type { HookRequest } from '../channel.ts';
import { ALLOWED_UPDATES, type TelegramConfig } from './config.ts';
import { messages } from './fixtures/messages.ts';
import { news } from './fixtures/news.ts';
import { CAME_IN, fromAda, update } from './fixtures/update.ts';
import { telegram } from './telegram.ts';

const config: TelegramConfig = {
  botToken: '7000:token-of-the-tests-AAA',
  secretToken: 'secret-of-the-tests',
};

function sign(body: Uint8Array, { secretToken = '' }: TelegramConfig): HookRequest {
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secretToken };
  return { method: 'POST', url: 'https://bot.example.com/hooks/t1', query: {}, headers, body, at: CAME_IN };
}

function join(bodies: readonly string[]): string {
  return JSON.stringify({ ok: true, result: bodies.map((body) => JSON.parse(body) as JsonValue) });
}

function refused(error_code: number, description: string, parameters?: JsonObject) {
  return { status: error_code, json: { ok: false, error_code, description, ...(parameters && { parameters }) } };
}

function good(result: JsonValue) {
  return { status: 200, json: { ok: true, result } };
}

const bodyOf = (request: HttpRequest | undefined) => JSON.parse(String(request?.body)) as JsonObject;
const isCall = (request: HttpRequest, method: string) =>
  URL.parse(request.url)?.pathname.endsWith(`/${method}`) === true;

const BOT = { id: 7000, is_bot: true, first_name: 'Energia Rossi', username: 'energia_rossi_bot' };
const SENT = { message_id: 777, from: BOT, chat: { id: 70012345, type: 'private' }, date: 1_795_000_100, text: 'x' };
const PICTURE = Buffer.from('the bytes of a picture');
const fixtures = { ...messages, ...news };
assert.equal(Object.keys(fixtures).length, Object.keys(messages).length + Object.keys(news).length);
const bodies = Object.values(fixtures).map(({ body }) => body);

testChannel({
  channel: telegram,
  config,
  otherKeys: { botToken: '8000:token-of-others-AAA', secretToken: 'secret-of-others' },
  sign,
  fixtures,
  unknown: [
    update('telepathy', { thoughts: [1] }).body,
    update('channel_post', { message_id: 1, chat: { id: -100, type: 'channel' }, date: 1, text: 'x' }).body,
    update('message', {}).body,
    update('message', fromAda(1, {})).body,
    update('message', fromAda(1, { photo: [] })).body,
    update('message', fromAda(1, { text: 'x', date: 'soon' })).body,
    update('message', fromAda(1, { text: 'x', from: { id: 5, is_bot: true, first_name: 'Robo' } })).body,
    update('callback_query', { id: '1', from: { id: 5 }, inline_message_id: 'x', data: 'y' }).body,
    update('message_reaction', { chat: { id: 5, type: 'private' }, message_id: 1, date: 1_795_000_000 }).body,
    '{"update_id":1}',
    '{"update_id":1,"message":7}',
    '{"ok":true,"result":[null,7,{},{"message":{}}]}',
  ],
  foreign: ['', 'null', '[]', '"text"', '{}', '{"ok":true}', '{"ok":false,"result":[]}', '{"object":"page"}'],
  join,
  to: [
    { kind: 'username', value: 'adarossi' },
    { kind: 'user', value: '70012345' },
  ],
  accepted: { json: { ok: true, result: SENT }, id: '70012345/777' },
  refusals: {
    'a revoked token': { answer: refused(401, 'Unauthorized'), code: 'auth' },
    'a malformed token': { answer: refused(404, 'Not Found'), code: 'auth' },
    'a person who blocked the bot': { answer: refused(403, 'Forbidden: bot was blocked by the user'), code: 'denied' },
    'a person who is gone': { answer: refused(403, 'Forbidden: user is deactivated'), code: 'denied' },
    'a person who never wrote': {
      answer: refused(403, "Forbidden: bot can't initiate conversation with a user"),
      code: 'denied',
    },
    'another thing that is forbidden': { answer: refused(403, 'Forbidden: something new'), code: 'denied' },
    'an unknown chat': { answer: refused(400, 'Bad Request: chat not found'), code: 'not_found' },
    'a wrong request': { answer: refused(400, 'Bad Request: message text is empty'), code: 'invalid' },
    'too many messages': {
      answer: refused(429, 'Too Many Requests: retry after 14', { retry_after: 14 }),
      code: 'rate_limited',
      retryAfterMs: 14_000,
    },
    'a server in trouble': { answer: refused(500, 'Internal Server Error'), code: 'unknown_outcome' },
    'an error under HTTP 200': { answer: { ...refused(400, 'Bad Request: wrong'), status: 200 }, code: 'invalid' },
    'a code that we do not know': { answer: refused(418, 'I am a teapot'), code: 'invalid' },
  },
  keyIn: () => undefined,
  limits(request) {
    const { text = '', caption = '', reply_markup: markup } = bodyOf(request);
    assert.ok(String(text).length <= 4096 && String(caption).length <= 1024);
    const rows = ((markup as JsonObject | undefined)?.['inline_keyboard'] ?? []) as { callback_data: string }[][];
    for (const { callback_data: data } of rows.flat()) {
      assert.ok(Buffer.byteLength(data) >= 1 && Buffer.byteLength(data) <= 64, data);
    }
  },
  connect: {
    answer: (request) => good(isCall(request, 'getMe') ? BOT : true),
    asked(requests, url) {
      const set = requests.find((request) => isCall(request, 'setWebhook'));
      assert.deepEqual(bodyOf(set), { url, secret_token: config.secretToken, allowed_updates: ALLOWED_UPDATES });
    },
  },
  listen: {
    config: { ...config, polling: true },
    news: { status: 200, body: Buffer.from(join(bodies)) },
    asksForNews: (request) => isCall(request, 'getUpdates'),
    nothing: good([]),
    events: bodies.length,
  },
  acknowledge: { answer: () => good(true) },
  download: {
    file: { id: 'PHOTO-L', mime: 'image/jpeg', bytes: PICTURE.length },
    answer: (request) =>
      isCall(request, 'getFile')
        ? good({ file_id: 'PHOTO-L', file_unique_id: 'u', file_size: PICTURE.length, file_path: 'photos/file_1.jpg' })
        : { status: 200, body: PICTURE, headers: { 'content-type': 'application/octet-stream' } },
    expected: { bytes: PICTURE, mime: 'image/jpeg' },
  },
  skip: {
    handshake: 'Telegram makes no set-up call',
    mutated: 'the secret token is no signature: nothing binds it to the body',
    echoes: 'a bot is not told of what it sends',
    'key passed on': 'the Bot API takes neither a key nor a text for correlation',
    statuses: 'the Bot API reports neither delivery nor reading',
  },
});
