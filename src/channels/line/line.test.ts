import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import { testChannel } from '../channel.contract.ts';
import type { HookRequest } from '../channel.ts';
import type { LineConfig } from './config.ts';
import { ADA, ADA_SENDER, bodyOf, CAME_IN, event, messages, news } from './fixtures/webhooks.ts';
import { line } from './line.ts';

const config: LineConfig = { channelSecret: 'secret-of-the-tests', accessToken: 'token/of+the=tests' };

function sign(body: Uint8Array, { channelSecret }: LineConfig): HookRequest {
  const signature = createHmac('sha256', channelSecret).update(body).digest('base64');
  const headers = { 'content-type': 'application/json', 'x-line-signature': signature };
  return { method: 'POST', url: 'https://bot.example.com/hooks/l1', query: {}, headers, body, at: CAME_IN };
}

const refused = (status: number, message: string) => ({ status, json: { message } });
const sentOf = ({ body }: HttpRequest) => JSON.parse(String(body)) as JsonObject & { messages: JsonObject[] };

/** Everything tappable of a message. */
function actionsOf({ quickReply, template }: JsonObject): JsonObject[] {
  const { actions = [], columns = [] } = (template ?? {}) as { actions?: JsonObject[]; columns?: JsonObject[] };
  const { items = [] } = (quickReply ?? {}) as { items?: { action: JsonObject }[] };
  assert.ok(actions.length <= 4 && columns.length <= 10 && items.length <= 13);
  return [
    ...actions,
    ...items.map(({ action }) => action),
    ...columns.flatMap((each) => each['actions'] as JsonObject[]),
  ];
}

function assertWithinLimits(request: HttpRequest): void {
  const { messages: sent } = sentOf(request);
  assert.ok(sent.length >= 1 && sent.length <= 5);
  for (const message of sent) {
    assert.ok(String(message['text'] ?? '').length <= 5000);
    for (const { label, data } of actionsOf(message)) {
      assert.ok(String(label).length >= 1 && String(label).length <= 20, String(label));
      assert.ok(String(data).length <= 300);
    }
  }
}

/** The key as the header has it: a UUID made of its digest. */
function retryKey(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

const PICTURE = Buffer.from('the bytes of a picture');

testChannel({
  channel: line,
  config,
  otherKeys: { channelSecret: 'secret-of-another', accessToken: 'token-of-another' },
  sign,
  fixtures: { ...messages, ...news },
  unknown: [
    event('telepathy', { thoughts: [1] }).body,
    event('message', {}).body,
    event('message', { message: { id: '1' } }).body,
    event('message', { message: { id: '1', type: 'text' } }).body,
    event('message', { message: { id: '1', type: 'text', text: 'x' }, timestamp: 'soon' }).body,
    event('message', { message: { id: '1', type: 'text', text: 'x' }, source: { type: 'user' } }).body,
    event('postback', { postback: {} }).body,
    event('unsend', {}).body,
    event('join', { source: { type: 'room', roomId: 'R1' } }).body,
    bodyOf([null, 7, {}, { type: 'message' }]),
  ],
  foreign: ['', 'null', '[]', '"text"', '{}', '{"events":{}}', '{"object":"page"}'],
  join: (bodies) => bodyOf(bodies.flatMap((body) => (JSON.parse(body) as { events: JsonValue[] }).events)),
  to: [
    { kind: 'phone', value: '+393331234567' },
    { kind: 'user', value: ADA },
  ],
  accepted: { json: { sentMessages: [{ id: '461230966842064897', quoteToken: 'q' }] }, id: '461230966842064897' },
  refusals: {
    'a wrong token': { answer: refused(401, 'Authentication failed.'), code: 'auth' },
    'a mistake in the request': { answer: refused(400, 'The request body has 1 error(s)'), code: 'invalid' },
    'a plan without this': { answer: refused(403, 'Not available'), code: 'denied' },
    'too many calls': { answer: refused(429, 'The API rate limit has been exceeded.'), code: 'rate_limited' },
    'a month that is used up': { answer: refused(429, 'You have reached your monthly limit.'), code: 'denied' },
    'trouble at LINE': { answer: refused(500, 'Internal error'), code: 'unknown_outcome' },
  },
  keyIn: ({ headers = {} }) => (headers['x-line-retry-key'] === retryKey('run-7#3') ? 'run-7#3' : undefined),
  limits: assertWithinLimits,
  connect: {
    answer: ({ method }) => ({
      status: 200,
      json: method === 'GET' ? { endpoint: 'https://bot.example.com', active: true } : { success: true },
    }),
    asked(requests, url) {
      const [put] = requests;
      assert.equal(put?.method, 'PUT');
      assert.deepEqual(JSON.parse(String(put?.body)), { endpoint: url });
    },
  },
  acknowledge: { answer: () => ({ status: 200, json: {} }) },
  recipient: {
    good: [{ address: ADA, sender: ADA_SENDER }],
    bad: ['+393331234567', 'ada', 'U123', `C${'0'.repeat(32)}`],
    message: messages['text']?.body ?? assert.fail(),
  },
  download: {
    file: { id: '325708', mime: 'image/jpeg' },
    answer: () => ({ status: 200, body: PICTURE, headers: { 'content-type': 'image/jpeg' } }),
    expected: { bytes: PICTURE, mime: 'image/jpeg' },
  },
  skip: {
    handshake: 'LINE tries the address with an ordinary signed request without events',
    echoes: 'an account is not told of what it sends',
  },
});
