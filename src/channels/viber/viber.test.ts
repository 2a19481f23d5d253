import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import { testChannel } from '../channel.contract.ts';
import type { HookRequest } from '../channel.ts';
import { EVENT_TYPES, type ViberConfig } from './config.ts';
import { ADA, fromAda, messages, news, webhook } from './fixtures/webhooks.ts';
import { viber } from './viber.ts';

const config: ViberConfig = { authToken: 'token-of-the-tests-0001', name: 'Energia Rossi' };

function sign(body: Uint8Array, { authToken }: ViberConfig): HookRequest {
  const signature = createHmac('sha256', authToken).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-viber-content-signature': signature };
  return { method: 'POST', url: 'https://bot.example.com/hooks/v1', query: {}, headers, body };
}

const refused = (status: number) => ({ status: 200, json: { status, status_message: 'whatever' } });
const bodyOf = ({ body }: HttpRequest) => JSON.parse(String(body)) as JsonObject;

/** What a message holds and how long it may be, by its type. */
function assertWithinLimits(request: HttpRequest): void {
  const { type, text = '', sender, tracking_data: tracking, keyboard, size, file_name: name } = bodyOf(request);
  assert.ok(Buffer.byteLength(String(request.body)) <= 30_000, 'the whole message has at most 30 KB');
  assert.ok(String(text).length <= (type === 'picture' ? 768 : 7000));
  assert.ok(String((sender as JsonObject)['name']).length <= 28);
  assert.ok(String(tracking).length <= 4000);
  if (type === 'video' || type === 'file') assert.ok(Number(size) > 0);
  if (type === 'file') assert.ok(name);
  const buttons = ((keyboard as JsonObject | undefined)?.['Buttons'] ?? []) as { Columns: number }[];
  const columns = buttons.reduce((sum, button) => sum + button.Columns, 0);
  assert.equal(columns % 6, 0, 'the rows of the keyboard are full');
}

const PICTURE = Buffer.from('the bytes of a picture');

testChannel({
  channel: viber,
  config,
  otherKeys: { ...config, authToken: 'token-of-somebody-else' },
  sign,
  fixtures: { ...messages, ...news },
  unknown: [
    webhook('telepathy', { thoughts: [1] }).body,
    webhook('client_status', { user: ADA }).body,
    webhook('message', { sender: ADA }).body,
    webhook('message', { sender: { id: '' }, message: { type: 'text', text: 'x' } }).body,
    webhook('message', { sender: ADA, message: { type: 'text', text: 'x' }, chat_id: 'c1' }).body,
    webhook('message', { sender: ADA, message: { type: 'text', text: 'x' }, timestamp: 'soon' }).body,
    webhook('conversation_started', {}).body,
    webhook('unsubscribed', {}).body,
    ...['text', 'picture', 'location', 'contact', 'url'].map((type) => fromAda({ type }).body),
    fromAda({ text: 'x' }).body,
    '{"event":"delivered","timestamp":1795000000000}',
    '{"event":"webhook"}',
  ],
  foreign: ['', 'null', '[]', '"text"', '{}', '{"event":{}}', '{"object":"page"}'],
  join: ([body = '']) => body,
  to: [
    { kind: 'phone', value: '+393331234567' },
    { kind: 'user', value: ADA.id },
  ],
  accepted: {
    json: { status: 0, status_message: 'ok', message_token: 5_741_311_803_571_721_000, billing_status: 1 },
    id: '5741311803571721000',
  },
  refusals: {
    'a wrong token': { answer: refused(2), code: 'auth' },
    'a mistake in the request': { answer: refused(3), code: 'invalid' },
    'a person without Viber': { answer: refused(5), code: 'not_found' },
    'a person who has left': { answer: refused(6), code: 'denied' },
    'a bot that is suspended': { answer: refused(9), code: 'auth' },
    'a bot without a webhook': { answer: refused(10), code: 'auth' },
    'too many messages': { answer: refused(12), code: 'rate_limited' },
    'a Viber that is too old': { answer: refused(13), code: 'unsupported' },
    'a country that is not served': { answer: refused(21), code: 'denied' },
    'an empty account': { answer: refused(24), code: 'denied' },
    'a status that we do not know': { answer: refused(99), code: 'denied' },
    'trouble at Viber': { answer: { status: 500 }, code: 'unknown_outcome' },
  },
  keyIn: (request) => (JSON.parse(String(bodyOf(request)['tracking_data'])) as { key: string }).key,
  limits: assertWithinLimits,
  aside: ({ method }) => (method === 'HEAD' ? { status: 200, headers: { 'content-length': '4096' } } : undefined),
  connect: {
    answer: () => ({ status: 200, json: { status: 0, status_message: 'ok', event_types: EVENT_TYPES } }),
    asked: (requests, url) =>
      assert.deepEqual(requests.map(bodyOf), [{ url, event_types: EVENT_TYPES, send_name: true, send_photo: false }]),
  },
  download: {
    file: { id: 'https://dl-media.viber.com/5/foto.jpg', mime: 'image/jpeg', name: 'foto.jpg' },
    answer: () => ({ status: 200, body: PICTURE, headers: { 'content-type': 'image/jpeg' } }),
    expected: { bytes: PICTURE, mime: 'image/jpeg', name: 'foto.jpg' },
  },
  skip: {
    handshake: 'Viber tries the address with an ordinary signed event',
    batches: 'Viber tells of one thing per request',
    echoes: 'a bot is not told of what it sends',
  },
});
