import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import Fastify from 'fastify';
import type { MediaRef } from '../../message/content.ts';
import { createMediaLinks } from '../../store/media/media-link.ts';
import { openMediaStore } from '../../store/media/media-store.ts';
import { parseKey } from '../../store/secrets.ts';
import { answerErrors } from '../plugins/errors.ts';
import { mediaRoutes } from './media.ts';

const NOW = 1_000_000_000;
const UNTIL = NOW + 60_000;
const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('0123456789')]);

async function serve(t: TestContext, now = () => NOW) {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-media-route-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'key'), 'the key');
  const store = openMediaStore(folder);
  const links = createMediaLinks([parseKey(randomBytes(32).toString('hex'), 'test')]);
  const app = Fastify({ forceCloseConnections: true });
  t.after(() => app.close());
  answerErrors(app);
  await app.register(mediaRoutes, { store, links, now });
  const put = (bytes: Uint8Array, name = 'contatore.png') => store.put(bytes, { mime: '', name, maxBytes: 1e8 });
  return { app, store, links, put };
}

/** A server with one picture, and its link. */
async function servePicture(t: TestContext, now?: () => number) {
  const parts = await serve(t, now);
  const picture = await parts.put(PNG);
  return { ...parts, picture, url: parts.links.sign(picture, UNTIL) };
}

test('a picture comes whole, to be shown, and nothing about it can be run or guessed', async (t) => {
  const { app, url, picture } = await servePicture(t);
  const response = await app.inject({ url });
  assert.equal(response.statusCode, 200);
  assert.deepEqual(response.rawPayload, PNG);
  const { 'content-security-policy': policy, date: _date, connection: _connection, ...headers } = response.headers;
  assert.match(String(policy), /default-src 'none';.*; sandbox$/);
  assert.deepEqual(headers, {
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=60',
    'content-disposition': `inline; filename="contatore.png"; filename*=UTF-8''contatore.png`,
    'content-length': '18',
    'content-type': 'image/png',
    'cross-origin-resource-policy': 'same-origin',
    etag: `"${picture.id}"`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
});

test('a page is downloaded as bytes of no type, whatever its reference says', async (t) => {
  const { app, links, put } = await serve(t);
  const page = await put(Buffer.from('<script>alert(1)</script>'), 'page.html');
  for (const mime of [page.mime, 'text/html', 'image/svg+xml', 'application/xhtml+xml', 'image/png\r\nx: y']) {
    const { headers } = await app.inject({ url: links.sign({ ...page, mime }, UNTIL) });
    assert.equal(headers['content-type'], 'application/octet-stream', mime);
    assert.match(String(headers['content-disposition']), /^attachment; filename="page.html"/);
  }
});

test('a name in any script comes through, and a nameless file has none', async (t) => {
  const { app, links, put } = await serve(t);
  const dispositionOf = async (ref: MediaRef) =>
    (await app.inject({ url: links.sign(ref, UNTIL) })).headers['content-disposition'];
  const ref = await put(Buffer.from('%PDF-1.7'), `perché "no" 50%'(請).pdf`);
  assert.equal(
    await dispositionOf(ref),
    `attachment; filename="perch_ no 50_'(_).pdf"; filename*=UTF-8''perch%C3%A9%20no%2050%25%27%28%E8%AB%8B%29.pdf`,
  );
  const { name: _, ...nameless } = ref;
  assert.equal(await dispositionOf(nameless), 'attachment');
});

const RANGES: readonly (readonly [range: string, status: number, body: string, contentRange?: string])[] = [
  ['bytes=8-9', 206, '01', 'bytes 8-9/18'],
  ['bytes=16-', 206, '89', 'bytes 16-17/18'],
  ['bytes=-3', 206, '789', 'bytes 15-17/18'],
  ['bytes=15-100', 206, '789', 'bytes 15-17/18'],
  ['bytes=17-17', 206, '9', 'bytes 17-17/18'],
  ['bytes=-100', 206, PNG.toString('latin1'), 'bytes 0-17/18'],
  ['bytes=18-', 416, '', 'bytes */18'],
  ['bytes=999999999999-', 416, '', 'bytes */18'],
  ['bytes=-0', 416, '', 'bytes */18'],
  ['bytes=5-2', 200, PNG.toString('latin1')],
  ['bytes=0-1,4-5', 200, PNG.toString('latin1')],
  ['bytes=-', 200, PNG.toString('latin1')],
  ['bytes=a-b', 200, PNG.toString('latin1')],
  ['items=0-1', 200, PNG.toString('latin1')],
];

for (const [range, status, body, contentRange] of RANGES) {
  test(`range ${range} is answered ${status}`, async (t) => {
    const { app, url } = await servePicture(t);
    const response = await app.inject({ url, headers: { range } });
    assert.equal(response.statusCode, status);
    assert.equal(response.headers['content-range'], contentRange);
    assert.equal(response.headers['cache-control'], status === 416 ? undefined : 'private, max-age=60');
    if (status === 416) return assert.match(response.json().detail, /18 bytes/);
    assert.equal(response.rawPayload.toString('latin1'), body);
    assert.equal(response.headers['content-length'], String(body.length));
  });
}

test('no range of an empty file is there', async (t) => {
  const { app, links, put } = await serve(t);
  const url = links.sign(await put(new Uint8Array()), UNTIL);
  assert.equal((await app.inject({ url })).headers['content-length'], '0');
  assert.equal((await app.inject({ url, headers: { range: 'bytes=0-' } })).statusCode, 416);
});

test('a range counts only for the version that it was asked of', async (t) => {
  const { app, url, picture } = await servePicture(t);
  const statusFor = async (ifRange: string) =>
    (await app.inject({ url, headers: { range: 'bytes=0-0', 'if-range': ifRange } })).statusCode;
  assert.equal(await statusFor(`"${picture.id}"`), 206);
  assert.equal(await statusFor('"another"'), 200);
});

test('a file that the browser has is not sent again', async (t) => {
  const { app, url, picture } = await servePicture(t);
  const statusFor = async (etag: string) => (await app.inject({ url, headers: { 'if-none-match': etag } })).statusCode;
  assert.equal(await statusFor(`"x", W/"${picture.id}"`), 304);
  assert.equal(await statusFor('"x"'), 200);
});

test('HEAD tells what GET would, without the content', async (t) => {
  const { app, url } = await servePicture(t);
  for (const headers of [{}, { range: 'bytes=0-3' }]) {
    const [head, get] = [await app.inject({ method: 'HEAD', url, headers }), await app.inject({ url, headers })];
    assert.equal(head.statusCode, get.statusCode);
    assert.deepEqual({ ...head.headers, date: '' }, { ...get.headers, date: '' });
    assert.equal(head.rawPayload.length, 0);
  }
});

test('a changed link is refused, an expired one is gone, an erased file is not found', async (t) => {
  let now = NOW;
  const { app, url, store, picture } = await servePicture(t, () => now);
  const answerTo = async (link: string) => {
    const { statusCode, headers, json } = await app.inject({ url: link });
    assert.match(String(headers['content-type']), /^application\/problem\+json/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.deepEqual([headers['content-disposition'], headers['cache-control']], [undefined, undefined]);
    assert.ok(json().detail.length > 10);
    return statusCode;
  };
  assert.equal(await answerTo(url.replace('contatore', 'altro')), 403);
  assert.equal(await answerTo(url.replace(picture.id, 'ab'.repeat(32))), 403);
  assert.equal(await answerTo(`${url}&name=x`), 403);
  assert.equal(await answerTo(`/media/${picture.id}`), 403);
  now = UNTIL;
  assert.equal(await answerTo(url), 410);
  now = NOW;
  await store.delete(picture.id);
  assert.equal(await answerTo(url), 404);
});

test('a path that leads elsewhere is refused, also when we signed it', async (t) => {
  const { app, links } = await serve(t);
  for (const id of [
    '../key',
    '..%2Fkey',
    '%2e%2e%2fkey',
    'new',
    '..',
    `${'a'.repeat(64)}%00`,
    `${'a'.repeat(64)}/../key`,
  ]) {
    const { statusCode, body } = await app.inject({ url: links.sign({ id, mime: 'text/plain' }, UNTIL) });
    assert.ok([403, 404].includes(statusCode), `${id}: ${statusCode}`);
    assert.doesNotMatch(body, /the key/);
  }
});

test('a file of many megabytes comes whole over HTTP, and who hangs up in the middle harms nobody', async (t) => {
  const { app, links, put, url } = { ...(await servePicture(t)) };
  const film = randomBytes(20_000_000);
  const link = links.sign(await put(film), UNTIL);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  await new Promise<void>((resolve) => {
    const request = httpRequest(`${origin}${link}`, (response) => response.once('data', () => request.destroy()));
    request.on('close', () => resolve()).on('error', () => {});
    request.end();
  });
  assert.deepEqual(Buffer.from(await (await fetch(`${origin}${link}`)).arrayBuffer()), film);
  assert.equal((await fetch(`${origin}${url}`)).status, 200);
});
