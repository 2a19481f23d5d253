import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { migrate } from './migrate.ts';
import { createNumberedRows } from './numbered-rows.ts';
import { createPrepare } from './prepare.ts';

function open() {
  const db = new DatabaseSync(':memory:');
  migrate(db, ':memory:');
  const prepare = createPrepare(db);
  const texts: string[] = [];
  const rows = createNumberedRows('conversation', (sql) => {
    texts.push(sql);
    return prepare(sql);
  });
  const stored = () =>
    db
      .prepare('SELECT key, contact, data FROM conversation ORDER BY key')
      .all()
      .map((row) => ({ ...row }));
  const numberOf = (key: string) => db.prepare('SELECT rowid FROM conversation WHERE key = ?').get(key)?.['rowid'];
  return { db, texts, rows, stored, numberOf };
}

const row = (key: string, contact: string, data = '{}') => [key, contact, data] as const;

describe('rows that SQLite numbers', () => {
  it('are written over by the number that was noted, and only once', () => {
    const { rows, stored, numberOf } = open();
    assert.equal(rows.insert(row('a', 'c-1')), true);
    const number = numberOf('a');
    rows.put(row('a', 'c-2'));
    rows.put(row('b', 'c-1'));
    rows.put(row('b', 'c-1', '{"x":1}'));
    assert.deepEqual(stored(), [
      { key: 'a', contact: 'c-2', data: '{}' },
      { key: 'b', contact: 'c-1', data: '{"x":1}' },
    ]);
    assert.equal(numberOf('a'), number);
    assert.equal(rows.insert(row('a', 'c-3')), false);
  });

  it('are found by their key where another row has the number by now', () => {
    const { db, rows, stored } = open();
    for (const key of ['a', 'b', 'c']) rows.insert(row(key, 'c-1'));
    // As packing the file does: what was left free is taken.
    db.exec("DELETE FROM conversation WHERE key = 'a'; UPDATE conversation SET rowid = rowid - 1");
    rows.put(row('b', 'c-2'));
    rows.put(row('c', 'c-1', '{"x":1}'));
    assert.equal(rows.holds(row('b', 'c-2')), true);
    assert.deepEqual(stored(), [
      { key: 'b', contact: 'c-2', data: '{}' },
      { key: 'c', contact: 'c-1', data: '{"x":1}' },
    ]);
  });

  it('are made anew where they are gone, and found where nothing is noted', () => {
    const { db, rows, stored } = open();
    rows.insert(row('a', 'c-1'));
    rows.insert(row('b', 'c-1'));
    db.exec("DELETE FROM conversation WHERE key = 'a'");
    rows.put(row('a', 'c-2'));
    rows.forget();
    rows.put(row('b', 'c-3'));
    assert.deepEqual(stored(), [
      { key: 'a', contact: 'c-2', data: '{}' },
      { key: 'b', contact: 'c-3', data: '{}' },
    ]);
    assert.equal(rows.holds(row('a', 'c-1')), false);
    rows.delete('a');
    assert.equal(rows.holds(row('a', 'c-2')), false);
  });

  it('that were read are written over without a look at the index of keys', () => {
    const { db, texts, rows, numberOf } = open();
    rows.insert(row('a', 'c-1'));
    rows.forget();
    rows.know([...row('a', 'c-1'), numberOf('a') as number]);
    rows.put(row('a', 'c-2'));
    const updates = texts.filter((text) => text.startsWith('UPDATE'));
    assert.equal(updates.length, 1);
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${updates[0]}`).all();
    assert.deepEqual(
      plan.map(({ detail }) => detail),
      ['SEARCH conversation USING INTEGER PRIMARY KEY (rowid=?)'],
    );
  });

  it('are never lost in silence', () => {
    const { db, rows } = open();
    rows.insert(row('a', 'c-1'));
    db.exec('CREATE TRIGGER refuse BEFORE UPDATE ON conversation BEGIN SELECT RAISE(IGNORE); END');
    assert.throws(
      () => rows.put(row('a', 'c-2')),
      /The conversation with the key "a" could neither be added nor written/,
    );
  });
});
