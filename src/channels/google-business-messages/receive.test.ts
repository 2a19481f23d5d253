import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { HookRequest } from '../channel.ts';
import type { GbmConfig } from './config.ts';
import { receive } from './receive.ts';
import { verify } from './verify.ts';

const config: GbmConfig = {
  agent: 'brands/1/agents/2',
  clientToken: 'client-token',
  partnerKey: 'partner-key',
  serviceAccount: 'bot@example.com',
  privateKey: 'private-key',
  apiBase: 'http://127.0.0.1:1',
};
const sender = { key: 'c-1', addresses: [{ kind: 'user', value: 'c-1' }] };
const createTime = '2024-05-02T20:57:00.123456Z';
const at = Date.UTC(2024, 4, 2, 20, 57, 0, 123);

function hook(value: object, key = config.partnerKey): HookRequest {
  const body = Buffer.from(JSON.stringify(value));
  const headers = { 'x-goog-signature': createHmac('sha512', key).update(body).digest('base64') };
  return { method: 'POST', url: 'https://bot.example.com/hooks/g', query: {}, headers, body };
}
const read = (value: object) => receive(hook({ agent: config.agent, conversationId: 'c-1', ...value }), config).events;

test('a webhook is let in by the signature over its bytes, the set-up call by our token', () => {
  const good = hook({ conversationId: 'c-1' });
  assert.equal(verify(good, config), true);
  assert.equal(verify({ ...good, body: Buffer.concat([good.body, Buffer.from(' ')]) }, config), false);
  assert.equal(verify(hook({}, 'another-key'), config), false);
  const setUp = (value: object): HookRequest => ({
    ...hook({}),
    headers: {},
    body: Buffer.from(JSON.stringify(value)),
  });
  const right = setUp({ clientToken: 'client-token', secret: 's-1' });
  assert.equal(verify(right, config), true);
  assert.equal(receive(right, config).response?.body, 's-1');
  assert.equal(verify(setUp({ clientToken: 'wrong', secret: 's-1' }), config), false);
  assert.equal(verify(setUp({ clientToken: 'client-token', secret: 's', conversationId: 'c-1' }), config), false);
});

test('words, taps and pictures are messages, receipts are statuses, typing is nothing', () => {
  const message = { messageId: 'm-1', text: 'Ciao', createTime };
  assert.deepEqual(read({ requestId: 'r-1', message }), [
    { type: 'message', id: 'r-1', at, sender, content: { kind: 'text', text: 'Ciao' } },
  ]);
  const [tap] = read({ requestId: 'r-2', suggestionResponse: { postbackData: 'yes', text: 'Sì', createTime } });
  assert.deepEqual(tap?.type === 'message' && tap.content, { kind: 'choice', id: 'yes', title: 'Sì' });
  const link = 'https://storage.googleapis.com/b/1?x-goog-signature=89db';
  const [picture] = read({ requestId: 'r-3', message: { ...message, text: link } });
  assert.equal(picture?.type === 'message' && picture.content.kind, 'media');
  const receipts = [{ message: 'conversations/c-1/messages/m-9', receiptType: 'READ' }];
  assert.deepEqual(read({ receipts: { receipts, createTime } }), [
    { type: 'status', id: 'm-9', status: 'read', at, recipient: sender },
  ]);
  assert.equal(read({ requestId: 'r-4', userStatus: { isTyping: true, createTime } })[0]?.type, 'ignored');
  assert.throws(() => receive(hook({}), config), { code: 'invalid' });
});
