import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure, type FailureData } from '../base/failure.ts';
import { id } from '../base/ids.ts';
import type { ConnectionLimits, EffectRecord } from '../store/records.ts';
import type { ConnectionSeed } from './connection-book.ts';
import type { Host } from './host.ts';
import type { StartHost } from './host.contract.ts';
import { messageEvent, openTestWorld, testFlow, testLane, type TestWorld } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22, 9);
const SECOND = 1000;
const MINUTE = 60_000;
const crm = id.connection('crm');
const away: FailureData = { code: 'unavailable', message: 'Down for maintenance.' };

const callFlow = (retry?: { attempts?: number; deadline?: string }) =>
  testFlow({
    [id.step('call')]: {
      type: 'call',
      params: { connection: 'crm', operation: 'create', input: {} },
      next: { done: id.step('end'), failed: id.step('sorry') },
      ...(retry ? { retry } : {}),
    },
    [id.step('end')]: { type: 'end', params: {}, next: {} },
    [id.step('sorry')]: { type: 'end', params: { as: 'failed', message: '{{ failure.message }}' }, next: {} },
  });

/** The system behind the one connection: how it answers, and what it has seen. */
type System = {
  /** What it answers instead of doing its work. */
  failure: FailureData | undefined;
  takesMs: number;
  begun: { who: string; at: number }[];
  most: number;
};

function createSystem(world: TestWorld): System {
  const system: System = { failure: undefined, takesMs: 0, begun: [], most: 0 };
  let underWay = 0;
  world.perform.attempt = async (effect) => {
    world.attempts.push(effect);
    system.begun.push({ who: whoOf(effect), at: world.clock.now() - AT });
    system.most = Math.max(system.most, ++underWay);
    if (system.takesMs > 0) await new Promise<void>((resolve) => void world.clock.after(system.takesMs, resolve));
    underWay--;
    if (system.failure) throw new Failure(system.failure);
    return {};
  };
  return system;
}

const names = (count: number, first = 0): string[] =>
  Array.from({ length: count }, (_, number) => `p${String(first + number).padStart(5, '0')}`);

const whoOf = ({ lane }: Pick<EffectRecord, 'lane'>): string => lane.replace('lane-', '');

async function arrive(host: Host, people: readonly string[]): Promise<void> {
  await Promise.all(people.map((name) => host.accept(testLane(name), name, messageEvent('hello', name))));
}

const seed = (name: string, limits?: ConnectionLimits): ConnectionSeed => ({
  key: crm,
  kind: 'connector',
  type: 'test',
  config: { token: name },
  seed: name,
  ...(limits ? { limits } : {}),
});

const statuses = async (world: TestWorld): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { run } of await world.store.list('run', { limit: 10_000 }))
    counts[run.status] = (counts[run.status] ?? 0) + 1;
  return counts;
};

/** Moves time on in steps, so that each commit has turns of the event loop. */
async function pass(world: TestWorld, ms: number, step = 100): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) await world.clock.advance(step);
}

type Setting = { flow?: ReturnType<typeof callFlow>; limits?: ConnectionLimits; effectsInMemory?: number };

/** Holds a durable engine to what it promises for systems that are away, slow or limited. */
export function testOutages(name: string, startHost: StartHost): void {
  const scenario = (
    title: string,
    setting: Setting,
    body: (world: TestWorld, host: Host, system: System) => Promise<void>,
  ): void => {
    void test(`${name}: ${title}`, async () => {
      const world = await openTestWorld(AT);
      await world.flows.publish(setting.flow ?? callFlow(), AT);
      await world.connections.seed(seed('one', setting.limits));
      const host = await startHost(world, setting);
      try {
        await body(world, host, createSystem(world));
      } finally {
        await host.close();
        await world.close();
      }
    });
  };

  scenario('effects that wait for another one of ours are no outage', {}, async (world, host, system) => {
    system.failure = { ...away, inLine: true, retryAfterMs: 5 * SECOND };
    await arrive(host, names(20));
    await pass(world, SECOND);
    assert.equal(system.begun.length, 20, 'each has been tried');
    system.failure = undefined;
    await arrive(host, names(5, 20));
    await pass(world, SECOND);
    assert.deepEqual(await statuses(world), { active: 20, completed: 5 });
    await pass(world, 5 * SECOND);
    assert.deepEqual(await statuses(world), { completed: 25 });
  });

  scenario('in an outage nothing is tried but the oldest effect', {}, async (world, host, system) => {
    system.failure = away;
    await arrive(host, names(20));
    await pass(world, 10 * SECOND);
    const first = system.begun.length;
    assert.ok(first <= 20 + 5, `${first} attempts`);
    await arrive(host, names(20, 20));
    await pass(world, 10 * MINUTE, 5 * SECOND);
    const probes = system.begun.slice(first);
    assert.deepEqual([...new Set(probes.map(({ who }) => who))], ['p00000']);
    assert.ok(probes.length >= 9 && probes.length <= 15, `${probes.length} probes in ten minutes`);
    const late = (await world.store.list('effect')).filter((effect) => whoOf(effect) >= 'p00020');
    assert.deepEqual(new Set(late.map(({ attempts, held }) => `${attempts} ${held}`)), new Set(['0 true']));
  });

  scenario(
    'after an outage effects go out in the order issued, one, two, four at a time',
    {},
    async (world, host, system) => {
      system.failure = away;
      await arrive(host, names(5));
      await pass(world, 20 * SECOND);
      await arrive(host, names(40, 5));
      await pass(world, SECOND);
      system.failure = undefined;
      system.takesMs = SECOND;
      const former = system.begun.length;
      await pass(world, MINUTE);
      await pass(world, 20 * SECOND, 50);
      const after = system.begun.slice(former);
      assert.deepEqual(
        after.map(({ who }) => who),
        names(45),
      );
      const rounds = Map.groupBy(after, ({ at }) => Math.round((at - (after[0]?.at ?? 0)) / SECOND));
      assert.deepEqual(
        [...rounds.values()].map((round) => round.length),
        [1, 1, 2, 4, 8, 16, 13],
      );
      assert.deepEqual(await statuses(world), { completed: 45 });
    },
  );

  scenario('an effect that is refused for a reason of its own ends an outage', {}, async (world, host, system) => {
    system.failure = away;
    await arrive(host, names(10));
    await pass(world, 5 * SECOND);
    system.failure = { code: 'denied', message: 'No rights.' };
    await pass(world, MINUTE);
    assert.deepEqual(await statuses(world), { failed: 10 });
  });

  scenario(
    'a system that takes requests and never answers is an outage too: few effects are in doubt',
    {},
    async (world, host, system) => {
      world.repeatable = 'unsafe';
      system.failure = { code: 'unknown_outcome', message: 'Line cut.' };
      await arrive(host, names(5));
      await pass(world, SECOND);
      await arrive(host, names(20, 5));
      await pass(world, 2 * SECOND);
      const parked = await world.store.count('effect', { state: 'parked' });
      assert.ok(parked < 10, `${parked} parked`);
      system.failure = undefined;
      await pass(world, 2 * MINUTE, SECOND);
      assert.equal((await statuses(world))['completed'], 25 - (await world.store.count('effect', { state: 'parked' })));
    },
  );

  scenario(
    'limits of a connection hold for a burst and for what an outage has left behind',
    { limits: { concurrency: 3, perSecond: 5 } },
    async (world, host, system) => {
      system.takesMs = 300;
      await arrive(host, names(12));
      await pass(world, 6 * SECOND);
      assert.equal(system.begun.length, 12);
      system.failure = away;
      await arrive(host, names(30, 12));
      await pass(world, 20 * SECOND);
      system.failure = undefined;
      await pass(world, 2 * MINUTE);
      assert.deepEqual(await statuses(world), { completed: 42 });
      assert.ok(system.most <= 3, `${system.most} at once`);
      for (const { at } of system.begun) {
        const inSecond = system.begun.filter((other) => other.at >= at && other.at < at + SECOND).length;
        assert.ok(inSecond <= 5, `${inSecond} in the second from ${at}`);
      }
    },
  );

  scenario(
    'with hardly any memory everything is performed, in order and once',
    { effectsInMemory: 5, limits: { concurrency: 2 } },
    async (world, host, system) => {
      system.failure = away;
      await arrive(host, names(10));
      await pass(world, 10 * SECOND);
      await arrive(host, names(50, 10));
      await pass(world, 10 * SECOND);
      system.failure = undefined;
      const former = system.begun.length;
      const late = arrive(host, names(10, 60));
      await pass(world, 3 * MINUTE, 200);
      await late;
      assert.deepEqual(
        system.begun.slice(former).map(({ who }) => who),
        names(70),
      );
      assert.deepEqual(await statuses(world), { completed: 70 });
    },
  );

  scenario('a step says how often it is tried', { flow: callFlow({ attempts: 2 }) }, async (world, host, system) => {
    system.failure = away;
    await arrive(host, names(1));
    await pass(world, 5 * SECOND);
    assert.equal(system.begun.length, 2);
    const [record] = await world.store.list('run');
    assert.match(record?.run.failure?.message ?? '', /Down for maintenance\. Tried 2 times/);
  });

  scenario(
    'a deadline ends what waits behind an outage, and what waits for a repair',
    { flow: callFlow({ deadline: 'PT2M' }) },
    async (world, host, system) => {
      system.failure = away;
      await arrive(host, names(6));
      await pass(world, 2 * MINUTE - 2 * SECOND, SECOND);
      assert.equal((await statuses(world))['failed'] ?? 0, 0);
      await pass(world, 4 * SECOND, SECOND);
      assert.deepEqual(await statuses(world), { failed: 6 });
      system.failure = { code: 'auth', message: 'Token refused.' };
      await pass(world, 2 * MINUTE, SECOND);
      await arrive(host, names(2, 6));
      await pass(world, 3 * MINUTE, SECOND);
      assert.deepEqual(await statuses(world), { failed: 8 });
    },
  );

  scenario('credentials repaired while old ones were in use stay repaired', {}, async (world, host, system) => {
    system.failure = { code: 'auth', message: 'Token refused.' };
    system.takesMs = SECOND;
    await arrive(host, names(1));
    await world.clock.advance(0);
    await world.connections.seed(seed('two'));
    host.resume(crm);
    await world.clock.advance(SECOND);
    assert.equal(system.begun.length, 2);
    system.failure = undefined;
    await world.clock.advance(SECOND);
    assert.equal(world.connections.get(crm)?.record.state, 'working');
    assert.deepEqual(await statuses(world), { completed: 1 });
  });

  scenario('the HTTP requests of the last attempts stay with the effect', {}, async (world, host) => {
    let count = 0;
    world.perform.attempt = async (_effect, seen) => {
      count++;
      const exchange = {
        at: world.clock.now(),
        ms: 1,
        method: 'GET',
        url: `https://org.example/${count}`,
        status: 503,
      };
      seen?.([exchange, { ...exchange, url: `${exchange.url}/again` }]);
      if (count < 4) throw new Failure(away);
      return {};
    };
    await arrive(host, names(1));
    await pass(world, MINUTE, SECOND);
    const [effect] = await world.store.list('effect');
    assert.equal(effect?.state, 'done');
    assert.deepEqual(
      effect.exchanges?.map(({ url }) => url.slice('https://org.example/'.length)),
      ['2/again', '3', '3/again', '4', '4/again'],
    );
  });

  scenario('an effect that never went out tells nothing of the system', {}, async (world, host, system) => {
    system.failure = away;
    await arrive(host, names(6));
    await pass(world, 2 * SECOND);
    const reach = world.perform.attempt;
    let refused = 0;
    world.perform.attempt = async (effect, seen) => {
      if (whoOf(effect) !== 'p00000') return reach(effect, seen);
      refused++;
      seen?.([]);
      throw new Failure({ code: 'invalid', message: 'There is no such secret.' });
    };
    await pass(world, 30 * SECOND, SECOND);
    assert.equal(refused, 1);
    assert.deepEqual(await statuses(world), { failed: 1, active: 5 });
    const probes = new Set(system.begun.filter(({ at }) => at > 2 * SECOND).map(({ who }) => who));
    assert.deepEqual([...probes], ['p00001']);
  });

  testRestarts(name, startHost);
}

/** What a host does with a backlog that the last process left behind. */
function testRestarts(name: string, startHost: StartHost): void {
  const tiny = { effectsInMemory: 5, concurrency: 2 };
  type Restart = () => Promise<[TestWorld, Host, System]>;
  const restart = (
    title: string,
    body: (first: TestWorld, host: Host, parts: { system: System; again: Restart }) => Promise<void>,
  ): void => {
    void test(`${name}: ${title}`, async () => {
      const first = await openTestWorld(AT);
      const endings: (() => Promise<void>)[] = [];
      try {
        await first.flows.publish(callFlow(), AT);
        await first.connections.seed(seed('one'));
        const host = await startHost(first, tiny);
        let last = first;
        const again = async (): Promise<[TestWorld, Host, System]> => {
          const world = await openTestWorld(last.clock.now() + MINUTE, first);
          world.repeatable = first.repeatable;
          const system = createSystem(world);
          const restarted = await startHost(world, tiny);
          endings.push(() => restarted.close().then(() => world.close()));
          last = world;
          return [world, restarted, system];
        };
        await body(first, host, { system: createSystem(first), again });
      } finally {
        for (const end of endings) await end();
        await first.close();
      }
    });
  };

  restart('what an outage kept waiting is not doubted after a crash', async (first, host, { system, again }) => {
    first.repeatable = 'unsafe';
    system.failure = away;
    await arrive(host, names(8));
    await pass(first, 5 * SECOND);
    await arrive(host, names(20, 8));
    await pass(first, 500);
    await first.store.close();
    const [world, , back] = await again();
    await pass(world, MINUTE, 200);
    assert.deepEqual(await statuses(world), { completed: 28 });
    assert.deepEqual(
      back.begun.map(({ who }) => who),
      names(28),
    );
    assert.equal(await world.store.count('effect', { state: 'parked' }), 0);
  });

  restart('what nobody has looked at since a crash stays in doubt over a proper close', async (first, host, parts) => {
    first.repeatable = 'unsafe';
    parts.system.takesMs = 60 * MINUTE;
    await arrive(host, names(2, 50));
    await first.clock.advance(0);
    await arrive(host, names(40));
    await pass(first, 2 * SECOND);
    await first.store.close();
    const [second, restarted, system] = await parts.again();
    system.failure = away;
    await pass(second, 10 * SECOND);
    assert.equal(await second.store.count('effect', { state: 'parked' }), 0);
    await restarted.close();
    assert.notEqual(await second.store.get('setting', 'closed'), undefined);
    await second.store.close();
    const [third] = await parts.again();
    await pass(third, MINUTE, 200);
    const parked = await third.store.list('effect', { where: { state: 'parked' } });
    assert.deepEqual(parked.map(whoOf), ['p00050', 'p00051']);
    assert.deepEqual(await statuses(third), { active: 2, completed: 40 });
  });

  restart('of a long line only what was under way at a crash is doubted', async (first, host, { system, again }) => {
    first.repeatable = 'unsafe';
    system.takesMs = 60 * MINUTE;
    await arrive(host, names(30));
    await pass(first, 2 * SECOND);
    assert.equal(system.begun.length, 2);
    await first.store.close();
    const [world] = await again();
    await pass(world, MINUTE, 200);
    assert.deepEqual(await statuses(world), { active: 2, completed: 28 });
    assert.equal(await world.store.count('effect', { state: 'parked' }), 2);
  });
}
