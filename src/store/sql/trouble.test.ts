import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PostgresError } from './postgres-error.ts';
import { openStore } from './sqlite.ts';
import { storeTrouble } from './trouble.ts';

const root = mkdtempSync(join(tmpdir(), 'rondine-trouble-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('a file that is no database is told in words', async () => {
  const file = join(root, 'letter.db');
  writeFileSync(file, 'Dear reader, '.repeat(1000));
  await assert.rejects(openStore({ file }), (error) => /is no database/.test(storeTrouble(error) ?? ''));
});

test('a full disk and a damaged file are told in words, other errors are not ours to tell', () => {
  assert.match(storeTrouble(Object.assign(new Error('full'), { errcode: 13 })) ?? '', /is full/);
  assert.match(storeTrouble(Object.assign(new Error('index'), { errcode: 779 })) ?? '', /is damaged/);
  assert.match(storeTrouble(Object.assign(new Error('full'), { code: '53100' })) ?? '', /PostgreSQL is full/);
  assert.equal(storeTrouble(new PostgresError('It is gone.')), 'It is gone.');
  for (const error of [new Error('x'), null, undefined, 'x']) assert.equal(storeTrouble(error), undefined);
});

test('what customers wrote is for this user alone, whatever the folder allows', async () => {
  const file = join(root, 'rondine.db');
  const store = await openStore({ file });
  await store.commit([{ op: 'insert', kind: 'setting', record: { key: 'a', value: 1 } }]);
  for (const name of [file, `${file}-wal`, `${file}-shm`]) assert.equal(statSync(name).mode & 0o777, 0o600);
  await store.close();
});
