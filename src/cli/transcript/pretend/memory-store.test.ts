import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testQueries } from '../../../store/queries.contract.ts';
import { SAMPLES } from '../../../store/testing/samples.ts';
import { insert, keys, put, seen, type Use } from '../../../store/testing/writes.ts';
import { ConflictError, type Write } from '../../../store/store.ts';
import { createMemoryStore } from './memory-store.ts';

const use: Use = (work) => async () => {
  const store = createMemoryStore();
  await work(store, '');
  await store.close();
};

testQueries(use);

test(
  'every kind of record comes back as it was written, and is not the object that was written',
  use(async (store) => {
    for (const kind of Object.keys(SAMPLES) as (keyof typeof SAMPLES)[]) {
      const record = SAMPLES[kind](1);
      await store.commit([insert(kind, 1)]);
      const read = await store.get(kind, record.key);
      assert.deepEqual(read, record);
      assert.notEqual(read, record);
      await store.commit([{ op: 'delete', kind, key: record.key }]);
      assert.equal(await store.get(kind, record.key), undefined);
    }
  }),
);

test(
  'a taken key refuses the whole commit, and says which',
  use(async (store) => {
    await store.commit(seen('taken'));
    await assert.rejects(store.commit([put('lane', 1), ...seen('new', 'taken')]), (error) => {
      assert.ok(error instanceof ConflictError);
      assert.deepEqual([error.kind, error.key], ['seen', 'taken']);
      return true;
    });
    assert.equal(await store.count('lane'), 0);
    await assert.rejects(store.commit(seen('twice', 'twice')), ConflictError);
    assert.deepEqual(keys(await store.list('seen')), ['taken']);
  }),
);

test(
  'a change of a record that was changed meanwhile is refused',
  use(async (store) => {
    const former = SAMPLES.contact(1);
    const change = (name: string): Write => ({ op: 'put', kind: 'contact', record: { ...former, name }, former });
    await store.commit([insert('contact', 1)]);
    await store.commit([change('Second')]);
    await assert.rejects(store.commit([change('Third')]), ConflictError);
    assert.equal((await store.get('contact', former.key))?.name, 'Second');
  }),
);

test('a closed store refuses everything', async () => {
  const store = createMemoryStore();
  await store.close();
  await assert.rejects(store.get('seen', 'a'), /closed/);
  await assert.rejects(store.commit([]), /closed/);
});
