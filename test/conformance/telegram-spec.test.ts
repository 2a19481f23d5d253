import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { isObject, type JsonObject, type JsonValue } from '../../src/base/json.ts';
import type { HttpRequest } from '../../src/net/http.ts';
import type { MessageEvent } from '../../src/message/channel-event.ts';
import { SAMPLES } from '../../src/channels/contract/samples.ts';
import { telegram } from '../../src/channels/telegram/telegram.ts';
import { channelIo } from '../../src/channels/testing/channel-io.ts';
import type { Content } from '../../src/message/content.ts';
import { fit } from '../../src/message/fit.ts';

const SPEC = path.resolve(import.meta.dirname, '../../../shared/specs/telegram/api.json');

type Field = { name: string; types: string[]; required: boolean };
type Spec = {
  methods: Record<string, { fields?: Field[] }>;
  types: Record<string, { fields?: Field[]; subtypes?: string[] }>;
};

const CONFIG = { botToken: '7000:token-of-the-tests-AAA', secretToken: 'secret-of-the-tests' };
const CHAT = '427770117';
const MESSAGE = { message_id: 5, date: 1_795_000_000, chat: { id: 427770117, type: 'private' } };

describe('Telegram’s API as it is described', { skip: existsSync(SPEC) ? false : `nothing at ${SPEC}` }, () => {
  const spec = existsSync(SPEC) ? (JSON.parse(readFileSync(SPEC, 'utf8')) as Spec) : { methods: {}, types: {} };

  for (const [name, sample] of Object.entries(SAMPLES)) {
    test(`${name} is a valid call, quoted or not`, async () => {
      for (const part of fit(withOurIds(sample), telegram.capabilities).parts) {
        for (const replyTo of [undefined, `${CHAT}/4`]) assertValid(spec, await requestsOf(part, replyTo));
      }
    });
  }

  test('a key that shares the phone number is a valid call', async () => {
    const choices = ['share_phone', 'no'].map((id) => ({ id, title: id }));
    assertValid(spec, await requestsOf({ kind: 'choices', text: 'Il tuo numero?', style: 'auto', choices }));
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
    await telegram.acknowledge?.(tap, io);
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
    assertValid(spec, called);
  });

  test('the check itself refuses what is not described', () => {
    const wrong: JsonObject[] = [
      { text: 'x' },
      { chat_id: 1, text: 'x', telepathy: true },
      { chat_id: 1, text: 7 },
      { chat_id: 1, text: 'x', reply_parameters: { message_id: '4' } },
      { chat_id: 1, text: 'x', reply_markup: { inline_keyboard: [{ text: 'a' }] } },
    ];
    for (const each of wrong) assert.notDeepEqual(problemsOf(spec, spec.methods['sendMessage']?.fields, each), []);
  });
});

/** Reactions name a message of a real chat here: the API wants its number. */
function withOurIds(content: Content): Content {
  return content.kind === 'reaction' ? { ...content, to: `${CHAT}/9` } : content;
}

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

function assertValid(spec: Spec, requests: readonly HttpRequest[]): void {
  for (const request of requests) {
    const method = spec.methods[methodOf(request)];
    assert.ok(method, `${methodOf(request)} is a method`);
    const body = typeof request.body === 'string' ? (JSON.parse(request.body) as JsonObject) : queryOf(request);
    assert.deepEqual(problemsOf(spec, method.fields, body), [], methodOf(request));
  }
}

/** Parameters of an address are texts; numbers and lists stand in them as JSON. */
function queryOf({ url }: HttpRequest): JsonObject {
  const read = (text: string): JsonValue => (/^(\d+|\[.*\])$/.test(text) ? (JSON.parse(text) as JsonValue) : text);
  return Object.fromEntries([...new URL(url).searchParams].map(([name, value]) => [name, read(value)]));
}

function problemsOf(spec: Spec, fields: readonly Field[] = [], object: JsonObject): string[] {
  const unknown = Object.keys(object).filter((name) => !fields.some((field) => field.name === name));
  const missing = fields.filter(({ name, required }) => required && object[name] === undefined);
  const wrong = fields.filter(({ name, types }) => {
    const value = object[name];
    return value !== undefined && !types.some((type) => isOf(spec, type, value));
  });
  return [
    ...unknown.map((name) => `${name} is not described`),
    ...missing.map(({ name }) => `${name} is missing`),
    ...wrong.map(({ name, types }) => `${name} is no ${types.join(' or ')}`),
  ];
}

function isOf(spec: Spec, type: string, value: JsonValue): boolean {
  const element = /^Array of (.+)$/.exec(type)?.[1];
  if (element !== undefined) return Array.isArray(value) && value.every((each: JsonValue) => isOf(spec, element, each));
  if (type === 'Integer') return Number.isSafeInteger(value);
  if (type === 'Float') return typeof value === 'number';
  if (type === 'String') return typeof value === 'string';
  if (type === 'Boolean' || type === 'True') return typeof value === 'boolean';
  const described = spec.types[type];
  if (described?.subtypes) return described.subtypes.some((subtype) => isOf(spec, subtype, value));
  return described !== undefined && isObject(value) && problemsOf(spec, described.fields, value).length === 0;
}
