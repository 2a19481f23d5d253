import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createVault, openFields, readKey, sealFields, VaultError } from './secrets.ts';

const place = { connection: 'crm', field: 'token' };
const key = randomBytes(32);

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'rondine-secrets-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

void test('a sealed text opens again, and never looks the same twice', () => {
  const vault = createVault([key]);
  const sealed = vault.seal(place, 'geheim 🔑');
  assert.match(sealed, /^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
  assert.equal(vault.open(place, sealed), 'geheim 🔑');
  assert.notEqual(vault.seal(place, 'geheim 🔑'), sealed);
});

void test('a sealed text opens only in its own place', () => {
  const vault = createVault([key]);
  const sealed = vault.seal(place, 'x');
  for (const other of [
    { ...place, connection: 'crm2' },
    { ...place, field: 'secret' },
    { connection: 'crm:t', field: 'oken' },
  ]) {
    assert.throws(() => vault.open(other, sealed), VaultError);
  }
});

void test('any changed character keeps it shut', () => {
  const vault = createVault([key]);
  const sealed = vault.seal(place, 'a longer secret');
  const [version, id, nonce, data = ''] = sealed.split('.');
  for (let at = 0; at < data.length; at++) {
    const bent = `${data.slice(0, at)}${data[at] === 'A' ? 'B' : 'A'}${data.slice(at + 1)}`;
    if (Buffer.from(bent, 'base64url').equals(Buffer.from(data, 'base64url'))) continue;
    assert.throws(() => vault.open(place, [version, id, nonce, bent].join('.')), /changed or moved/);
  }
  assert.throws(() => vault.open(place, 'v1.x'), VaultError);
  assert.throws(() => vault.open(place, 'plain'), VaultError);
});

void test('an older key still opens, a missing one is named with the connection', () => {
  const old = createVault([key]).seal(place, 'x');
  const next = randomBytes(32);
  assert.equal(createVault([next, key]).open(place, old), 'x');
  assert.throws(() => createVault([next]).open(place, old), /token of connection "crm" was sealed with another key/);
  assert.throws(() => createVault([]), VaultError);
});

void test('only the named fields of a configuration are sealed', () => {
  const vault = createVault([key]);
  const config = { token: 'x', url: 'https://example.com', tries: 3 };
  const sealed = sealFields(vault, 'crm', config, ['token', 'missing']);
  assert.match(String(sealed['token']), /^v1\./);
  assert.equal(sealed['url'], config.url);
  assert.deepEqual(openFields(vault, 'crm', sealed, ['token', 'missing']), config);
});

void test('the key file is made once, for this user alone', (t) => {
  const path = folder(t);
  const made = readKey(path, undefined);
  assert.equal(made.length, 32);
  assert.equal(statSync(join(path, 'key')).mode & 0o777, 0o600);
  assert.deepEqual(readKey(path, ''), made);
});

void test('a key given as text goes before the file, in base64 or hex', (t) => {
  const path = folder(t);
  assert.deepEqual(readKey(path, key.toString('base64')), key);
  assert.deepEqual(readKey(path, key.toString('hex')), key);
  assert.throws(() => readKey(path, 'short'), /RONDINE_KEY holds no key of 32 bytes.*openssl/);
  writeFileSync(join(path, 'key'), 'rubbish');
  assert.throws(() => readKey(path, undefined), /key of 32 bytes/);
});
