import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { JsonObject, JsonValue } from '../../src/base/json.ts';
import type { HttpRequest } from '../../src/net/http.ts';
import type { MessageEvent } from '../../src/message/channel-event.ts';
import { telegram } from '../../src/channels/telegram/telegram.ts';
import { channelIo } from '../../src/channels/testing/channel-io.ts';
import type { Content } from '../../src/message/content.ts';
import { telegram as telegramSpec } from './specs/providers.ts';
import { SPECS } from './specs/spec.ts';

const skip = existsSync(SPECS) ? false : `no specifications at ${SPECS}`;
const CONFIG = { botToken: '7000:token-of-the-tests-AAA', secretToken: 'secret-of-the-tests' };
const CHAT = '427770117';
const MESSAGE = { message_id: 5, date: 1_795_000_000, chat: { id: 427770117, type: 'private' } };

describe('Telegram’s API beyond plain sends', { skip }, () => {
  const check = skip ? () => [] : telegramSpec();
  const assertValid = (requests: readonly HttpRequest[]): void => {
    assert.ok(requests.length > 0);
    for (const request of requests) assert.deepEqual(check(withBody(request)), [], methodOf(request));
  };

  test('an answer that quotes, and a key that shares the phone number, are valid calls', async () => {
    const choices = ['share_phone', 'no'].map((id) => ({ id, title: id }));
    const question: Content = { kind: 'choices', text: 'Il tuo numero?', style: 'auto', choices };
    const file: Content = { kind: 'media', media: 'image', url: 'https://example.com/a.jpg', caption: 'Ecco' };
    for (const content of [question, file, { kind: 'text', text: 'Eccoci' }] as const)
      assertValid(await requestsOf(content, `${CHAT}/4`));
  });

  test('connecting, disconnecting, listening, acknowledging, checking and downloading are valid calls', async () => {
    const tap: MessageEvent = {
      type: 'message',
      id: 'callback/1',
      at: 0,
      sender: { key: CHAT, addresses: [{ kind: 'user', value: CHAT }] },
      content: { kind: 'choice', id: 'a', title: 'A' },
      channelContext: { callback: '1' },
    };
    const stop = new AbortController();
    const { io, requests } = world((request) =>
      request.url.includes('getUpdates')
        ? (stop.abort(), [])
        : request.url.includes('getFile')
          ? { file_path: 'a' }
          : true,
    );
    await telegram.connect?.({ url: 'https://bot.example.com/hooks/1' }, io);
    await telegram.disconnect?.(io);
    await telegram.listen?.({ ...io, config: { ...CONFIG, polling: true } }, () => assert.fail(), stop.signal);
    await telegram.answerTap?.(tap, io);
    const { channelContext: _tapped, ...said } = tap;
    await telegram.acknowledge?.(said, io);
    await telegram.check?.(io);
    await telegram.download?.({ id: 'F', mime: 'image/png' }, { ...io, maxBytes: 1000 });
    const called = requests.filter(({ url }) => !url.includes('/file/'));
    assert.deepEqual([...new Set(called.map(methodOf))].sort(), [
      'answerCallbackQuery',
      'deleteWebhook',
      'getFile',
      'getMe',
      'getUpdates',
      'getWebhookInfo',
      'sendChatAction',
      'setWebhook',
    ]);
    assertValid(called);
  });
});

function world(answer: (request: HttpRequest) => JsonValue) {
  const requests: HttpRequest[] = [];
  const io = channelIo({
    config: CONFIG,
    now: () => 0,
    http(request) {
      requests.push(request);
      const text = JSON.stringify({ ok: true, result: answer(request) });
      return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(text), text: () => text });
    },
  });
  return { io, requests };
}

async function requestsOf(content: Content, replyTo?: string): Promise<HttpRequest[]> {
  const { io, requests } = world(() => MESSAGE);
  const to = [{ kind: 'user', value: CHAT }] as const;
  await telegram.send({ to, content, key: 'run-1#2', ...(replyTo !== undefined && { replyTo }) }, io);
  return requests;
}

function methodOf({ url }: HttpRequest): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}

/** A call may have its parameters in its address: the specification is held to them as to a body. */
function withBody(request: HttpRequest): HttpRequest {
  if (request.body !== undefined) return request;
  return { ...request, headers: { 'content-type': 'application/json' }, body: JSON.stringify(queryOf(request)) };
}

/** Parameters of an address are texts; numbers and lists stand in them as JSON. */
function queryOf({ url }: HttpRequest): JsonObject {
  const read = (text: string): JsonValue => (/^(\d+|\[.*\])$/.test(text) ? (JSON.parse(text) as JsonValue) : text);
  return Object.fromEntries([...new URL(url).searchParams].map(([name, value]) => [name, read(value)]));
}
