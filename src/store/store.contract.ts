import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { id } from '../base/ids.ts';
import type { Run } from '../flow/run.ts';
import { commitUntilKilled } from './testing/commit-until-killed.ts';
import type { Kind, Records } from './records.ts';
import { sampleRun, SAMPLES } from './testing/samples.ts';
import { ConflictError, type Store, type Write } from './store.ts';

/** The store that the suite examines. */
export type StoreUnderTest = {
  /** Opens what is kept in a folder; the folder is empty the first time. */
  open: (folder: string) => Promise<Store>;
  /** URL of a module whose export `openStore({ folder })` does the same in a process of its own. */
  module: string;
};

const KINDS = Object.keys(SAMPLES) as Kind[];

function put<K extends Kind>(kind: K, n: number, changes: object = {}): Write {
  return { op: 'put', kind, record: { ...SAMPLES[kind](n), ...changes } } as unknown as Write;
}

function insert<K extends Kind>(kind: K, n: number, changes: object = {}): Write {
  return { ...put(kind, n, changes), op: 'insert' } as Write;
}

const putRun = (n: number, changes: Partial<Run>): Write => put('run', n, { run: sampleRun(n, changes) });
const keys = (records: readonly { key: string }[]): string[] => records.map((record) => record.key);
const seen = (...names: string[]): Write[] =>
  names.map((key) => ({ op: 'insert', kind: 'seen', record: { key, at: 1 } }));

/** Runs a test over a store in a fresh folder, and removes both. */
type Use = (work: (store: Store, folder: string) => Promise<void>) => () => Promise<void>;

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
  describe('list and count', () => testList(use));
  describe('due', () => testDue(use));
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

function testList(use: Use): void {
  test(
    'a list is in the order of keys, from either end, in pages',
    use(async (store) => {
      const numbers = [5, 2, 9, 1, 7];
      await store.commit(numbers.map((n) => insert('stuck', n)));
      const all = ['s000001', 's000002', 's000005', 's000007', 's000009'];
      assert.deepEqual(keys(await store.list('stuck')), all);
      assert.deepEqual(keys(await store.list('stuck', { newestFirst: true })), all.toReversed());
      assert.deepEqual(keys(await store.list('stuck', { limit: 2 })), all.slice(0, 2));
      assert.deepEqual(keys(await store.list('stuck', { after: 's000002', limit: 2 })), all.slice(2, 4));
      assert.deepEqual(keys(await store.list('stuck', { after: 's000005', newestFirst: true })), [
        's000002',
        's000001',
      ]);
      assert.deepEqual(await store.list('stuck', { after: 's000009' }), []);
      assert.deepEqual(await store.list('stuck', { limit: 0 }), []);
    }),
  );

  test(
    'keys are ordered by their characters, whatever the language',
    use(async (store) => {
      await store.commit(seen('b', 'Z', 'a', 'é', '1', 'aa', 'a/2', 'a/10'));
      assert.deepEqual(keys(await store.list('seen')), ['1', 'Z', 'a', 'a/10', 'a/2', 'aa', 'b', 'é']);
    }),
  );

  test(
    'a list gives a thousand records unless told',
    use(async (store) => {
      await store.commit(Array.from({ length: 1001 }, (_, n) => insert('stuck', n)));
      assert.equal((await store.list('stuck')).length, 1000);
      assert.equal((await store.list('stuck', { limit: 2000 })).length, 1001);
      assert.equal(await store.count('stuck'), 1001);
    }),
  );

  testWhere(use);

  test(
    'every condition holds at once, with pages and order',
    use(async (store) => {
      const ofRun = (n: number, changes: object = {}) =>
        put('effect', 1, { key: `r000001#${n}`, run: id.run('r000001'), ...changes });
      await store.commit([...[1, 2, 3].map((n) => ofRun(n)), ofRun(4, { state: 'failed' }), put('effect', 5)]);
      const where = { run: 'r000001', state: 'pending' } as const;
      assert.deepEqual(keys(await store.list('effect', { where })), ['r000001#1', 'r000001#2', 'r000001#3']);
      const page = await store.list('effect', { where, newestFirst: true, after: 'r000001#3', limit: 1 });
      assert.deepEqual(keys(page), ['r000001#2']);
      assert.equal(await store.count('effect', where), 3);
      assert.equal(await store.count('effect', {}), 5);
      assert.equal(await store.count('effect', { ...where, run: undefined }), 4);
    }),
  );

  test(
    'a member that is not indexed is refused by name',
    use(async (store) => {
      const where = { 'lane" = 1 --': 'x' } as never;
      await assert.rejects(store.list('effect', { where }), /effect cannot be listed by "lane" = 1 --"; only by: run/);
      await assert.rejects(store.count('seen', { constructor: 'x' }), /seen cannot be listed/);
    }),
  );
}

/** Each indexed member with a value that record 1 alone holds. */
function testWhere(use: Use): void {
  const cases: readonly [Kind, object, object?][] = [
    ['message', { conversation: 'v000001' }],
    ['message', { providerId: 'wamid.000001' }],
    ['run', { conversation: 'v000001' }],
    ['journal', { run: 'r000001' }],
    ['effect', { run: 'r000001' }],
    ['effect', { state: 'done' }, { state: 'done' }],
    ['effect', { state: 'parked' }, { state: 'parked' }],
    ['flow', { flow: 'care' }, { flow: id.flow('care') }],
    ['flow', { current: false }, { current: false }],
  ];
  for (const [kind, where, changes] of cases) {
    test(
      `a ${kind} is found by ${JSON.stringify(where)}`,
      use(async (store) => {
        await store.commit([insert(kind, 1, changes), insert(kind, 3), insert(kind, 11)]);
        const { key } = SAMPLES[kind](1);
        assert.deepEqual(keys(await store.list(kind, { where })), [key]);
        assert.equal(await store.count(kind, where), 1);
        await store.commit([{ op: 'delete', kind, key }]);
        assert.deepEqual(await store.list(kind, { where }), []);
      }),
    );
  }

  test(
    'a run whose id begins with another run keeps its journal and effects apart',
    use(async (store) => {
      for (const run of ['r1', 'r10', 'r1a', 'r1/x']) {
        const owner = id.run(run);
        await store.commit([
          put('journal', 1, { key: `${run}/0001`, run: owner }),
          put('journal', 1, { key: `${run}/0002`, run: owner }),
          put('effect', 1, { key: id.effect(owner, 1), run: owner }),
        ]);
      }
      assert.deepEqual(keys(await store.list('journal', { where: { run: 'r10' } })), ['r10/0001', 'r10/0002']);
      assert.deepEqual(keys(await store.list('effect', { where: { run: 'r1' } })), ['r1#1']);
      assert.deepEqual(keys(await store.list('journal', { where: { run: 'r1' } })), ['r1/0001', 'r1/0002']);
      assert.equal((await store.get('journal', 'r1/x/0001'))?.run, 'r1/x');
    }),
  );
}

function testDue(use: Use): void {
  const until = (at: number) => ({ wait: { ...sampleRun(1).wait, until: at } });

  test(
    'due gives waits that end, earliest first, up to the limit',
    use(async (store) => {
      await store.commit([300, 100, 401, 400].map((at, n) => putRun(n, until(at))));
      const due = [
        { what: 'run', key: 'r000001', lane: sampleRun(1).lane, at: 100 },
        { what: 'run', key: 'r000000', lane: sampleRun(0).lane, at: 300 },
        { what: 'run', key: 'r000003', lane: sampleRun(3).lane, at: 400 },
      ];
      assert.deepEqual(await store.due({ after: 0, until: 400, limit: 10 }), due);
      assert.deepEqual(await store.due({ after: 0, until: 400, limit: 2 }), due.slice(0, 2));
      assert.deepEqual(await store.due({ after: 0, until: 99, limit: 10 }), []);
      assert.deepEqual(await store.due({ after: 100, until: 400, limit: 10 }), due.slice(1));
    }),
  );

  test(
    'only active runs whose wait ends are due',
    use(async (store) => {
      const ended = (['completed', 'failed', 'canceled'] as const).map((status, n) =>
        putRun(n, { ...until(1), status }),
      );
      await store.commit([...ended, putRun(7, { wait: { id: 1, for: 'reply', effects: [] } })]);
      assert.deepEqual(await store.due({ after: 0, until: 10_000, limit: 10 }), []);
      assert.equal(await store.nextDue(0), undefined);
    }),
  );

  test(
    'a run that ends, or waits for another time, leaves its former time',
    use(async (store) => {
      await store.commit([putRun(1, until(100)), putRun(2, until(200))]);
      await store.commit([putRun(1, until(500)), putRun(2, { ...until(200), status: 'completed' })]);
      assert.deepEqual(keys(await store.due({ after: 0, until: 1000, limit: 10 })), ['r000001']);
      assert.equal(await store.nextDue(0), 500);
    }),
  );

  test(
    'nextDue gives the first time after the one given',
    use(async (store) => {
      await store.commit([putRun(1, until(100)), putRun(2, until(200))]);
      assert.equal(await store.nextDue(99), 100);
      assert.equal(await store.nextDue(100), 200);
      assert.equal(await store.nextDue(200), undefined);
    }),
  );
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
