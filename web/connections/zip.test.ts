import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { zipOf } from './zip.ts';

test('an archive holds each file with its size and check sum, and says how many there are', () => {
  const files = { 'README.md': 'Ciao à', 'a/b.xml': '' };
  const view = Buffer.from(zipOf(files));
  const end = view.length - 22;
  assert.equal(view.readUInt32LE(end), 0x06054b50);
  assert.equal(view.readUInt16LE(end + 10), 2);
  let entry = view.readUInt32LE(end + 16);
  for (const [path, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    assert.equal(view.readUInt32LE(entry), 0x02014b50);
    assert.equal(view.readUInt32LE(entry + 16), crc32(bytes));
    assert.equal(view.readUInt32LE(entry + 24), bytes.length);
    const length = view.readUInt16LE(entry + 28);
    assert.equal(view.subarray(entry + 46, entry + 46 + length).toString(), path);
    const local = view.readUInt32LE(entry + 42);
    const start = local + 30 + length;
    assert.equal(view.readUInt32LE(local), 0x04034b50);
    assert.deepEqual(view.subarray(start, start + bytes.length), bytes);
    entry += 46 + length;
  }
});
