import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Failure } from '../base/failure.ts';
import { id } from '../base/ids.ts';
import { ConflictError, type Store } from '../store/store.ts';
import { openConnectionBook } from './connection-book.ts';
import { createLeases, LEASE_MS } from './lease.ts';
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

void test('a second holder waits until the first one has ended', async (t) => {
  const { one, two, clock } = await world(t);
  const { promise, end } = lasting();
  const order: string[] = [];
  const first = one.hold('x', async () => {
    order.push('one begins');
    await promise;
    order.push('one ends');
  });
  await settled();
  const second = two.hold('x', async () => void order.push('two'));
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
  const long = one.hold('x', () => promise);
  await settled();
  const waiting = two.hold('x', async () => void (stolen = true));
  await clock.advance(LEASE_MS * 1.5);
  assert.equal(stolen, false);
  end();
  await until(() => stolen, clock);
  await Promise.all([long, waiting]);
  const dead = { key: 'lease/y', value: { owner: 'gone', until: clock.now() + LEASE_MS } };
  await store.commit([{ op: 'insert', kind: 'setting', record: dead }]);
  let taken = false;
  const heir = two.hold('y', async () => void (taken = true));
  await clock.advance(LEASE_MS - 1000);
  assert.equal(taken, false);
  await clock.advance(2000);
  await heir;
  assert.equal(taken, true);
});

void test('writes come to the store only while the lease is held', async (t) => {
  const { one, clock, store } = await world(t);
  const note = (value: string) => ({ op: 'put', kind: 'setting', record: { key: 'note', value } }) as const;
  await one.hold('x', (held) => held.finish([note('held')]));
  const lost = one.hold('x', async (held) => {
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
  const first = one.hold('connection/crm', () => promise);
  await settled();
  let failure: unknown;
  const second = two.hold('connection/crm', async () => undefined).catch((error: unknown) => (failure = error));
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
    one.hold('x', () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await two.hold('x', async () => 'free'), 'free');
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
