import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { createVault, openFields, parseKey, sealFields, VaultError } from './secrets.ts';

const place = { connection: 'crm', field: 'token' };
const newKey = () => parseKey(randomBytes(32).toString('base64'), 'test');
const key = newKey();

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
  const next = newKey();
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

void test('a key is read in base64 or hex, and anything else is refused with what to do', () => {
  const bytes = randomBytes(32);
  assert.deepEqual(parseKey(` ${bytes.toString('base64')}\n`, 'x').bytes, bytes);
  assert.deepEqual(parseKey(bytes.toString('hex'), 'x').bytes, bytes);
  assert.throws(() => parseKey('short', 'RONDINE_KEY'), /RONDINE_KEY is not a key of 32 bytes.*openssl/);
});
