import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { MediaContent } from '../../message/content.ts';
import { createFetchMedia, type Download } from './fetch-media.ts';
import { MEDIA_LIMITS } from './media-limits.ts';
import { openMediaStore } from './media-store.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n…', 'latin1');
const PICTURE: MediaContent = {
  kind: 'media',
  media: 'image',
  file: { id: '4711', mime: 'image/jpeg', name: 'contatore.png' },
  caption: 'Il contatore',
};
const handing =
  (bytes: Uint8Array): Download =>
  async () => ({ bytes, mime: 'image/png', name: 'other.png' });

function opened(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-fetch-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return openMediaStore(folder);
}

const isInvalid = (error: unknown) => error instanceof Failure && error.code === 'invalid';

test('a provider’s reference becomes ours, and the rest of the message stays', async (t) => {
  const store = opened(t);
  const fetchMedia = createFetchMedia({ store });
  const asked: unknown[] = [];
  const fetched = await fetchMedia(PICTURE, async (...request) => {
    asked.push(request);
    return { bytes: PNG, mime: 'image/jpeg', name: 'other.png' };
  });
  const id = createHash('sha256').update(PNG).digest('hex');
  const file = { id, mime: 'image/png', bytes: PNG.length, name: 'contatore.png' };
  assert.deepEqual(fetched, { ...PICTURE, file });
  assert.deepEqual(asked, [[PICTURE.file, MEDIA_LIMITS.image]]);
  assert.ok(await store.stat(id));
  assert.deepEqual(await fetchMedia(PICTURE, handing(PNG)), fetched);
});

test('a file that the message does not name has the provider’s name, or none', async (t) => {
  const fetchMedia = createFetchMedia({ store: opened(t) });
  const nameless = { ...PICTURE, file: { id: '4711', mime: 'image/png' } };
  assert.equal((await fetchMedia(nameless, handing(PNG))).file?.name, 'other.png');
  const { file } = await fetchMedia(nameless, async () => ({ bytes: PNG, mime: 'image/png' }));
  assert.ok(file && !('name' in file));
});

test('content without a file is left alone', async (t) => {
  const fetchMedia = createFetchMedia({ store: opened(t) });
  const content: MediaContent = { kind: 'media', media: 'image', url: 'https://example.com/a.png' };
  assert.equal(await fetchMedia(content, () => assert.fail()), content);
});

test('the limit is the one of the kind, before the download where the message tells the size', async (t) => {
  const limits = { ...MEDIA_LIMITS, image: 5, document: 1000 };
  const fetchMedia = createFetchMedia({ store: opened(t), limits });
  await assert.rejects(fetchMedia(PICTURE, handing(PNG)), isInvalid);
  assert.ok((await fetchMedia({ ...PICTURE, media: 'document' }, handing(PNG))).file?.bytes);
  const told = { ...PICTURE, file: { id: '4711', mime: 'image/png', bytes: 6 } };
  await assert.rejects(
    fetchMedia(told, () => assert.fail()),
    isInvalid,
  );
});

test('a download’s failure comes through as it is', async (t) => {
  const failure = new Failure({ code: 'not_found', message: 'Gone.' });
  const fetching = createFetchMedia({ store: opened(t) })(PICTURE, () => Promise.reject(failure));
  await assert.rejects(fetching, (error) => error === failure);
});

test('no more than so many downloads go on at once, failed ones make room, and all end', async (t) => {
  const fetchMedia = createFetchMedia({ store: opened(t), atOnce: 3 });
  let underWay = 0;
  let most = 0;
  const order: number[] = [];
  const late: Promise<unknown>[] = [];
  const fetching = (number: number): Promise<unknown> =>
    fetchMedia(PICTURE, async () => {
      order.push(number);
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      // One that comes while others wait has to stand behind them.
      if (number < 20) late.push(fetching(number + 20).catch((error: unknown) => error));
      underWay--;
      if (number % 4 === 0) throw new Failure({ code: 'timeout', message: 'Too slow.' });
      return { bytes: PNG, mime: 'image/png' };
    });
  const numbers = Array.from({ length: 20 }, (_, number) => number);
  const results = await Promise.allSettled(numbers.map(fetching));
  const later = await Promise.all(late);
  assert.equal(most, 3);
  assert.deepEqual(order, [...numbers, ...numbers.map((number) => number + 20)]);
  assert.equal(results.filter(({ status }) => status === 'rejected').length, 5);
  assert.equal(later.filter((result) => result instanceof Failure).length, 5);
});
