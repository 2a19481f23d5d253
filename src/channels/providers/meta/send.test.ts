import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import type { HttpRequest } from '../../../net/http.ts';
import type { OutboundMessage } from '../../channel.ts';
import { answerOf } from '../../contract/suite.ts';
import type { Platform } from './platform.ts';
import { sendPart } from './send.ts';
import { timeAt } from './time.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 23);

const PLATFORM: Platform = {
  who: 'The service',
  object: 'page',
  account: '1',
  node: '1',
  api: 'https://graph.example.com/v26.0',
  accessToken: 'token-of-the-tests',
  metadata: true,
  humanAgent: false,
  keys: { appSecret: 'app-secret', verifyToken: 'verify-token' },
  fields: [],
  profile: 'id',
};

/** The body of the request that sends a message. */
async function bodyOf(message: Partial<OutboundMessage>, platform: Partial<Platform> = {}): Promise<JsonObject> {
  const requests: HttpRequest[] = [];
  const http = (request: HttpRequest) => {
    requests.push(request);
    return answerOf({ answer: { status: 200, json: { message_id: 'm_1' } } });
  };
  const whole = { to: [{ kind: 'user', value: '7' }], content: { kind: 'text', text: 'Ciao' }, key: 'k', ...message };
  await sendPart(whole as OutboundMessage, { http, now: () => NOW }, { ...PLATFORM, ...platform });
  return JSON.parse(String(requests[0]?.body)) as JsonObject;
}

const refusal = (message: Partial<OutboundMessage>) =>
  bodyOf(message).then(
    () => assert.fail('it was sent'),
    (thrown: { code?: string }) => thrown.code,
  );

test('an answer names its person, its occasion, what it quotes, and our key', async () => {
  assert.deepEqual(await bodyOf({ replyTo: 'm_0' }), {
    recipient: { id: '7' },
    messaging_type: 'RESPONSE',
    message: { text: 'Ciao', metadata: 'rondine:k', reply_to: { mid: 'm_0' } },
  });
  assert.deepEqual((await bodyOf({}, { metadata: false }))['message'], { text: 'Ciao' });
});

test('the tag of staff goes with what people write, after a day only, and only where they may answer for longer', async () => {
  const occasion = async (ageMs: number, humanAgent: boolean, by: 'staff' | 'flow' = 'staff') =>
    (await bodyOf({ channelContext: { at: NOW - ageMs }, by }, { humanAgent }))['tag'];
  assert.equal(await occasion(DAY_MS + 1, true, 'flow'), undefined);
  assert.equal((await bodyOf({ channelContext: { at: NOW - 2 * DAY_MS } }, { humanAgent: true }))['tag'], undefined);
  assert.equal(await occasion(DAY_MS, true), undefined);
  assert.equal(await occasion(DAY_MS + 1, true), 'HUMAN_AGENT');
  assert.equal(await occasion(DAY_MS + 1, false), undefined);
  assert.equal((await bodyOf({ by: 'staff' }, { humanAgent: true }))['tag'], undefined);
});

test('three choices are buttons, four or a long text quick replies', async () => {
  const choices = (count: number) =>
    Array.from({ length: count }, (_, id) => ({ id: `c${id}`, title: `Scelta ${id}` }));
  const shape = async (count: number, text: string) => {
    const { message } = await bodyOf({ content: { kind: 'choices', style: 'buttons', text, choices: choices(count) } });
    return Object.keys(message as JsonObject).join(' ');
  };
  assert.equal(await shape(3, 'x'.repeat(640)), 'attachment metadata');
  assert.equal(await shape(4, 'x'), 'text quick_replies metadata');
  assert.equal(await shape(3, 'x'.repeat(641)), 'text quick_replies metadata');
});

test('what cannot be sent is refused before any call', async () => {
  assert.equal(await refusal({ to: [{ kind: 'phone', value: '+393331234567' }] }), 'invalid');
  assert.equal(await refusal({ content: { kind: 'media', media: 'image' } }), 'invalid');
  assert.equal(await refusal({ content: { kind: 'media', media: 'sticker', url: 'https://a.example' } }), 'invalid');
  assert.equal(await refusal({ content: { kind: 'reaction', to: 'm_0', emoji: '👍' } }), 'unsupported');
  const choices = [{ id: 'x'.repeat(1001), title: 'Sì' }];
  assert.equal(await refusal({ content: { kind: 'choices', style: 'buttons', text: 'x', choices } }), 'invalid');
});

test('times are milliseconds, whether Meta writes them so, in seconds or as texts', () => {
  for (const value of [1_795_000_000_000, 1_795_000_000, '1795000000', '1795000000000'])
    assert.equal(timeAt({ timestamp: value }, 'timestamp'), 1_795_000_000_000);
  for (const value of ['soon', '', -1, 1e300, null, 9_007_199_254_740_992])
    assert.equal(timeAt({ timestamp: value }, 'timestamp'), undefined);
});
