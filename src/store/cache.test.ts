import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheRecords } from './cache.ts';
import type { Kind, Records } from './records.ts';
import { ConflictError, type Store, type Write } from './store.ts';
import { SAMPLES } from './testing/samples.ts';

/** A store in memory that counts its reads, and fails when told. */
function countingStore() {
  const kept = new Map<string, Records[Kind]>();
  const store = {
    reads: 0,
    fail: undefined as Error | undefined,
    async get(kind: Kind, key: string) {
      store.reads += 1;
      return kept.get(`${kind} ${key}`);
    },
    async commit(writes: readonly Write[]) {
      await Promise.resolve();
      if (store.fail) throw store.fail;
      for (const write of writes) {
        if (write.op === 'delete') kept.delete(`${write.kind} ${write.key}`);
        else kept.set(`${write.kind} ${write.record.key}`, write.record);
      }
    },
  };
  return store as unknown as Store & { reads: number; fail: Error | undefined };
}

const run = (n: number) => SAMPLES.run(n);
const put = (record: Records['run']): Write => ({ op: 'put', kind: 'run', record });

void test('what was committed is not read again', async () => {
  const store = countingStore();
  const cached = cacheRecords(store);
  await cached.commit([put(run(1))]);
  assert.deepEqual(await cached.get('run', run(1).key), run(1));
  assert.equal(store.reads, 0);
});

void test('what was read is read once, what is not there is looked for again', async () => {
  const store = countingStore();
  await store.commit([put(run(1))]);
  const cached = cacheRecords(store);
  await cached.get('run', run(1).key);
  await cached.get('run', run(1).key);
  assert.equal(store.reads, 1);
  assert.equal(await cached.get('run', 'nobody'), undefined);
  assert.equal(await cached.get('run', 'nobody'), undefined);
  assert.equal(store.reads, 3);
});

void test('a commit that fails is forgotten: the disk is asked again', async () => {
  const store = countingStore();
  const cached = cacheRecords(store);
  await cached.commit([put(run(1))]);
  store.fail = new ConflictError('seen', 'x');
  await assert.rejects(cached.commit([put({ ...run(1), run: { ...run(1).run, revision: 99 } })]), ConflictError);
  assert.equal((await cached.get('run', run(1).key))?.run.revision, run(1).run.revision);
  assert.equal(store.reads, 1);
});

void test('what was deleted is gone', async () => {
  const cached = cacheRecords(countingStore());
  await cached.commit([put(run(1))]);
  await cached.commit([{ op: 'delete', kind: 'run', key: run(1).key }]);
  assert.equal(await cached.get('run', run(1).key), undefined);
});

void test('a read that a commit overtakes does not bring the former record back', async () => {
  const store = countingStore();
  await store.commit([put(run(1))]);
  const cached = cacheRecords(store);
  const next = { ...run(1), run: { ...run(1).run, revision: 99 } };
  await Promise.all([cached.get('run', run(1).key), cached.commit([put(next)])]);
  assert.equal((await cached.get('run', run(1).key))?.run.revision, 99);
});

void test('what is used stays, what is not used goes', async () => {
  const store = countingStore();
  const cached = cacheRecords(store, 3);
  await cached.commit([put(run(0))]);
  for (let n = 1; n <= 20; n++) {
    await cached.commit([put(run(n))]);
    await cached.get('run', run(0).key);
  }
  assert.equal(store.reads, 0);
  await cached.get('run', run(1).key);
  assert.equal(store.reads, 1);
});

void test('records that hold much count for many: memory stays bound', async () => {
  const store = countingStore();
  const cached = cacheRecords(store, 1000);
  const large = (n: number) => ({ ...run(n), run: { ...run(n).run, vars: { file: 'x'.repeat(12_000) } } });
  for (let n = 1; n <= 400; n += 1) await cached.commit([put(large(n))]);
  await cached.get('run', run(400).key);
  assert.equal(store.reads, 0);
  await cached.get('run', run(1).key);
  assert.equal(store.reads, 1);
  for (let n = 1001; n <= 1400; n += 1) await cached.commit([put(run(n))]);
  await cached.get('run', run(1001).key);
  assert.equal(store.reads, 1);
});

void test('kinds that are read once are not kept', async () => {
  const store = countingStore();
  const cached = cacheRecords(store);
  await cached.commit([{ op: 'put', kind: 'setting', record: { key: 'a', value: 1 } }]);
  await cached.get('setting', 'a');
  await cached.get('setting', 'a');
  assert.equal(store.reads, 2);
});
