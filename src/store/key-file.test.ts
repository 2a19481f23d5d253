import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readKeys } from './key-file.ts';
import { parseKey, VaultError } from './secrets.ts';

const root = mkdtempSync(join(tmpdir(), 'rondine-key-'));
after(() => rmSync(root, { recursive: true, force: true }));
const newFolder = () => mkdtempSync(join(root, 'data-'));

test('a key is made at the first start, for its owner only, and is the same at the next', () => {
  const folder = newFolder();
  // As a crash in the middle of making one leaves it.
  writeFileSync(join(folder, 'key.new'), 'half');
  const [first] = readKeys(folder, {});
  assert.deepEqual(readdirSync(folder), ['key']);
  assert.equal(statSync(join(folder, 'key')).mode & 0o777, 0o600);
  assert.deepEqual(readKeys(folder, { RONDINE_KEY: ' ' }), [first]);
  assert.notEqual(readKeys(newFolder(), {})[0].id, first.id);
});

test('keys of the environment come first, in their order, and no file is made for them', () => {
  const folder = newFolder();
  const texts = [randomBytes(32).toString('base64'), randomBytes(32).toString('hex')];
  const ids = texts.map((text) => parseKey(text, 'x').id);
  const env = { RONDINE_KEY: texts.join(', ') };
  assert.deepEqual(
    readKeys(folder, env).map((key) => key.id),
    ids,
  );
  assert.deepEqual(readdirSync(folder), []);
  const [own] = readKeys(folder, {});
  assert.deepEqual(
    readKeys(folder, env).map((key) => key.id),
    [...ids, own.id],
  );
});

test('a bad key says where it is and is left alone', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'key'), 'garbage');
  assert.throws(() => readKeys(folder, {}), { name: 'VaultError', message: /^The file .*key is not a key/ });
  assert.equal(readFileSync(join(folder, 'key'), 'utf8'), 'garbage');
  assert.throws(() => readKeys(newFolder(), { RONDINE_KEY: 'short' }), /^VaultError: RONDINE_KEY is not a key/);
});

test('a folder that takes no key is named with the cure', () => {
  assert.throws(
    () => readKeys(join(root, 'missing'), {}),
    (error) => {
      assert.ok(error instanceof VaultError);
      assert.match(error.message, /missing\/key cannot be made: ENOENT.* or set RONDINE_KEY/);
      return true;
    },
  );
});
