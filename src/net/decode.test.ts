import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { decode } from './decode.ts';
import { failing } from './testing/raw-server.ts';

const TEXT = Buffer.from('perché no? '.repeat(20));

function answer(encoding: string | undefined, body: Uint8Array) {
  const headers = encoding === undefined ? {} : { 'content-encoding': encoding };
  return { status: 200, headers: headers as Record<string, string>, body, text: () => '' };
}

const WAYS: [encoding: string | undefined, body: Uint8Array][] = [
  [undefined, TEXT],
  ['identity', TEXT],
  ['gzip', gzipSync(TEXT)],
  ['X-GZIP', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['zstd', zstdCompressSync(TEXT)],
  ['gzip, br', brotliCompressSync(gzipSync(TEXT))],
];

for (const [encoding, body] of WAYS) {
  test(`a body with encoding ${encoding} is unpacked`, async () => {
    assert.deepEqual(Buffer.from(await decode(answer(encoding, body), 1000)), TEXT);
  });
}

test('a small body that unfolds into a large one is stopped at the limit', async () => {
  const zeros = Buffer.alloc(5_000_000);
  const bombs = [answer('gzip', gzipSync(zeros)), answer('gzip, gzip', gzipSync(gzipSync(zeros)))];
  for (const bomb of [...bombs, answer('br', brotliCompressSync(zeros))]) {
    const failure = await failing(decode(bomb, 1_000_000));
    assert.equal(failure.code, 'invalid');
    assert.match(failure.message, /longer than 1000000 bytes once it is unpacked/);
  }
});

test('a damaged body is invalid, an unknown encoding unsupported, an empty body fine', async () => {
  assert.equal((await failing(decode(answer('gzip', TEXT), 1000))).code, 'invalid');
  assert.equal((await failing(decode(answer('gzip', gzipSync(TEXT).subarray(0, 30)), 1000))).code, 'invalid');
  assert.equal((await failing(decode(answer('compress', TEXT), 1000))).code, 'unsupported');
  assert.equal((await failing(decode(answer('gzip, gzip, gzip, gzip', TEXT), 1000))).code, 'unsupported');
  assert.equal((await decode(answer('gzip', new Uint8Array()), 1000)).length, 0);
});
