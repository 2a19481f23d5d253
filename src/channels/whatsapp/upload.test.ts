import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { Content } from '../../message/content.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import { channelIo } from '../testing/channel-io.ts';
import { send } from './send.ts';

const PICTURE = 'http://files.lan:8080/m/foto%20casa.jpg?until=1';
const BYTES = Buffer.from('a picture');
const config = {
  phoneNumberId: '300',
  appSecret: 'app-secret',
  verifyToken: 'verify-token',
  accessToken: 'access-token',
  uploadFrom: ['files.lan:8080'],
};

type Answer = { status?: number; headers?: Record<string, string>; body?: Uint8Array | string } | Failure;

/** A world with one answer for the file, for its upload and for the message. */
function world({ file = {}, upload = {} }: { file?: Answer; upload?: Answer } = {}) {
  const requests: HttpRequest[] = [];
  let now = 0;
  const http = (request: HttpRequest): Promise<HttpResponse> => {
    requests.push(request);
    const { pathname, host } = new URL(request.url);
    const answer = pathname.endsWith('/media') ? upload : host.endsWith('.lan:8080') ? file : {};
    if (answer instanceof Failure) return Promise.reject(answer);
    const usual = pathname.endsWith('/media')
      ? '{"id":"9009"}'
      : pathname.endsWith('/messages')
        ? '{"messages":[{"id":"wamid.S"}]}'
        : BYTES;
    const body = Buffer.from(answer.body ?? usual);
    const headers = answer.headers ?? { 'content-type': 'image/jpeg; charset=binary' };
    return Promise.resolve({ status: answer.status ?? 200, headers, body, text: () => body.toString() });
  };
  const io = channelIo({ config, http, now: () => now });
  const sending = (content: Content) => send({ to: [{ kind: 'phone', value: '+39333' }], content, key: 'r#1' }, io);
  const sent = () => requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
  const last = () => JSON.parse(String(requests.at(-1)?.body)) as Record<string, unknown>;
  return { requests, sending, sent, last, wait: (ms: number) => void (now += ms) };
}

const image = (url: string): Content => ({ kind: 'media', media: 'image', url, caption: 'Casa' });

test('a file that Meta cannot fetch is fetched and uploaded, and the message names it by its id', async () => {
  const { requests, sending, sent, last } = world();
  assert.deepEqual(await sending(image(PICTURE)), { id: 'wamid.S' });
  assert.deepEqual(sent(), ['GET /m/foto%20casa.jpg', 'POST /v26.0/300/media', 'POST /v26.0/300/messages']);
  assert.deepEqual(last()['image'], { id: '9009', caption: 'Casa' });
  const [fetched, uploaded] = requests;
  assert.equal(fetched?.headers, undefined, 'the token stays with Meta');
  assert.deepEqual(fetched?.guard, { allowPrivate: ['files.lan:8080'] });
  const type = uploaded?.headers?.['content-type'] ?? '';
  const form = await new Response(uploaded?.body as Buffer, { headers: { 'content-type': type } }).formData();
  assert.deepEqual([form.get('messaging_product'), form.get('type')], ['whatsapp', 'image/jpeg']);
  const file = form.get('file') as File;
  assert.deepEqual([file.name, file.type, await file.text()], ['foto_20casa.jpg', 'image/jpeg', 'a picture']);
});

test('every other link goes out as it is', async () => {
  for (const url of ['https://example.com/a.jpg', 'http://files.lan/a.jpg', 'http://files.lan:8080.example.com/a']) {
    const { sending, sent, last } = world();
    await sending(image(url));
    assert.deepEqual([sent(), last()['image']], [['POST /v26.0/300/messages'], { link: url, caption: 'Casa' }]);
  }
});

test('the same bytes are uploaded once for as long as Meta keeps them', async () => {
  const { sending, sent, wait } = world();
  await sending(image(PICTURE));
  await sending(image(`${PICTURE}2`));
  wait(30 * 86_400_000);
  await sending(image(PICTURE));
  assert.equal(sent().filter((call) => call.endsWith('/media')).length, 2);
});

test('a document keeps its name, and the file of a template’s head is uploaded as well', async () => {
  const { sending, last } = world();
  await sending({ kind: 'media', media: 'document', url: 'http://files.lan:8080/contratto.pdf' });
  assert.deepEqual(last()['document'], { id: '9009', filename: 'contratto.pdf' });
  const header = { kind: 'image', url: PICTURE } as const;
  await sending({ kind: 'template', name: 'promemoria', language: 'it', parameters: [], header });
  const components = [{ type: 'header', parameters: [{ type: 'image', image: { id: '9009' } }] }];
  assert.deepEqual((last()['template'] as { components: unknown }).components, components);
});

test('what goes wrong before the message is sent is never an open send, and no fault of the connection', async () => {
  const lost = new Failure({ code: 'unknown_outcome', message: 'The connection was closed.' });
  const cases: [Parameters<typeof world>[0], string][] = [
    [{ file: { status: 401 } }, 'denied'],
    [{ file: { status: 404 } }, 'not_found'],
    [{ file: { status: 500 } }, 'unavailable'],
    [{ upload: lost }, 'unavailable'],
    [{ upload: { status: 502, body: '<html>' } }, 'unavailable'],
    [{ upload: { body: '{}' } }, 'unavailable'],
    [{ upload: { status: 400, body: '{"error":{"code":131053}}' } }, 'invalid'],
  ];
  for (const [answers, code] of cases) {
    const { sending, sent } = world(answers);
    await assert.rejects(sending(image(PICTURE)), (thrown) => thrown instanceof Failure && thrown.code === code);
    assert.ok(!sent().some((call) => call.endsWith('/messages')));
  }
});
