import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Failure } from '../base/failure.ts';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { ConflictError, type Store, type Write } from '../store/store.ts';
import { openConnectionBook } from './connection-book.ts';
import { createLeases, freeLeases, LEASE_MS, type Lease, type Leases } from './lease.ts';
import { createManualClock, settled, type ManualClock } from './testing/manual-clock.ts';
import { openTestWorld, openVault } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22);
const crm = id.connection('crm');

/** Two processes on one store, by one clock. */
async function world(t: TestContext) {
  const opened = await openTestWorld(AT);
  t.after(() => opened.close());
  const { store } = opened;
  const clock = createManualClock(AT);
  return { store, clock, one: createLeases(store, clock, 'one'), two: createLeases(store, clock, 'two') };
}

/** Works while holding a lease. */
async function hold<T>(leases: Leases, name: string, work: (lease: Lease) => Promise<T>): Promise<T> {
  const lease = await leases.take(name);
  try {
    return await work(lease);
  } finally {
    await lease.end();
  }
}

/** Work that lasts until it is told to end. */
function lasting() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, end: resolve };
}

async function until(condition: () => boolean, clock: ManualClock): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    if (condition()) return;
    await clock.advance(100);
  }
  assert.fail('it never came to that');
}

void test('who comes to work on a store alone waits for no holder that died', async (t) => {
  const { store, one, two, clock } = await world(t);
  await one.take('x');
  await store.commit([{ op: 'insert', kind: 'setting', record: { key: 'leasehold', value: 'stays' } }]);
  await freeLeases(store);
  let taken = false;
  const second = two.take('x').then((lease) => ((taken = true), lease));
  await settled();
  assert.equal(taken, true);
  assert.equal(clock.now(), AT);
  assert.equal((await store.get('setting', 'leasehold'))?.value, 'stays');
  await (await second).end();
});

void test('a second holder waits until the first one has ended', async (t) => {
  const { one, two, clock } = await world(t);
  const { promise, end } = lasting();
  const order: string[] = [];
  const first = hold(one, 'x', async () => {
    order.push('one begins');
    await promise;
    order.push('one ends');
  });
  await settled();
  const second = hold(two, 'x', async () => void order.push('two'));
  await clock.advance(5000);
  assert.deepEqual(order, ['one begins']);
  end();
  await until(() => order.length === 3, clock);
  await Promise.all([first, second]);
  assert.deepEqual(order, ['one begins', 'one ends', 'two']);
});

void test('a holder that lives keeps its lease beyond its time, a dead one is taken over from', async (t) => {
  const { one, two, clock, store } = await world(t);
  const { promise, end } = lasting();
  let stolen = false;
  const long = hold(one, 'x', () => promise);
  await settled();
  const waiting = hold(two, 'x', async () => void (stolen = true));
  await clock.advance(LEASE_MS * 1.5);
  assert.equal(stolen, false);
  end();
  await until(() => stolen, clock);
  await Promise.all([long, waiting]);
  const dead = { key: 'lease/y', value: { owner: 'gone', until: clock.now() + LEASE_MS } };
  await store.commit([{ op: 'insert', kind: 'setting', record: dead }]);
  let taken = false;
  const heir = hold(two, 'y', async () => void (taken = true));
  await clock.advance(LEASE_MS - 1000);
  assert.equal(taken, false);
  await clock.advance(2000);
  await heir;
  assert.equal(taken, true);
});

void test('writes come to the store only while the lease is held', async (t) => {
  const { one, clock, store } = await world(t);
  const note = (value: string) => ({ op: 'put', kind: 'setting', record: { key: 'note', value } }) as const;
  await hold(one, 'x', (held) => held.finish([note('held')]));
  const lost = hold(one, 'x', async (held) => {
    const thief = { key: 'lease/x', value: { owner: 'thief', until: clock.now() + LEASE_MS } };
    await store.commit([{ op: 'put', kind: 'setting', record: thief }]);
    await held.finish([note('lost')]);
  });
  await assert.rejects(lost, ConflictError);
  assert.equal((await store.get('setting', 'note'))?.value, 'held');
});

void test('a lease that is never free is waited for a minute, then told of', async (t) => {
  const { one, two, clock } = await world(t);
  const { promise, end } = lasting();
  const first = hold(one, 'connection/crm', () => promise);
  await settled();
  let failure: unknown;
  const second = hold(two, 'connection/crm', async () => undefined).catch((error: unknown) => (failure = error));
  await clock.advance(61_000);
  await second;
  assert.ok(failure instanceof Failure && failure.code === 'unavailable');
  assert.match(failure.message, /changing "connection\/crm" for a minute/);
  end();
  await first;
});

void test('work that fails gives the lease back', async (t) => {
  const { one, two } = await world(t);
  await assert.rejects(
    hold(one, 'x', () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await hold(two, 'x', async () => 'free'), 'free');
});

const seed = { key: crm, kind: 'connector', type: 'test', config: { token: 'a', url: 'u' }, seed: 'one' } as const;

/** The same store as two processes see it. */
async function twoBooks(store: Store, clock: ManualClock) {
  const first = await openConnectionBook(store, openVault, clock);
  await first.seed(seed);
  return { first, second: await openConnectionBook(store, openVault, clock) };
}

void test('a change begins with what another process stored', async (t) => {
  const { store, clock } = await world(t);
  const { first, second } = await twoBooks(store, clock);
  await first.update(crm, (config) => ({ ...config, token: 'b' }));
  assert.equal(second.get(crm)?.config['token'], 'a');
  const seen = await second.update(crm, (config) => config);
  assert.equal(seen['token'], 'b');
});

void test('a repair elsewhere outlives a refusal of what was there before', async (t) => {
  const { store, clock } = await world(t);
  const { first, second } = await twoBooks(store, clock);
  const refused = { code: 'auth', message: 'Token refused.' } as const;
  assert.equal(await second.breakDown(crm, refused, AT), true);
  const used = second.get(crm);
  await first.repair(crm, { token: 'new' });
  assert.equal(await second.breakDown(crm, refused, AT, used), false);
  assert.equal((await store.get('connection', crm))?.state, 'working');
});

void test('a token that was rotated while the lease was lost is stored all the same', async (t) => {
  const { store, clock } = await world(t);
  const { first, second } = await twoBooks(store, clock);
  const { promise, end } = lasting();
  const slow = first.update(crm, async (config) => {
    await promise;
    return { ...config, token: 'rotated' };
  });
  await settled();
  // The first process sleeps: another one finds its time over.
  await store.commit([{ op: 'put', kind: 'setting', record: { key: `lease/connection/${crm}`, value: null } }]);
  await second.breakDown(crm, { code: 'auth', message: 'Token refused.' }, AT);
  end();
  assert.equal((await slow)['token'], 'rotated');
  const record = await store.get('connection', crm);
  assert.deepEqual([record?.config, record?.state], [{ token: 'rotated', url: 'u' }, 'broken']);
});

void test('what two processes changed at once is told of, and the one that was stored stays', async (t) => {
  const { store, clock } = await world(t);
  const { first, second } = await twoBooks(store, clock);
  const { promise, end } = lasting();
  const slow = first.update(crm, async (config) => {
    await promise;
    return { ...config, token: 'mine' };
  });
  await settled();
  await store.commit([{ op: 'put', kind: 'setting', record: { key: `lease/connection/${crm}`, value: null } }]);
  await second.update(crm, (config) => ({ ...config, token: 'theirs' }));
  end();
  await assert.rejects(slow, /changed elsewhere/);
  assert.equal((await store.get('connection', crm))?.config['token'], 'theirs');
});

void test('a hundred callers at once hand one lease on, and others have their turn in between', async (t) => {
  const { store, clock } = await world(t);
  const { first, second } = await twoBooks(store, clock);
  let commits = 0;
  const counted = { ...store, commit: (writes: readonly Write[]) => ((commits += 1), store.commit(writes)) };
  const book = await openConnectionBook(counted, openVault, clock);
  let asked = 0;
  const refresh = (config: JsonObject) => {
    if (config['token'] !== 'a') return config;
    asked += 1;
    return { ...config, token: 'b' };
  };
  const all = await Promise.all(Array.from({ length: 100 }, () => book.update(crm, refresh)));
  assert.ok(all.every(({ token }) => token === 'b'));
  assert.equal(asked, 1);
  assert.ok(commits <= 6, `${commits} commits`);
  const turns: string[] = [];
  const slowly = (name: string) => async (config: JsonObject) => {
    turns.push(name);
    await new Promise<void>((resolve) => void clock.after(300, resolve));
    return config;
  };
  const ours = Array.from({ length: 8 }, () => first.update(crm, slowly('first')));
  await settled();
  const theirs = second.update(crm, slowly('second'));
  await until(() => turns.length === 9, clock);
  await clock.advance(1000);
  await Promise.all([...ours, theirs]);
  assert.ok(turns.indexOf('second') < 8, turns.join(' '));
});
