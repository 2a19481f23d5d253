import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { id } from '../base/ids.ts';
import { commitUntilKilled } from './testing/commit-until-killed.ts';
import type { Kind, Records } from './records.ts';
import { testQueries } from './queries.contract.ts';
import { sampleRun, SAMPLES } from './testing/samples.ts';
import { insert, keys, put, seen, type Use } from './testing/writes.ts';
import { ConflictError, type Store, type Write } from './store.ts';

/** The store that the suite examines. */
export type StoreUnderTest = {
  /** Opens what is kept in a folder; the folder is empty the first time. */
  open: (folder: string) => Promise<Store>;
  /** URL of a module whose export `openStore({ folder })` does the same in a process of its own. */
  module: string;
};

const KINDS = Object.keys(SAMPLES) as Kind[];

/** Declares the suite that every implementation of `Store` passes. */
export function testStore(subject: StoreUnderTest): void {
  const use: Use = (work) => async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rondine-store-'));
    const store = await subject.open(folder);
    try {
      await work(store, folder);
    } finally {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    }
  };
  describe('records', () => testRecords(use, subject));
  testQueries(use);
  describe('commit', () => testCommit(use));
  describe('durability', () => testDurability(use, subject));
}

function testRecords(use: Use, { open }: StoreUnderTest): void {
  for (const kind of KINDS) {
    test(
      `a ${kind} is inserted, read, replaced and deleted`,
      use(async (store) => {
        const record = SAMPLES[kind](1);
        assert.equal(await store.get(kind, record.key), undefined);
        await store.commit([insert(kind, 1), insert(kind, 2)]);
        assert.deepEqual(await store.get(kind, record.key), record);
        assert.deepEqual(await store.list(kind), [record, SAMPLES[kind](2)]);
        // Another record's members under this record's key: every column must follow.
        await store.commit([put(kind, 3, { key: record.key, ...keptWithKey(kind) })]);
        const expected = { ...SAMPLES[kind](3), key: record.key, ...keptWithKey(kind) };
        assert.deepEqual(await store.get(kind, record.key), expected);
        await store.commit([{ op: 'delete', kind, key: record.key }]);
        assert.equal(await store.get(kind, record.key), undefined);
        assert.equal(await store.count(kind), 1);
      }),
    );
  }

  test(
    'optional members stay absent',
    use(async (store) => {
      const { providerId: _, effect: __, failure: ___, possiblyTwice: ____, ...bare } = SAMPLES.message(1);
      await store.commit([{ op: 'insert', kind: 'message', record: bare }]);
      assert.deepEqual(await store.get('message', bare.key), bare);
    }),
  );

  test(
    'texts of every alphabet, emoji, quotes and control characters survive, in keys too',
    use(async (store) => {
      const text = 'Perché 🐦 "so" \'be\' \\ \u0000\n\u2028 日本語 مرحبا \u{1F468}\u200D\u{1F469}';
      await store.commit([{ op: 'insert', kind: 'memory', record: { key: text, value: { [text]: text } } }]);
      assert.deepEqual(await store.get('memory', text), { key: text, value: { [text]: text } });
    }),
  );

  test(
    'keys with control characters are told apart and keep their order',
    use(async (store) => {
      const names = ['a', 'a\u0000', 'a\u0000b', 'a\u0001', 'a\u0001\u0001', 'a\u0002', 'aa'];
      await store.commit(seen(...names.toReversed()));
      assert.deepEqual(keys(await store.list('seen')), names);
      assert.deepEqual(keys(await store.list('seen', { from: 'a\u0001', before: 'a\u0002' })), names.slice(3, 5));
    }),
  );

  test(
    'a journal entry can be written over, to erase what a person said',
    use(async (store) => {
      const entry = SAMPLES.journal(1);
      const erased = { ...entry, after: { ...entry.after, vars: {} } };
      await store.commit([insert('journal', 1), insert('journal', 2)]);
      await store.commit([{ op: 'put', kind: 'journal', record: erased, former: entry }]);
      assert.deepEqual(await store.list('journal'), [erased, SAMPLES.journal(2)]);
    }),
  );

  test('a value of eight million characters survives closing and opening', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rondine-store-'));
    const value = 'però '.repeat(1_600_000);
    const first = await open(folder);
    await first.commit([{ op: 'insert', kind: 'memory', record: { key: 'big', value } }]);
    await first.close();
    const second = await open(folder);
    assert.equal((await second.get('memory', 'big'))?.value, value);
    await second.close();
    await rm(folder, { recursive: true, force: true });
  });
}

/** Members that follow from the key, so that a record under another's key keeps them. */
function keptWithKey(kind: Kind): object {
  if (kind === 'message') return { conversation: SAMPLES.message(1).conversation };
  if (kind === 'note') return { conversation: SAMPLES.note(1).conversation };
  if (kind === 'mediaUse') return { media: SAMPLES.mediaUse(1).media };
  if (kind === 'link' || kind === 'consent' || kind === 'change') return { contact: SAMPLES.link(1).contact };
  return kind === 'journal' || kind === 'effect' ? { run: id.run('r000001') } : {};
}

function testCommit(use: Use): void {
  test(
    'a taken key refuses the whole commit, and says which',
    use(async (store) => {
      await store.commit(seen('taken'));
      const refused = store.commit([put('lane', 1), ...seen('new', 'taken'), put('lane', 2)]);
      await assert.rejects(refused, (error) => {
        assert.ok(error instanceof ConflictError);
        assert.deepEqual([error.kind, error.key], ['seen', 'taken']);
        return true;
      });
      assert.equal(await store.count('lane'), 0);
      assert.deepEqual(keys(await store.list('seen')), ['taken']);
    }),
  );

  test(
    'a change of a record that was changed meanwhile fails the commit',
    use(async (store) => {
      const [first, second] = [SAMPLES.contact(1), { ...SAMPLES.contact(1), name: 'Second' }];
      const change = (former: Records['contact'], name: string): Write[] => [
        ...seen(name),
        { op: 'put', kind: 'contact', record: { ...former, name }, former },
      ];
      await store.commit([insert('contact', 1)]);
      const [kept, refused] = await Promise.allSettled([
        store.commit(change(first, 'Second')),
        store.commit(change(first, 'Third')),
      ]);
      assert.deepEqual([kept.status, refused.status], ['fulfilled', 'rejected']);
      assert.ok(refused.status === 'rejected' && refused.reason instanceof ConflictError);
      assert.deepEqual(keys(await store.list('seen')), ['Second']);
      assert.deepEqual(await store.get('contact', first.key), second);
      await store.commit(change(JSON.parse(JSON.stringify(second)) as Records['contact'], 'Third'));
      await assert.rejects(store.commit(change({ ...first, key: id.contact('nobody') }, 'x')), ConflictError);
    }),
  );

  test(
    'a commit that cannot be written leaves nothing and harms no other',
    use(async (store) => {
      const circular: { value?: unknown } = {};
      circular.value = circular;
      const bad = [...seen('bad'), { op: 'put', kind: 'memory', record: { key: 'x', value: circular } } as never];
      const results = await Promise.allSettled([store.commit(seen('a')), store.commit(bad), store.commit(seen('b'))]);
      assert.deepEqual(
        results.map((result) => result.status),
        ['fulfilled', 'rejected', 'fulfilled'],
      );
      await assert.rejects(store.commit(bad), TypeError);
      assert.deepEqual(keys(await store.list('seen')), ['a', 'b']);
    }),
  );

  test(
    'commits of one turn are applied in the order asked, and one that conflicts fails alone',
    use(async (store) => {
      const value = (n: number): Write => ({ op: 'put', kind: 'setting', record: { key: 'x', value: n } });
      const settled: string[] = [];
      const commits = [seen('a'), [value(1), ...seen('b')], [value(2), ...seen('a')], [value(3)], seen('b'), seen('c')];
      const note = (name: string, n: number) => void settled.push(`${name} ${n}`);
      const under = commits.map((writes, n) =>
        store.commit(writes).then(
          () => note('kept', n),
          () => note('refused', n),
        ),
      );
      await Promise.all(under);
      assert.deepEqual(settled.toSorted(), ['kept 0', 'kept 1', 'kept 3', 'kept 5', 'refused 2', 'refused 4']);
      assert.deepEqual(await store.get('setting', 'x'), { key: 'x', value: 3 });
      assert.deepEqual(keys(await store.list('seen')), ['a', 'b', 'c']);
    }),
  );

  test(
    'within a commit a later write wins, and an empty commit is nothing',
    use(async (store) => {
      await store.commit([]);
      await store.commit([insert('lane', 1), put('lane', 1, { at: 4 }), insert('lane', 2)]);
      await store.commit([
        { op: 'delete', kind: 'lane', key: SAMPLES.lane(2).key },
        { op: 'delete', kind: 'lane', key: 'never was' },
        insert('lane', 2, { at: 5 }),
      ]);
      assert.deepEqual(
        (await store.list('lane')).map((lane) => lane.at),
        [4, 5],
      );
    }),
  );

  test(
    'a run and a journal entry that hold the same state are both kept whole',
    use(async (store) => {
      const after = sampleRun(1, { vars: { a: 1 } });
      const before = sampleRun(1, { vars: { a: 0 } });
      await store.commit([
        put('run', 1, { run: after }),
        put('journal', 1, { what: 'run', key: 'r000001/000001', after: before }),
        put('journal', 1, { what: 'run', key: 'r000001/000002', after }),
      ]);
      assert.deepEqual((await store.get('run', 'r000001'))?.run, after);
      assert.deepEqual(
        (await store.list('journal')).map((entry) => entry.after),
        [before, after],
      );
    }),
  );
}

function testDurability(use: Use, subject: StoreUnderTest): void {
  test(
    'close keeps the commits under way; later calls are refused',
    use(async (store, folder) => {
      const under = [store.commit(seen('a')), store.commit(seen('b'))];
      await store.close();
      await Promise.all(under);
      await store.close();
      await assert.rejects(store.commit(seen('c')), /closed/);
      await assert.rejects(store.get('seen', 'a'), /closed/);
      await assert.rejects(store.list('seen'), /closed/);
      await assert.rejects(store.count('seen'), /closed/);
      await assert.rejects(store.due({ after: 0, until: 1, limit: 1 }), /closed/);
      await assert.rejects(store.nextDue(1), /closed/);
      const again = await subject.open(folder);
      assert.deepEqual(keys(await again.list('seen')), ['a', 'b']);
      await again.close();
    }),
  );

  test(
    'a scrub keeps every record, and the commits asked for meanwhile',
    use(async (store, folder) => {
      await store.commit([insert('run', 1), insert('message', 1), ...seen('a')]);
      await store.commit([{ op: 'delete', kind: 'message', key: SAMPLES.message(1).key }]);
      const scrubbed = store.scrub?.();
      await store.commit(seen('b'));
      await scrubbed;
      await store.close();
      const again = await subject.open(folder);
      assert.deepEqual(await again.get('run', 'r000001'), SAMPLES.run(1));
      assert.deepEqual(keys(await again.list('seen')), ['a', 'b']);
      assert.equal(await again.count('message'), 0);
      await again.close();
    }),
  );

  test('whatever was committed before kill -9 is there, and half a commit never is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rondine-store-'));
    const made = await subject.open(folder);
    await made.close();
    for (let round = 0; round < 3; round += 1) {
      const resolved = await commitUntilKilled(subject.module, folder, { round, commits: 40 });
      const store = await subject.open(folder);
      assert.ok(resolved.length >= 40);
      for (const key of resolved) assert.ok(await store.get('seen', key), `${key} was committed and is gone`);
      // Each commit writes a `seen` and a `setting` of the same key.
      assert.deepEqual(
        keys(await store.list('seen', { limit: 1e6 })),
        keys(await store.list('setting', { limit: 1e6 })),
      );
      await store.close();
    }
    await rm(folder, { recursive: true, force: true });
  });
}
