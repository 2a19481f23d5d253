import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { Failure } from '../../base/failure.ts';
import { isMediaId, openMediaStore, type MediaStore, type StoredFile } from './media-store.ts';

const LIMIT = { mime: 'text/plain', maxBytes: 10_000_000 };
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-media-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function opened(t: TestContext) {
  const folder = newFolder(t);
  return { folder, store: openMediaStore(folder) };
}

/** Every file below a folder, by its path from there. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
}

async function listed(store: MediaStore): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const file of store.list()) files.push(file);
  return files;
}

async function contentOf(store: MediaStore, id: string, range?: { start: number; end: number }) {
  const stream = await store.open(id, range);
  return stream && buffer(stream);
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; from += size) yield bytes.subarray(from, from + size);
}

const failureOf = (error: unknown, code: string) => error instanceof Failure && error.code === code;

test('a file that was put is there under the hash of its content, with its type and a clean name', async (t) => {
  const { folder, store } = opened(t);
  const bytes = Buffer.from('%PDF-1.7 …');
  const id = sha256(bytes);
  const ref = await store.put(bytes, { mime: 'image/png', name: '../../bolletta.pdf', maxBytes: 100 });
  assert.deepEqual(ref, { id, mime: 'application/pdf', bytes: bytes.length, name: 'bolletta.pdf' });
  assert.deepEqual(filesBelow(folder), [join('media', id.slice(0, 2), id)]);
  assert.deepEqual(await contentOf(store, id), bytes);
  assert.deepEqual(await contentOf(store, id, { start: 1, end: 3 }), bytes.subarray(1, 4));
  const { at, ...known } = (await store.stat(id)) ?? assert.fail();
  assert.deepEqual(known, { id, bytes: bytes.length });
  assert.ok(Math.abs(at - Date.now()) < 60_000);
  assert.deepEqual(await listed(store), [{ id, bytes: bytes.length, at }]);
});

test('a stream in whatever chunks and its bytes at once are the same file', async (t) => {
  const { folder, store } = opened(t);
  const bytes = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(3_000_000)]);
  const whole = await store.put(bytes, LIMIT);
  assert.deepEqual([whole.id, whole.mime, whole.bytes], [sha256(bytes), 'image/png', bytes.length]);
  for (const size of [70_001, 1_000_000]) assert.deepEqual(await store.put(inChunks(bytes, size), LIMIT), whole);
  const small = Buffer.from('BEGIN:VCARD');
  assert.deepEqual(await store.put(inChunks(small, 1), LIMIT), await store.put(small, LIMIT));
  assert.equal((await store.put(new Uint8Array(), LIMIT)).bytes, 0);
  assert.equal(filesBelow(folder).length, 3);
});

test('a hundred puts of the same content at once leave one whole file', async (t) => {
  const { folder, store } = opened(t);
  const bytes = randomBytes(200_000);
  const refs = await Promise.all(
    Array.from({ length: 100 }, (_, index) => store.put(index % 2 ? bytes : inChunks(bytes, 9000), LIMIT)),
  );
  assert.equal(new Set(refs.map(({ id }) => id)).size, 1);
  assert.equal(filesBelow(folder).length, 1);
  assert.deepEqual(await contentOf(store, sha256(bytes)), bytes);
});

test('folders and files are for this user alone', async (t) => {
  const { folder, store } = opened(t);
  const { id } = await store.put(Buffer.from('x'), LIMIT);
  const mode = (...path: string[]) => statSync(join(folder, 'media', ...path)).mode & 0o777;
  assert.deepEqual([mode(), mode('new'), mode(id.slice(0, 2))], [0o700, 0o700, 0o700]);
  assert.equal(mode(id.slice(0, 2), id), 0o600);
});

test('one byte over the limit is refused with size and limit, and nothing stays', async (t) => {
  const { folder, store } = opened(t);
  const bytes = Buffer.alloc(3_000_001, 'a');
  const limit = { mime: 'text/plain', maxBytes: 3_000_000 };
  for (const [source, known] of [
    [bytes, 3_000_001],
    [inChunks(bytes, 1_000_000), 3_000_001],
  ] as const) {
    await assert.rejects(store.put(source, limit), (error) => {
      assert.ok(failureOf(error, 'invalid'));
      const { message, details } = (error as Failure).data;
      assert.match(
        message,
        /too large: it has at least 2\.9 MiB \(3000001 bytes\), and 2\.9 MiB \(3000000 bytes\) is the most/,
      );
      assert.deepEqual(details, { bytes: known, maxBytes: 3_000_000 });
      return true;
    });
  }
  assert.deepEqual(filesBelow(folder), []);
  assert.equal((await store.put(bytes.subarray(1), limit)).bytes, 3_000_000);
});

test('an endless stream is cut at the limit', async (t) => {
  const { store } = opened(t);
  let poured = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      poured += 1000;
      yield Buffer.alloc(1000);
    }
  }
  await assert.rejects(store.put(endless(), { mime: '', maxBytes: 5000 }), (error) => failureOf(error, 'invalid'));
  assert.equal(poured, 6000);
});

test('a source that breaks off leaves nothing and its own error', async (t) => {
  const { folder, store } = opened(t);
  const broken = new Error('reset');
  async function* breaking(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half');
    throw broken;
  }
  await assert.rejects(store.put(breaking(), LIMIT), (error) => error === broken);
  assert.deepEqual(filesBelow(folder), []);
});

test('a folder that cannot be written is unavailable, with the cure', async (t) => {
  const { folder, store } = opened(t);
  chmodSync(folder, 0o755);
  for (const path of ['media', 'media/new']) chmodSync(join(folder, path), 0o555);
  // Root may write anywhere; another user may not.
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await assert.rejects(store.put(Buffer.from('x'), LIMIT), (error) => {
      assert.match(String(error), /could not be kept in .*media: this user may not write there.*chown or chmod/);
      return failureOf(error, 'unavailable');
    });
  } finally {
    if (root) process.seteuid?.(0);
    for (const path of ['media', 'media/new']) chmodSync(join(folder, path), 0o755);
  }
});

const NO_IDS = [
  '',
  '.',
  '..',
  '../../key',
  '..%2f..%2fkey',
  '/etc/passwd',
  'new',
  `${'a'.repeat(64)}/../../../key`,
  `${'a'.repeat(63)}\0`,
  `${'a'.repeat(64)}\n`,
  'A'.repeat(64),
  'g'.repeat(64),
  'a'.repeat(63),
  'a'.repeat(65),
  'a'.repeat(64),
];

test('what is no id of a file here leads nowhere', async (t) => {
  const { folder, store } = opened(t);
  writeFileSync(join(folder, 'key'), 'secret');
  for (const id of NO_IDS) {
    assert.equal(await store.stat(id), undefined, id);
    assert.equal(await store.open(id), undefined, id);
    assert.equal(await store.delete(id), false, id);
    assert.deepEqual(await store.deleteUnreferenced(async () => false, { among: [id] }), [], id);
  }
  assert.equal(readFileSync(join(folder, 'key'), 'utf8'), 'secret');
  assert.deepEqual(NO_IDS.filter(isMediaId), ['a'.repeat(64)]);
});

test('a deleted file is gone, and can be put again', async (t) => {
  const { folder, store } = opened(t);
  const { id } = await store.put(Buffer.from('x'), LIMIT);
  assert.equal(await store.delete(id), true);
  assert.equal(await store.delete(id), false);
  assert.equal(await store.open(id), undefined);
  assert.deepEqual(filesBelow(folder), []);
  await store.put(Buffer.from('x'), LIMIT);
  assert.ok(await store.stat(id));
});

/** Three files: one used, one forgotten long ago, one just put. */
async function withThree(t: TestContext) {
  const { folder, store } = opened(t);
  const [used = '', old = '', young = ''] = await Promise.all(
    ['used', 'old', 'young'].map(async (text) => (await store.put(Buffer.from(text), LIMIT)).id),
  );
  for (const id of [used, old]) utimesSync(join(folder, 'media', id.slice(0, 2), id), 1000, 1000);
  return { store, used, old, young };
}

test('what nothing refers to is deleted, young files aside', async (t) => {
  const { store, used, old, young } = await withThree(t);
  const asked: string[] = [];
  const isReferenced = async (id: string) => (asked.push(id), id === used);
  assert.deepEqual(await store.deleteUnreferenced(isReferenced, { putBefore: 2_000_000 }), [old]);
  assert.ok(!asked.includes(young));
  assert.deepEqual((await listed(store)).map(({ id }) => id).sort(), [used, young].sort());
});

test('of named files also a young one is deleted, and no other', async (t) => {
  const { store, used, old, young } = await withThree(t);
  const isReferenced = async (id: string) => id === used;
  assert.deepEqual(await store.deleteUnreferenced(isReferenced, { among: [young, used] }), [young]);
  assert.ok(await store.stat(old));
});

test('a file that is put again while it is asked about stays', async (t) => {
  const { store, old } = await withThree(t);
  const isReferenced = async (id: string) => {
    if (id === old) await store.put(Buffer.from('old'), LIMIT);
    return false;
  };
  assert.deepEqual(await store.deleteUnreferenced(isReferenced, { among: [old] }), []);
  assert.ok(await store.stat(old));
});

test('an old file that is put again counts as young', async (t) => {
  const { store, old } = await withThree(t);
  await store.put(Buffer.from('old'), LIMIT);
  assert.ok(!(await store.deleteUnreferenced(async () => false, { putBefore: 2_000_000 })).includes(old));
});

test('what others left in the folder is not listed', async (t) => {
  const { folder, store } = opened(t);
  const { id } = await store.put(Buffer.from('x'), LIMIT);
  mkdirSync(join(folder, 'media', 'lost+found'));
  writeFileSync(join(folder, 'media', id.slice(0, 2), 'notes.txt'), '');
  writeFileSync(join(folder, 'media', id.slice(0, 2), `${id[0] === 'f' ? 'e' : 'f'}${id.slice(1)}`), '');
  assert.deepEqual(
    (await listed(store)).map((file) => file.id),
    [id],
  );
});
