import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { MIGRATIONS, type Migration } from '../migrations/index.ts';
import { migrate, MigrationError } from './migrate.ts';
import { openStore } from './sqlite.ts';

const root = mkdtempSync(join(tmpdir(), 'rondine-migrate-'));
after(() => rmSync(root, { recursive: true, force: true }));

const first: Migration = { name: 'one', up: () => ['CREATE TABLE one (key TEXT)', "INSERT INTO one VALUES ('kept')"] };
const second: Migration = { name: 'two', up: () => ['CREATE TABLE two (key TEXT)', 'DROP TABLE one'] };
const broken: Migration = { name: 'bad', up: () => ['CREATE TABLE half (key TEXT)', 'CREATE TABLE'] };

const tables = (db: DatabaseSync): unknown[] =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map((row) => row['name']);
const steps = (db: DatabaseSync): unknown[] =>
  db
    .prepare('SELECT version, name FROM migration ORDER BY version')
    .all()
    .map((row) => `${Number(row['version'])} ${String(row['name'])}`);

test('each step is taken once, in order, and recorded', () => {
  const db = new DatabaseSync(':memory:');
  migrate(db, 'x.db', [first]);
  migrate(db, 'x.db', [first]);
  assert.deepEqual(steps(db), ['1 one']);
  migrate(db, 'x.db', [first, second]);
  assert.deepEqual(steps(db), ['1 one', '2 two']);
  assert.deepEqual(tables(db), ['migration', 'two']);
  db.close();
});

test('a step that fails leaves nothing of itself, and can be taken later', () => {
  const db = new DatabaseSync(':memory:');
  assert.throws(
    () => migrate(db, '/data/x.db', [first, broken]),
    (error) => {
      assert.ok(error instanceof MigrationError);
      assert.match(
        error.message,
        /^\/data\/x\.db could not be brought to version 2 \(bad\): .* Nothing of this step was kept/,
      );
      return true;
    },
  );
  assert.deepEqual(tables(db), ['migration', 'one']);
  assert.deepEqual(steps(db), ['1 one']);
  migrate(db, 'x.db', [first, second]);
  assert.deepEqual(steps(db), ['1 one', '2 two']);
  db.close();
});

test('a file of a newer release is refused and left alone', async () => {
  const file = join(root, 'newer.db');
  const db = new DatabaseSync(file);
  migrate(db, file);
  db.exec("INSERT INTO migration VALUES (99, 'later', 0)");
  assert.throws(() => migrate(db, file), /records \d migrations but is at version 99: it was changed by hand/);
  db.exec('DELETE FROM migration WHERE version = 99');
  db.exec(`INSERT INTO migration VALUES (${MIGRATIONS.length + 1}, 'later', 0)`);
  db.close();
  const message = new RegExp(
    `newer\\.db has tables of version ${MIGRATIONS.length + 1}; this program knows versions up to ${MIGRATIONS.length}\\. .*newer release`,
  );
  await assert.rejects(openStore({ file }), { name: 'MigrationError', message });
});

test('a file that is no database is named with what to do', async () => {
  await assert.rejects(
    openStore({ folder: join(root, 'missing') }),
    /missing\/rondine\.db could not be opened: .*\. See/,
  );
});
