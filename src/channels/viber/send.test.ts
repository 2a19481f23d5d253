import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Content } from '../../message/content.ts';
import type { HttpResponse } from '../../net/http.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { ViberConfig } from './config.ts';
import { ADA, webhook } from './fixtures/webhooks.ts';
import { viber } from './viber.ts';

const CONFIG: ViberConfig = { authToken: 'token-of-the-tests-0001', name: 'Energia Rossi' };

/** What is sent for a content, where the place of a file answers as told. */
async function sent(content: Content, head: Partial<HttpResponse> | Failure = {}): Promise<JsonObject> {
  let body: JsonObject = {};
  const io = channelIo<ViberConfig>({
    config: CONFIG,
    http: async (request) => {
      if (request.method === 'HEAD') {
        if (head instanceof Failure) throw head;
        return answer(head);
      }
      body = JSON.parse(String(request.body)) as JsonObject;
      return answer({ body: Buffer.from('{"status":0,"message_token":4912661846655238145}') });
    },
  });
  const { id } = await viber.send({ to: [{ kind: 'user', value: ADA.id }], content, key: 'run-1#2' }, io);
  assert.equal(id, '4912661846655238145', 'all digits of the token');
  return body;
}

function answer({ status = 200, headers = {}, body = new Uint8Array() }: Partial<HttpResponse>): HttpResponse {
  return { status, headers, body, text: () => Buffer.from(body).toString() };
}

function choices(...titles: string[]): Content {
  return { kind: 'choices', text: '?', style: 'auto', choices: titles.map((title) => ({ id: `id-${title}`, title })) };
}

const widths = ({ keyboard }: JsonObject) =>
  ((keyboard as JsonObject)['Buttons'] as { Columns: number }[]).map(({ Columns }) => Columns);

test('short titles stand side by side, in rows that are full', async () => {
  assert.deepEqual(widths(await sent(choices('Sì', 'No', 'Forse', 'Mai'))), [2, 2, 2, 6]);
  assert.deepEqual(widths(await sent(choices('Oggi pomeriggio', 'Domani'))), [3, 3]);
  assert.deepEqual(widths(await sent(choices('Un titolo più lungo del solito', 'No'))), [6, 6]);
});

test('a button writes the id of its choice, whose title travels along; no newer Viber is needed', async () => {
  const { keyboard, tracking_data: tracking, min_api_version: version } = await sent(choices('Luce'));
  assert.deepEqual((keyboard as JsonObject)['Buttons'], [
    { Columns: 6, Rows: 1, Text: 'Luce', ActionType: 'reply', ActionBody: 'id-Luce' },
  ]);
  assert.deepEqual(JSON.parse(String(tracking)), { key: 'run-1#2', choices: { 'id-Luce': 'Luce' } });
  assert.equal(version, 1);
});

test('titles that are too much to travel along stay behind', async () => {
  const long = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(150));
  assert.deepEqual(JSON.parse(String((await sent(choices(...long)))['tracking_data'])), { key: 'run-1#2' });
});

test('buttons that share a number or a place need a newer Viber', async () => {
  const shared = ['share_phone', 'share_location'].map((id) => ({ id, title: id }));
  const { keyboard, min_api_version: version } = await sent({ ...choices(), choices: shared } as Content);
  const actions = ((keyboard as JsonObject)['Buttons'] as JsonObject[]).map(({ ActionType }) => ActionType);
  assert.deepEqual([actions, version], [['share-phone', 'location-picker'], 3]);
});

test('a film has the size that its place tells; without one it goes as a link', async () => {
  const film: Content = { kind: 'media', media: 'video', url: 'https://example.com/a.mp4' };
  const link = { type: 'url', media: film.url };
  const kind = ({ type, media, size }: JsonObject) => ({ type, media, ...(size !== undefined && { size }) });
  assert.deepEqual(kind(await sent(film, { headers: { 'content-length': '77' } })), {
    ...link,
    type: 'video',
    size: 77,
  });
  assert.deepEqual(kind(await sent(film)), link);
  assert.deepEqual(kind(await sent(film, { headers: { 'content-length': '26000001' } })), link);
  assert.deepEqual(kind(await sent(film, { status: 404, headers: { 'content-length': '77' } })), link);
  assert.deepEqual(kind(await sent(film, new Failure({ code: 'timeout', message: 'Too late.' }))), link);
});

test('a file keeps its name, or has the one in its link', async () => {
  const file = { id: 'https://example.com/1', mime: 'application/pdf', bytes: 10, name: 'offerta.pdf' };
  assert.equal((await sent({ kind: 'media', media: 'document', file }))['file_name'], 'offerta.pdf');
  const head = { headers: { 'content-length': '10' } };
  const linked: Content = { kind: 'media', media: 'document', url: 'https://example.com/una%20carta.pdf?x=1' };
  assert.equal((await sent(linked, head))['file_name'], 'una carta.pdf');
});

test('a reference that is no address is refused before anything is sent', async () => {
  const file: Content = { kind: 'media', media: 'document', file: { id: '9001', mime: 'application/pdf' } };
  const refusal = new Failure({ code: 'invalid', message: 'This is no address.' });
  await assert.rejects(sent(file, refusal), refusal);
});

test('whoever opens the chat is answered with the welcome message, and nothing else is', () => {
  const received = (body: string, config: ViberConfig) => {
    const signature = createHmac('sha256', config.authToken).update(body).digest('hex');
    const headers = { 'x-viber-content-signature': signature };
    return viber.receive({ method: 'POST', url: '/', query: {}, headers, body: Buffer.from(body) }, config);
  };
  const { body } = webhook('conversation_started', { user: ADA, subscribed: false });
  const { response } = received(body, { ...CONFIG, welcome: 'Benvenuti!' });
  assert.deepEqual(JSON.parse(response?.body ?? ''), {
    sender: { name: 'Energia Rossi' },
    min_api_version: 1,
    tracking_data: '{"key":"welcome"}',
    type: 'text',
    text: 'Benvenuti!',
  });
  assert.equal(received(body, CONFIG).response, undefined);
  assert.equal(received(webhook('subscribed', { user: ADA }).body, { ...CONFIG, welcome: 'x' }).response, undefined);
});

test('the check tells of the webhook, of what is missing, and of who has subscribed', async () => {
  const account = (facts: JsonObject) =>
    viber.check?.(
      channelIo<ViberConfig>({
        config: CONFIG,
        http: async () => answer({ body: Buffer.from(JSON.stringify({ status: 0, name: 'Energia', ...facts })) }),
      }),
    );
  const good = await account({
    webhook: 'https://bot.example.com/hooks/1',
    event_types: ['delivered', 'seen', 'failed', 'conversation_started', 'subscribed', 'unsubscribed'],
    subscribers_count: 35,
  });
  assert.deepEqual(
    good?.map(({ name, ok }) => [name, ok]),
    [
      ['Token', true],
      ['Webhook', true],
      ['Subscribers', true],
    ],
  );
  assert.match(good?.[2]?.message ?? '', /^35 people/);
  const bad = await account({ webhook: 'https://bot.example.com', event_types: ['subscribed', 'unsubscribed'] });
  assert.match(bad?.[1]?.message ?? '', /but not: delivered, seen, failed, conversation_started/);
  assert.equal((await account({}))?.[1]?.ok, false);
});
