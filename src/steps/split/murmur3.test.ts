import assert from 'node:assert/strict';
import { test } from 'node:test';
import { murmur3 } from './murmur3.ts';

/** Vectors that implementations in many languages agree on. */
const VECTORS: readonly [text: string, seed: number, hash: number][] = [
  ['', 0, 0],
  ['', 1, 0x514e28b7],
  ['', 0xffffffff, 0x81f16f39],
  ['!Ce', 0, 0x7e4a8634],
  ['!C', 0, 0xa0f7b07a],
  ['!', 0, 0x72661cf4],
  ['\0\0\0\0', 0, 0x2362f9de],
  ['\0\0\0', 0, 0x85f0b427],
  ['\0\0', 0, 0x30f4c306],
  ['\0', 0, 0x514e28b7],
  ['test', 0, 0xba6bd213],
  ['test', 0x9747b28c, 0x704b81dc],
  ['aaaa', 0x9747b28c, 0x5a97808a],
  ['aaa', 0x9747b28c, 0x283e0130],
  ['aa', 0x9747b28c, 0x5d211726],
  ['a', 0x9747b28c, 0x7fa09ea6],
  ['Hello, world!', 0, 0xc0363e43],
  ['Hello, world!', 0x9747b28c, 0x24884cba],
  ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
  ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
  ['ππππππππ', 0x9747b28c, 0xd58063c1],
  ['a'.repeat(256), 0x9747b28c, 0x37405bdc],
];

for (const [text, seed, hash] of VECTORS)
  test(`the hash of ${JSON.stringify(text.slice(0, 20))} with seed ${seed} is 0x${hash.toString(16)}`, () => {
    assert.equal(murmur3(text, seed), hash);
  });

test('texts are hashed as UTF-8, from one byte a character to four', () => {
  for (const text of ['a', 'è', '€', '🐦', 'a\ud800b']) {
    const bytes = Buffer.from(text, 'utf8');
    assert.equal(murmur3(text), reference(bytes), JSON.stringify(text));
  }
});

/** The same function by the book, with numbers that cannot overflow. */
function reference(bytes: Uint8Array): number {
  const MASK = 0xffffffffn;
  const rotate = (value: bigint, by: bigint) => ((value << by) | (value >> (32n - by))) & MASK;
  const mix = (block: bigint) => (rotate((block * 0xcc9e2d51n) & MASK, 15n) * 0x1b873593n) & MASK;
  let hash = 0n;
  for (let at = 0; at < bytes.length; at += 4) {
    const block = Array.from(bytes.slice(at, at + 4), BigInt).reduceRight((sum, byte) => (sum << 8n) | byte, 0n);
    hash ^= mix(block);
    if (at + 4 <= bytes.length) hash = (rotate(hash, 13n) * 5n + 0xe6546b64n) & MASK;
  }
  hash ^= BigInt(bytes.length);
  hash = ((hash ^ (hash >> 16n)) * 0x85ebca6bn) & MASK;
  hash = ((hash ^ (hash >> 13n)) * 0xc2b2ae35n) & MASK;
  return Number(hash ^ (hash >> 16n));
}
