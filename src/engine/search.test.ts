import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { casesOf } from '../base/testing/cases.contract.ts';
import { id } from '../base/ids.ts';
import { newRun, type Run } from '../flow/run.ts';
import type { Write } from '../store/store.ts';
import { asPhone, findRuns, runKeyAt, type RunFilter } from './search.ts';
import { openTestWorld, type TestWorld } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22, 9);
const MINUTE = 60_000;

async function worldOf(t: TestContext, writes: readonly Write[] = []): Promise<TestWorld> {
  const world = await openTestWorld(AT);
  t.after(() => world.close());
  await world.store.commit(writes);
  return world;
}

/** A run that began so many minutes after the start. */
function runOf(minute: number, more: Partial<Run> = {}): Run {
  const begin = newRun({
    id: id.run(`${runKeyAt(AT + minute * MINUTE)}-x`),
    flow: { id: id.flow('lead'), version: 1 },
    lane: id.lane('l1'),
    connection: null,
    channel: null,
    conversation: null,
  });
  return { ...begin, status: 'completed', at: id.step('end'), ...more };
}

const putRun = (run: Run): Write => ({ op: 'put', kind: 'run', record: { key: run.id, run } });

const minutesOf = (runs: readonly Run[]): number[] =>
  runs.map((run) => (parseInt(run.id.split('-')[1] ?? '', 36) - AT) / MINUTE);

async function found(world: TestWorld, filter: RunFilter): Promise<number[]> {
  return minutesOf((await findRuns(world.store, filter)).runs);
}

/** Ada with two conversations, one of them as the contact that was merged into hers, and Bob with one. */
function people(): Write[] {
  const contacts = [
    { key: id.contact('c-ada'), addresses: [], createdAt: AT },
    { key: id.contact('c-old'), addresses: [], createdAt: AT, mergedInto: id.contact('c-ada') },
    { key: id.contact('c-bob'), addresses: [], createdAt: AT },
  ];
  const conversation = (key: string, contact: string): Write => ({
    op: 'put',
    kind: 'conversation',
    record: {
      key: id.conversation(key),
      lane: id.lane('l1'),
      contact: id.contact(contact),
      connection: id.connection('phone'),
      channel: 'test',
      state: 'flow',
      replyTo: [],
      received: 1,
      lastInboundAt: AT,
      createdAt: AT,
    },
  });
  const merge = { key: 'm-1', from: id.contact('c-old'), into: id.contact('c-ada'), former: contacts[0]! };
  return [
    { op: 'put', kind: 'merge', record: { ...merge, addresses: [], links: [], by: 'ada', at: AT } },
    ...contacts.map((record): Write => ({ op: 'put', kind: 'contact', record })),
    { op: 'put', kind: 'address', record: { key: 'phone:+390001', contact: id.contact('c-ada') } },
    { op: 'put', kind: 'address', record: { key: 'phone:+390002', contact: id.contact('c-old') } },
    { op: 'put', kind: 'address', record: { key: 'phone:+390003', contact: id.contact('c-bob') } },
    conversation('v1', 'c-ada'),
    conversation('v2', 'c-old'),
    conversation('v3', 'c-bob'),
    ...[1, 2, 3, 2, 1].map((number, minute) => putRun(runOf(minute, { conversation: id.conversation(`v${number}`) }))),
  ];
}

void test('a phone number in any spelling, or a contact, leads to the runs of that person, newest first', async (t) => {
  const world = await worldOf(t, people());
  for (const phone of ['+390001', '00 39 0001', '39-0001', '+39 0002'])
    assert.deepEqual(await found(world, { phone }), [4, 3, 1, 0], phone);
  assert.deepEqual(await found(world, { contact: 'c-old' }), [4, 3, 1, 0]);
  assert.deepEqual(await found(world, { contact: 'c-bob', phone: '+390003' }), [2]);
  assert.deepEqual(await found(world, { contact: 'c-bob', phone: '+390001' }), []);
  assert.deepEqual(await found(world, { phone: '+999' }), []);
  assert.deepEqual(await found(world, { contact: 'nobody' }), []);
  assert.equal(asPhone(' (0039) 333-12 '), '+003933312');
});

void test('runs of test users are found alone, or left out', async (t) => {
  const world = await worldOf(t, [putRun(runOf(1)), putRun(runOf(2, { test: {} })), putRun(runOf(3))]);
  assert.deepEqual(await found(world, { tests: 'only' }), [2]);
  assert.deepEqual(await found(world, { tests: 'none' }), [3, 1]);
  assert.deepEqual(await found(world, {}), [3, 2, 1]);
});

void test('a record leads to the runs that made it, name it, or got it from an operation', async (t) => {
  const record = '00Q5g00000ABCDEAA1';
  const made = runOf(1);
  const effectRun = runOf(3);
  const link = {
    key: `c-ada/crm/Lead/${record}`,
    contact: id.contact('c-ada'),
    connection: id.connection('crm'),
    object: 'Lead',
    record,
    how: 'created',
    run: made.id,
    at: AT,
  } as const;
  const effect = {
    key: id.effect(effectRun.id, 0),
    run: effectRun.id,
    lane: id.lane('l1'),
    connection: null,
    request: { kind: 'call', connection: 'crm', operation: 'get', input: {} },
    state: 'done',
    output: { id: record },
    attempts: 1,
    nextAt: AT,
    at: AT,
  } as const;
  const world = await worldOf(t, [
    putRun(made),
    putRun(runOf(2, { vars: { lead: { id: record } } })),
    putRun(effectRun),
    putRun(runOf(4)),
    { op: 'put', kind: 'link', record: link },
    { op: 'put', kind: 'effect', record: effect },
  ]);
  assert.deepEqual(await found(world, { record }), [3, 2, 1]);
});

void test('a text is found in what a run knows and in what was said, and not in names of members', async (t) => {
  const message = {
    key: id.message('v2/0'),
    conversation: id.conversation('v2'),
    lane: id.lane('l1'),
    direction: 'in',
    content: { kind: 'text', text: 'Vorrei un preventivo' },
    at: AT,
    status: 'received',
  } as const;
  const world = await worldOf(t, [
    ...people(),
    { op: 'put', kind: 'message', record: message },
    putRun(runOf(10, { vars: { topic: 'PREVENTIVO casa' } })),
    putRun(runOf(11, { input: { preventivo: true } })),
  ]);
  assert.deepEqual(await found(world, { text: 'preventivo' }), [10, 3, 1]);
});

void test('named runs are found among others, page by page, where they fit', async (t) => {
  const runs = [runOf(1), runOf(2), runOf(3), runOf(4, { status: 'failed' })];
  const world = await worldOf(t, runs.map(putRun));
  const names = [...runs.map(({ id: name }) => name), 'r-none'];
  assert.deepEqual(await found(world, { runs: names, status: 'completed' }), [3, 2, 1]);
  assert.deepEqual(await found(world, { runs: names, from: AT + 3 * MINUTE }), [4, 3]);
  const first = await findRuns(world.store, { runs: names }, { limit: 3 });
  const { next: after } = first;
  assert.ok(after !== undefined);
  const rest = await findRuns(world.store, { runs: names }, { limit: 3, after });
  assert.deepEqual([...minutesOf(first.runs), ...minutesOf(rest.runs)], [4, 3, 2, 1]);
});

void test('flow, version, status, step, failure and time narrow what is found', async (t) => {
  const failure = { code: 'invalid', message: 'Bad picklist value', providerCode: 'INVALID_FIELD' } as const;
  const world = await worldOf(t, [
    putRun(runOf(1)),
    putRun(runOf(2, { status: 'failed', failure, at: id.step('create') })),
    putRun(runOf(3, { status: 'active', at: id.step('ask') })),
    putRun(
      runOf(4, {
        flow: { id: id.flow('case'), version: 2 },
        status: 'failed',
        failure: { code: 'denied', message: 'No.' },
      }),
    ),
  ]);
  assert.deepEqual(await found(world, {}), [4, 3, 2, 1]);
  assert.deepEqual(await found(world, { flow: 'lead' }), [3, 2, 1]);
  assert.deepEqual(await found(world, { version: 2 }), [4]);
  assert.deepEqual(await found(world, { status: 'completed' }), [1]);
  assert.deepEqual(await found(world, { status: 'failed' }), [4, 2]);
  assert.deepEqual(await found(world, { status: 'failed', flow: 'lead' }), [2]);
  assert.deepEqual(await found(world, { step: 'ask' }), [3]);
  assert.deepEqual(await found(world, { failure: 'invalid' }), [2]);
  assert.deepEqual(await found(world, { failure: 'INVALID_FIELD' }), [2]);
  assert.deepEqual(await found(world, { failure: 'picklist' }), [2]);
  assert.deepEqual(await found(world, { from: AT + 2 * MINUTE, until: AT + 4 * MINUTE }), [3, 2]);
});

void test('pages of any size, from one index or several, give every run once and newest first', async (t) => {
  const writes = Array.from({ length: 450 }, (_, minute) =>
    putRun(runOf(minute, { conversation: id.conversation(`v${(minute % 7) % 3 === 0 ? 1 : 2}`) })),
  );
  const world = await worldOf(t, [...people(), ...writes]);
  const all = Array.from({ length: 450 }, (_, index) => 449 - index);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<RunFilter>({}, { contact: 'c-ada' }, { flow: 'lead' }),
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 500 }),
      async (filter, limit, searchMost) => {
        const seen: number[] = [];
        let searched = 0;
        for (let after: string | undefined; ;) {
          const page = await findRuns(world.store, filter, { limit, searchMost, ...(after ? { after } : {}) });
          seen.push(...minutesOf(page.runs));
          searched += page.searched;
          after = page.next;
          if (!after) break;
        }
        assert.deepEqual(seen, all);
        assert.equal(searched, 450);
      },
    ),
    { numRuns: casesOf(15) },
  );
});

void test('a search that finds nothing ends after a bounded number, and says where it stands', async (t) => {
  const world = await worldOf(
    t,
    Array.from({ length: 600 }, (_, minute) => putRun(runOf(minute))),
  );
  const first = await findRuns(world.store, { step: 'nowhere' }, { searchMost: 300 });
  assert.equal(first.runs.length, 0);
  assert.ok(first.next !== undefined && first.searched >= 300 && first.searched < 600, `${first.searched}`);
  const second = await findRuns(world.store, { step: 'nowhere' }, { after: first.next });
  assert.equal(first.searched + second.searched, 600);
  assert.equal(second.next, undefined);
});
