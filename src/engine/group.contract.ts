import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure, type FailureData } from '../base/failure.ts';
import { id } from '../base/ids.ts';
import type { ConnectionLimits, EffectRecord, Exchange } from '../store/records.ts';
import type { Host } from './host.ts';
import type { StartHost } from './host.contract.ts';
import type { Ended } from './perform-groups.ts';
import { messageEvent, openTestWorld, testFlow, testLane, type TestWorld } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22, 9);
const SECOND = 1000;
const crm = id.connection('crm');
const away: FailureData = { code: 'unavailable', message: 'Down for maintenance.' };
const exchange: Exchange = { at: AT, ms: 1, method: 'PATCH', url: 'https://org.example/many', status: 200 };

const callFlow = testFlow({
  [id.step('call')]: {
    type: 'call',
    params: { connection: 'crm', operation: 'create', input: {} },
    next: { done: id.step('end'), failed: id.step('sorry') },
  },
  [id.step('end')]: { type: 'end', params: {}, next: {} },
  [id.step('sorry')]: { type: 'end', params: { as: 'failed', message: '{{ failure.message }}' }, next: {} },
});

type Request = { who: string[]; at: number };

/** A system that takes up to `size` effects in a request, and what it has seen. */
type System = {
  size: number;
  takesMs: number;
  /** How each effect ends; by default well. */
  answer: (who: string) => FailureData | undefined;
  requests: Request[];
  most: number;
};

const whoOf = ({ lane }: Pick<EffectRecord, 'lane'>): string => lane.replace('lane-', '');
const names = (count: number, first = 0): string[] =>
  Array.from({ length: count }, (_, number) => `p${String(first + number).padStart(4, '0')}`);

function createSystem(world: TestWorld): System {
  const system: System = { size: 200, takesMs: SECOND / 2, answer: () => undefined, requests: [], most: 0 };
  let underWay = 0;
  const request = async (effects: readonly EffectRecord[]): Promise<Ended[]> => {
    system.requests.push({ who: effects.map(whoOf), at: world.clock.now() - AT });
    system.most = Math.max(system.most, ++underWay);
    if (system.takesMs > 0) await new Promise<void>((resolve) => void world.clock.after(system.takesMs, resolve));
    underWay--;
    return effects.map((effect) => {
      const failure = system.answer(whoOf(effect));
      const exchanges = [exchange];
      return failure ? { error: new Failure(failure), exchanges } : { output: { for: whoOf(effect) }, exchanges };
    });
  };
  world.perform.groups = {
    of: () => ({ key: 'create', size: system.size, inOrder: false }),
    attempt: request,
  };
  world.perform.attempt = async (effect, seen) => {
    const [ended] = await request([effect]);
    assert.ok(ended);
    seen?.(ended.exchanges);
    if ('error' in ended) throw ended.error;
    return ended.output;
  };
  return system;
}

async function arrive(host: Host, people: readonly string[]): Promise<void> {
  await Promise.all(people.map((name) => host.accept(testLane(name), name, messageEvent('hello', name))));
}

async function pass(world: TestWorld, ms: number, step = 100): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) await world.clock.advance(step);
}

async function statuses(world: TestWorld): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { run } of await world.store.list('run', { limit: 10_000 }))
    counts[run.status] = (counts[run.status] ?? 0) + 1;
  return counts;
}

const sizes = ({ requests }: System): number[] => requests.map(({ who }) => who.length);

/** Holds a durable engine to what it promises where several effects can share a request. */
export function testGroups(name: string, startHost: StartHost): void {
  const scenario = (
    title: string,
    body: (parts: { world: TestWorld; host: Host; system: System }) => Promise<void>,
    limits?: ConnectionLimits,
  ): void => {
    void test(`${name}: ${title}`, async () => {
      const world = await openTestWorld(AT);
      await world.flows.publish(callFlow, AT);
      const seed = { key: crm, kind: 'connector', type: 'test', config: {}, seed: 'one' } as const;
      await world.connections.seed({ ...seed, ...(limits ? { limits } : {}) });
      const host = await startHost(world);
      try {
        await body({ world, host, system: createSystem(world) });
      } finally {
        await host.close();
        await world.close();
      }
    });
  };
  leave(scenario);
  end(scenario);
  doubted(name, startHost);
}

type Scenario = (
  title: string,
  body: (parts: { world: TestWorld; host: Host; system: System }) => Promise<void>,
  limits?: ConnectionLimits,
) => void;

/** When effects leave, and how many together. */
function leave(scenario: Scenario): void {
  scenario('a lone effect waits for no company', async ({ world, host, system }) => {
    await arrive(host, names(1));
    await world.clock.advance(0);
    assert.deepEqual(system.requests, [{ who: names(1), at: 0 }]);
  });

  scenario('what comes while a request is under way shares the next', async ({ world, host, system }) => {
    await arrive(host, names(1));
    await world.clock.advance(0);
    await arrive(host, names(19, 1));
    await pass(world, 2 * SECOND);
    assert.deepEqual(system.requests, [
      { who: names(1), at: 0 },
      { who: names(19, 1), at: system.takesMs },
    ]);
    assert.deepEqual(await statuses(world), { completed: 20 });
  });

  scenario('a full group leaves beside the request under way', async ({ world, host, system }) => {
    system.size = 5;
    await arrive(host, names(1));
    await world.clock.advance(0);
    await arrive(host, names(12, 1));
    await pass(world, 2 * SECOND);
    assert.deepEqual(sizes(system), [1, 5, 5, 2]);
    assert.equal(system.requests[2]?.at, 0);
    assert.equal(await world.store.count('effect', { state: 'done' }), 13);
  });

  scenario('a request that gets no answer holds the others back for a second', async ({ world, host, system }) => {
    system.takesMs = 100 * SECOND;
    await arrive(host, names(1));
    await world.clock.advance(0);
    await arrive(host, names(3, 1));
    await pass(world, 3 * SECOND);
    assert.deepEqual(
      system.requests.map(({ who, at }) => [who.length, at]),
      [
        [1, 0],
        [3, SECOND],
      ],
    );
  });

  scenario(
    'limits count requests, not effects',
    async ({ world, host, system }) => {
      system.size = 10;
      await arrive(host, names(50));
      await pass(world, 3 * SECOND);
      assert.ok(system.most <= 2, `${system.most} at once`);
      assert.ok(system.requests.length <= 7, `${system.requests.length} requests`);
      assert.deepEqual(await statuses(world), { completed: 50 });
      for (const { at } of system.requests) {
        const within = system.requests.filter((other) => other.at >= at && other.at < at + SECOND);
        assert.ok(within.length <= 4, `${within.length} requests in a second`);
      }
    },
    { concurrency: 2, perSecond: 4 },
  );
}

/** How the effects of a group end: each for itself. */
function end(scenario: Scenario): void {
  scenario('each effect of a group has its own end, and all show the request', async ({ world, host, system }) => {
    await arrive(host, names(1));
    await world.clock.advance(0);
    let busy = true;
    system.answer = (who) => {
      if (who === 'p0001') return { code: 'invalid', message: 'A field is too long.' };
      return who === 'p0002' && busy ? { ...away, retryAfterMs: 2 * SECOND } : undefined;
    };
    await arrive(host, names(5, 1));
    await pass(world, SECOND + SECOND / 2);
    busy = false;
    await pass(world, 5 * SECOND);
    assert.deepEqual(sizes(system), [1, 5, 1]);
    const effects = new Map((await world.store.list('effect')).map((effect) => [whoOf(effect), effect]));
    const ended = names(5, 1).map((who) => [effects.get(who)?.state, effects.get(who)?.attempts]);
    assert.deepEqual(ended, [['failed', 1], ['done', 2], ...names(3).map(() => ['done', 1])]);
    assert.equal(effects.get('p0001')?.failure?.message, 'A field is too long.');
    assert.deepEqual(effects.get('p0004')?.output, { for: 'p0004' });
    for (const who of names(3, 3)) assert.deepEqual(effects.get(who)?.exchanges, [exchange]);
  });

  scenario('an unknown outcome of all is decided for each', async ({ world, host, system }) => {
    await arrive(host, names(1));
    await world.clock.advance(0);
    system.answer = () => ({ code: 'unknown_outcome', message: 'No answer.' });
    const repeatable = world.perform.repeatable;
    world.perform.repeatable = (effect) => (whoOf(effect) === 'p0002' ? 'unsafe' : repeatable(effect));
    await arrive(host, names(4, 1));
    await pass(world, SECOND);
    system.answer = () => undefined;
    await pass(world, 10 * SECOND);
    const states = new Map((await world.store.list('effect')).map((effect) => [whoOf(effect), effect.state]));
    assert.deepEqual(
      names(4, 1).map((who) => states.get(who)),
      ['done', 'parked', 'done', 'done'],
    );
  });

  scenario('refused credentials break the connection once and keep the whole group', async (parts) => {
    const { world, host, system } = parts;
    await arrive(host, names(1));
    await world.clock.advance(0);
    system.answer = () => ({ code: 'auth', message: 'Token refused.' });
    await arrive(host, names(5, 1));
    await pass(world, 5 * SECOND);
    assert.equal(world.connections.get(crm)?.record.state, 'broken');
    assert.deepEqual(sizes(system).slice(0, 2), [1, 5].slice(0, sizes(system).length));
    system.answer = () => undefined;
    await world.connections.repair(crm);
    host.resume(crm);
    await pass(world, 10 * SECOND);
    assert.deepEqual(await statuses(world), { completed: 6 });
  });

  scenario('an outage is one for all: a group counts once, and the probe goes alone', async (parts) => {
    const { world, host, system } = parts;
    system.answer = () => away;
    await arrive(host, names(30));
    await pass(world, SECOND / 2);
    const before = system.requests.length;
    assert.ok(before <= 3, `${before} requests`);
    await pass(world, 30 * SECOND);
    const probes = system.requests.filter(({ at }) => at > 10 * SECOND);
    assert.ok(probes.length > 0);
    for (const { who } of probes) assert.deepEqual(who, names(1));
    system.answer = () => undefined;
    await pass(world, 120 * SECOND, SECOND);
    assert.deepEqual(await statuses(world), { completed: 30 });
  });
}

/** What was under way together when a process died is in doubt, each effect for itself. */
function doubted(name: string, startHost: StartHost): void {
  void test(`${name}: after a kill each effect of a group is looked after by itself`, async () => {
    const first = await openTestWorld(AT);
    try {
      await first.flows.publish(callFlow, AT);
      await first.connections.seed({ key: crm, kind: 'connector', type: 'test', config: {}, seed: 'one' });
      const host = await startHost(first);
      createSystem(first).takesMs = 1e9;
      await arrive(host, names(1));
      await first.clock.advance(0);
      await arrive(host, names(9, 1));
      await pass(first, 3 * SECOND);
      const world = await openTestWorld(first.clock.now() + SECOND, first);
      const system = createSystem(world);
      const restarted = await startHost(world);
      try {
        await pass(world, 10 * SECOND);
        const effects = await world.store.list('effect');
        assert.deepEqual(new Set(effects.map(({ state }) => state)), new Set(['done']));
        assert.ok(effects.every(({ unknownSince }) => unknownSince !== undefined));
        assert.equal(system.requests.flatMap(({ who }) => who).length, 10);
      } finally {
        await restarted.close();
        await world.store.close();
      }
    } finally {
      await first.close();
    }
  });
}
