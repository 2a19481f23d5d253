import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDraft } from './draft.ts';
import type { Kind, Records } from './records.ts';

const setting = (key: string, value: number): Records['setting'] => ({ key, value });

/** A draft over a store that holds one setting, `kept`. */
function draftOver(reads: string[] = []) {
  return createDraft({
    async get<K extends Kind>(kind: K, key: string) {
      reads.push(`${kind} ${key}`);
      return key === 'kept' ? (setting('kept', 1) as Records[K]) : undefined;
    },
  });
}

test('a read sees the draft’s own write, else the store', async () => {
  const reads: string[] = [];
  const draft = draftOver(reads);
  assert.deepEqual(await draft.get('setting', 'kept'), setting('kept', 1));
  draft.put('setting', setting('kept', 2));
  assert.deepEqual(await draft.get('setting', 'kept'), setting('kept', 2));
  draft.delete('setting', 'kept');
  assert.equal(await draft.get('setting', 'kept'), undefined);
  assert.equal(await draft.get('memory', 'kept').then((record) => record?.key), 'kept');
  assert.deepEqual(reads, ['setting kept', 'memory kept']);
});

test('there is one write per record, the last, in the order first touched', () => {
  const draft = draftOver();
  draft.put('setting', setting('a', 1));
  draft.put('setting', setting('b', 1));
  draft.put('setting', setting('a', 2));
  draft.put('memory', setting('a', 3));
  draft.delete('setting', 'b');
  assert.deepEqual(draft.writes(), [
    { op: 'put', kind: 'setting', record: setting('a', 2) },
    { op: 'delete', kind: 'setting', key: 'b' },
    { op: 'put', kind: 'memory', record: setting('a', 3) },
  ]);
});

test('a record inserted and then changed must still be new', () => {
  const draft = draftOver();
  draft.insert('setting', setting('a', 1));
  draft.put('setting', setting('a', 2));
  assert.deepEqual(draft.writes(), [{ op: 'insert', kind: 'setting', record: setting('a', 2) }]);
});

test('a record deleted and then inserted is written over', () => {
  const draft = draftOver();
  draft.delete('setting', 'a');
  draft.insert('setting', setting('a', 2));
  assert.deepEqual(draft.writes(), [{ op: 'put', kind: 'setting', record: setting('a', 2) }]);
});

test('what several lanes write is changed only as it was read', async () => {
  const value = { key: 'kept', value: 1, at: 1 };
  const draft = createDraft({
    get: async <K extends Kind>(_: K, key: string) => (key === 'kept' ? (value as unknown as Records[K]) : undefined),
  });
  await draft.get('value', 'kept');
  await draft.get('value', 'new');
  draft.put('value', { ...value, value: 2 });
  draft.put('value', { ...value, key: 'new' });
  draft.put('value', { ...value, key: 'new', value: 3 });
  draft.put('value', { ...value, key: 'unread' });
  assert.deepEqual(draft.writes(), [
    { op: 'put', kind: 'value', record: { ...value, value: 2 }, former: value },
    { op: 'insert', kind: 'value', record: { ...value, key: 'new', value: 3 } },
    { op: 'put', kind: 'value', record: { ...value, key: 'unread' } },
  ]);
});

test('a draft that touched nothing has nothing to commit', async () => {
  const draft = draftOver();
  await draft.get('setting', 'kept');
  assert.deepEqual(draft.writes(), []);
});
