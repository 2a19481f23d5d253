import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import type { Store } from '../../store/store.ts';
import type { Host } from '../host.ts';
import { testHost } from '../host.contract.ts';
import { messageEvent, openTestWorld, runsOf, testFlow, testLane, type TestWorld } from '../testing/test-world.ts';
import { startEmbeddedHost, type EmbeddedHostOptions } from './embedded-host.ts';

const AT = Date.UTC(2026, 10, 22, 9);
const MINUTE = 60_000;
const lane = testLane('ada');
const crm = id.connection('crm');

const start = (world: TestWorld, more: Partial<EmbeddedHostOptions> = {}): Promise<Host> =>
  startEmbeddedHost({
    store: world.store,
    router: world.router,
    flows: world.flows,
    connections: world.connections,
    perform: world.perform,
    types: world.types,
    clock: world.clock,
    random: () => 0.5,
    log: (message, facts) => void world.log.push({ message, facts }),
    closeGraceMs: 0,
    ...more,
  });

testHost('embedded host', (world, { effectsInMemory, concurrency } = {}) =>
  start(world, {
    ...(effectsInMemory === undefined ? {} : { effectsInMemory }),
    ...(concurrency === undefined ? {} : { concurrency }),
  }),
);

/** A world whose one flow makes one call; `fail` says of each use of the store whether it fails. */
function withTrouble(title: string, body: (world: TestWorld, trouble: Trouble) => Promise<void>): void {
  void test(title, async () => {
    const world = await openTestWorld(AT);
    const trouble: Trouble = { reads: false, commits: false };
    await world.flows.publish(callFlow, AT);
    world.store = troubled(world.store, trouble);
    try {
      await body(world, trouble);
    } finally {
      trouble.reads = trouble.commits = false;
      await world.close();
    }
  });
}

type Trouble = { reads: boolean; commits: boolean };

const callFlow = testFlow({
  [id.step('call')]: {
    type: 'call',
    params: { connection: 'crm', operation: 'create', input: {} },
    next: { done: id.step('end'), failed: id.step('end') },
  },
  [id.step('end')]: { type: 'end', params: {}, next: {} },
});

function troubled(store: Store, trouble: Trouble): Store {
  return {
    ...store,
    get: (kind, key) => (trouble.reads ? Promise.reject(new Error('disk unreadable')) : store.get(kind, key)),
    commit: (writes) => (trouble.commits ? Promise.reject(new Error('disk full')) : store.commit(writes)),
  };
}

withTrouble(
  'an end that could not be stored is handed in again, and its effect is not repeated',
  async (world, trouble) => {
    world.repeatable = 'unsafe';
    world.perform.attempt = async (effect) => {
      world.attempts.push(effect);
      trouble.commits = true;
      return { id: '00Q1' };
    };
    const host = await start(world);
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await world.clock.advance(5000);
    assert.equal((await world.store.list('effect'))[0]?.state, 'pending');
    trouble.commits = false;
    await world.clock.advance(5000);
    assert.equal((await world.store.list('effect'))[0]?.state, 'done');
    assert.equal((await runsOf(world.store, lane))[0]?.status, 'completed');
    assert.equal(world.attempts.length, 1);
    await host.close();
  },
);

withTrouble('an end that could not be stored before closing is in doubt at the next start', async (world, trouble) => {
  world.perform.attempt = async (effect) => {
    world.attempts.push(effect);
    trouble.commits = world.attempts.length === 1;
    return {};
  };
  const first = await start(world);
  await first.accept(lane, 'm1', messageEvent('hello', 'm1'));
  await world.clock.advance(0);
  trouble.commits = false;
  await first.close();
  const second = await start(world);
  await world.clock.advance(0);
  assert.deepEqual(
    world.attempts.map(({ unknownSince }) => unknownSince),
    [undefined, AT],
  );
  await second.close();
});

withTrouble(
  'an event that meets an unreadable store is not accepted, and nothing of it is kept',
  async (world, trouble) => {
    const host = await start(world);
    trouble.reads = true;
    await assert.rejects(host.accept(lane, 'm1', messageEvent('hello', 'm1')), /disk unreadable/);
    trouble.reads = false;
    assert.equal(await world.store.count('stuck'), 0);
    assert.equal(await host.accept(lane, 'm1', messageEvent('hello', 'm1')), 'accepted');
    await world.clock.advance(0);
    assert.equal((await runsOf(world.store, lane))[0]?.status, 'completed');
    await host.close();
  },
);

withTrouble('an effect whose end our own bug cannot take in is parked, not repeated at each start', async (world) => {
  world.router = { ...world.router, finished: () => Promise.reject(new TypeError('a bug in the inbox')) };
  world.answer({ output: { id: '00Q1' } });
  const first = await start(world);
  await first.accept(lane, 'm1', messageEvent('hello', 'm1'));
  await world.clock.advance(0);
  await first.close();
  const [effect] = await world.store.list('effect');
  assert.equal(effect?.state, 'parked');
  assert.deepEqual(effect.output, { id: '00Q1' });
  const second = await start(world);
  await world.clock.advance(60 * MINUTE);
  assert.equal(world.attempts.length, 1);
  await second.close();
});

withTrouble('effects in line behind one whose credentials are refused are held with it', async (world) => {
  await world.connections.seed({ key: crm, kind: 'connector', type: 'test', config: {}, seed: 'one' });
  world.answer({ failure: { code: 'auth', message: 'Token refused.' } });
  const host = await start(world, { concurrency: 1 });
  const names = ['ada', 'bob', 'eve'];
  await Promise.all(names.map((name) => host.accept(testLane(name), name, messageEvent('hello', name))));
  await world.clock.advance(MINUTE);
  assert.equal(world.attempts.length, 1);
  await host.close();
});

withTrouble('whoever watches all runs hears of each committed state', async (world) => {
  const heard: string[] = [];
  const host = await start(world, { moved: ({ lane: of, status }) => void heard.push(`${of} ${status}`) });
  await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
  assert.deepEqual(heard, ['lane-ada active']);
  await world.clock.advance(0);
  assert.deepEqual(heard, ['lane-ada active', 'lane-ada completed']);
  await host.close();
});

void test('what a store kept although it failed to say so is performed all the same, once', async () => {
  const world = await openTestWorld(AT);
  await world.flows.publish(callFlow, AT);
  let lost = false;
  const { store } = world;
  const commit: Store['commit'] = async (writes) => {
    await store.commit(writes);
    if (lost) throw new Error('the line to the database was cut');
  };
  const host = await start({ ...world, store: { ...store, commit } });
  lost = true;
  await assert.rejects(host.accept(lane, 'm1', messageEvent('hello', 'm1')));
  lost = false;
  assert.equal(await host.accept(lane, 'm1', messageEvent('hello', 'm1')), 'repeated');
  assert.equal(world.attempts.length, 0);
  await world.clock.advance(2000);
  assert.equal(world.attempts.length, 1);
  assert.equal((await runsOf(store, lane))[0]?.status, 'completed');
  await host.close();
  await world.close();
});
