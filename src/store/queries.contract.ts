import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { id } from '../base/ids.ts';
import type { Kind } from './records.ts';
import type { Write } from './store.ts';
import { sampleRun, SAMPLES } from './testing/samples.ts';
import { insert, keys, put, putRun, seen, type Use } from './testing/writes.ts';

/** Declares the part of the suite that is about lists, counts and what is due. */
export function testQueries(use: Use): void {
  describe('list and count', () => testList(use));
  describe('due', () => testDue(use));
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

  test(
    'a list can be a span of keys, in pages from either end',
    use(async (store) => {
      await store.commit([1, 2, 3, 4, 5, 6].map((n) => insert('stuck', n)));
      const span = { from: 's000002', before: 's000005' };
      const inside = ['s000002', 's000003', 's000004'];
      assert.deepEqual(keys(await store.list('stuck', span)), inside);
      assert.deepEqual(keys(await store.list('stuck', { ...span, newestFirst: true })), inside.toReversed());
      assert.deepEqual(keys(await store.list('stuck', { ...span, after: 's000002' })), inside.slice(1));
      const page = await store.list('stuck', { ...span, newestFirst: true, after: 's000004', limit: 1 });
      assert.deepEqual(keys(page), ['s000003']);
      assert.deepEqual(keys(await store.list('stuck', { from: 's000005' })), ['s000005', 's000006']);
    }),
  );

  testContains(use);
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
      assert.equal(await store.count('effect', where, { from: 'r000001#2', before: 'r000001#9' }), 2);
      assert.equal(await store.count('effect', { run: 'r000001' }, { from: 'r000001#3' }), 2);
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

function testContains(use: Use): void {
  const text = (n: number, words: string): Write => put('message', n, { content: { kind: 'text', text: words } });

  test(
    'messages are found by a text in them, whatever the case of ASCII letters',
    use(async (store) => {
      const words = ['Un PREVENTIVO, grazie', 'preventivo?', 'Ciao', 'perché "100%" di_no \\ 🐦\nÈ'];
      await store.commit(words.map((said, n) => text(n, said)));
      const find = async (contains: string) =>
        (await store.list('message', { contains })).map(({ key }) => Number(key.slice(1, 7)));
      assert.deepEqual(await find('Preventivo'), [0, 1]);
      assert.deepEqual(await find(''), [0, 1, 2, 3]);
      for (const part of ['É "100', '100%', 'di_no', ' \\ ', '🐦\n', 'È']) {
        assert.deepEqual(await find(part), part.startsWith('É') ? [] : [3], part);
      }
      for (const pattern of ['c_ao', '1%d', '%', '\\n']) {
        assert.deepEqual(await find(pattern), pattern === '%' ? [3] : [], pattern);
      }
    }),
  );

  test(
    'only values are searched: not the names of members, not what sort of message it is, not other members',
    use(async (store) => {
      await store.commit([text(1, 'Ciao'), text(2, 'text kind')]);
      assert.deepEqual(keys(await store.list('message', { contains: 'text' })), ['v000002/000001']);
      assert.deepEqual(keys(await store.list('message', { contains: 'wamid' })), []);
    }),
  );

  test(
    'runs, journals and people are found by what they hold',
    use(async (store) => {
      const vars = { offer: { code: 'Rondine-7' }, amount: 1250 };
      await store.commit([
        putRun(1, { vars }),
        putRun(2, {}),
        insert('contact', 1),
        insert('contact', 2, { name: 'Eva' }),
      ]);
      await store.commit([insert('journal', 1), insert('journal', 2, { after: sampleRun(2, { vars }) })]);
      assert.deepEqual(keys(await store.list('run', { contains: 'rondine-7' })), ['r000001']);
      assert.deepEqual(keys(await store.list('run', { contains: '1250' })), ['r000001']);
      assert.deepEqual(keys(await store.list('run', { contains: '+39333000002' })), ['r000002']);
      assert.deepEqual(keys(await store.list('journal', { contains: 'RONDINE' })), ['r000002/000002']);
      assert.deepEqual(keys(await store.list('contact', { contains: 'eva' })), ['c000002']);
      assert.deepEqual(keys(await store.list('seen', { contains: 'x' })), []);
    }),
  );

  test(
    'a text is looked for as far as it takes, page after page, with conditions and order',
    use(async (store) => {
      const other = { conversation: id.conversation('v1') };
      const numbers = Array.from({ length: 1300 }, (_, n) => n);
      await store.commit(
        numbers.map((n) => {
          const key = `v1/${String(n).padStart(6, '0')}`;
          // The member's name stands in every record, the value in few.
          return put('message', 1, {
            ...other,
            key,
            content: { kind: 'form', name: '', values: { ciao: n % 600 ? '' : 'Ciao' } },
          });
        }),
      );
      await store.commit([text(7, 'ciao')]);
      const where = { conversation: 'v1' };
      const all = ['v1/000000', 'v1/000600', 'v1/001200'];
      assert.deepEqual(keys(await store.list('message', { where, contains: 'ciao' })), all);
      assert.deepEqual(keys(await store.list('message', { where, contains: 'ciao', limit: 2 })), all.slice(0, 2));
      const back = { where, contains: 'ciao', newestFirst: true } as const;
      assert.deepEqual(keys(await store.list('message', { ...back, after: 'v1/001200', limit: 1 })), ['v1/000600']);
      assert.deepEqual(keys(await store.list('message', { ...back, before: 'v1/000600' })), ['v1/000000']);
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
    ['effect', { connection: 'crm' }, { connection: id.connection('crm') }],
    ['address', { contact: 'c000001' }],
    ['conversation', { contact: 'c000001' }],
    ['run', { looseOn: 'shop:+39333000001' }, { run: sampleRun(1, { conversation: null }) }],
    ['run', { flow: 'care' }, { run: sampleRun(1, { flow: { id: id.flow('care'), version: 1 } }) }],
    ['run', { status: 'failed' }, { run: sampleRun(1, { status: 'failed' }) }],
    ['run', { status: 'completed' }, { run: sampleRun(1, { status: 'completed' }) }],
    ['link', { contact: 'c000001' }],
    ['link', { record: '00Q000001' }],
    ['consent', { contact: 'c000001' }],
    ['change', { contact: 'c000001' }],
    ['note', { conversation: 'v000001' }],
    ['mediaUse', { media: 'f000001' }],
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
    'timers are due beside runs, in the order of their times',
    use(async (store) => {
      const ring = (n: number, at: number) => put('timer', n, { at });
      await store.commit([putRun(1, until(200)), putRun(2, until(400)), ring(1, 100), ring(2, 300), ring(3, 500)]);
      const due = [
        { what: 'timer', key: 'idle v000001', lane: SAMPLES.timer(1).lane, at: 100 },
        { what: 'run', key: 'r000001', lane: sampleRun(1).lane, at: 200 },
        { what: 'timer', key: 'idle v000002', lane: SAMPLES.timer(2).lane, at: 300 },
        { what: 'run', key: 'r000002', lane: sampleRun(2).lane, at: 400 },
      ];
      assert.deepEqual(await store.due({ after: 0, until: 400, limit: 10 }), due);
      assert.deepEqual(await store.due({ after: 100, until: 400, limit: 2 }), due.slice(1, 3));
      assert.deepEqual([await store.nextDue(0), await store.nextDue(100), await store.nextDue(400)], [100, 200, 500]);
      await store.commit([ring(1, 450), { op: 'delete', kind: 'timer', key: SAMPLES.timer(2).key }]);
      assert.deepEqual(keys(await store.due({ after: 0, until: 450, limit: 10 })), [
        'r000001',
        'r000002',
        'idle v000001',
      ]);
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
