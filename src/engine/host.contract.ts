import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import type { FailureData } from '../base/failure.ts';
import { advance } from '../flow/advance.ts';
import { newRun } from '../flow/run.ts';
import type { Host } from './host.ts';
import { testGroups } from './group.contract.ts';
import { testOutages } from './outage.contract.ts';
import {
  messageEvent,
  openTestWorld,
  runsOf,
  testFlow,
  testLane,
  type Answer,
  type TestWorld,
} from './testing/test-world.ts';

/** Starts the host under test on a world; with as little memory and as few attempts at once as told. */
export type StartHost = (
  world: TestWorld,
  options?: { effectsInMemory?: number; concurrency?: number },
) => Promise<Host>;

const AT = Date.UTC(2026, 10, 22, 9);
const MINUTE = 60_000;
const lane = testLane('ada');

const done = { type: 'end', params: {}, next: {} };
const failedEnd = { type: 'end', params: { as: 'failed', message: '{{ failure.message }}' }, next: {} };
const callFlow = testFlow({
  [id.step('call')]: {
    type: 'call',
    params: { connection: 'crm', operation: 'create', input: {}, saveAs: 'made' },
    next: { done: id.step('end'), failed: id.step('sorry') },
  },
  [id.step('end')]: done,
  [id.step('sorry')]: failedEnd,
});
const waitFlow = testFlow({
  [id.step('wait')]: { type: 'wait', params: { for: 'PT10M' }, next: { elapsed: id.step('end') } },
  [id.step('end')]: done,
});

/** Holds a durable engine to the promises of the `Host` port. */
export function testHost(name: string, startHost: StartHost): void {
  const scenario = (
    title: string,
    flow: typeof callFlow,
    body: (world: TestWorld, host: Host) => Promise<void>,
  ): void => {
    void test(`${name}: ${title}`, async () => {
      const world = await openTestWorld(AT);
      await world.flows.publish(flow, AT);
      const host = await startHost(world);
      try {
        await body(world, host);
      } finally {
        await host.close();
        await world.close();
      }
    });
  };
  const status = async (world: TestWorld): Promise<string> =>
    (await runsOf(world.store, lane)).map((run) => run.status).join();
  const effects = (world: TestWorld) => world.store.list('effect');

  scenario('an accepted event is on disk with all that it moved', callFlow, async (world, host) => {
    world.answer('never');
    assert.equal(await host.accept(lane, 'm1', messageEvent('hello', 'm1')), 'accepted');
    assert.equal(await status(world), 'active');
    assert.equal((await world.store.get('seen', 'm1'))?.at, AT);
    assert.deepEqual(
      (await effects(world)).map(({ key, state }) => [key.split('#')[1], state]),
      [['0', 'pending']],
    );
  });

  scenario('a clock that was set back delays no first attempt', callFlow, async (world, host) => {
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await world.clock.advance(-60 * MINUTE);
    await host.accept(lane, 'm2', messageEvent('hello', 'm2'));
    await world.clock.advance(0);
    assert.equal(world.attempts.length, 2);
    assert.equal(await status(world), 'completed,completed');
  });

  scenario('the same key again changes nothing', callFlow, async (world, host) => {
    world.answer('never');
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    assert.equal(await host.accept(lane, 'm1', messageEvent('hello', 'm1')), 'repeated');
    assert.equal(await world.store.count('run'), 1);
    assert.deepEqual(world.log, []);
    assert.equal(await world.store.count('message'), 1);
  });

  scenario('a result moves the run on', callFlow, async (world, host) => {
    world.answer({ output: { id: '00Q1' } });
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await world.clock.advance(0);
    const [run] = await runsOf(world.store, lane);
    assert.equal(run?.status, 'completed');
    assert.deepEqual(run.vars['made'], { id: '00Q1' });
    assert.equal((await effects(world))[0]?.state, 'done');
  });

  scenario('events of one lane are applied in the order accepted', waitFlow, async (world, host) => {
    const texts = Array.from({ length: 30 }, (_, number) => `m${number}`);
    await Promise.all(texts.map((text) => host.accept(lane, text, messageEvent(text, text))));
    const messages = await world.store.list('message');
    assert.deepEqual(
      messages.map((message) => message.providerId),
      texts,
    );
    // One after the other: the second message finds the run that the first began.
    assert.equal(await world.store.count('run'), 1);
  });

  scenario('a refusal leaves by the failed exit and is told once', callFlow, async (world, host) => {
    world.answer({ failure: { code: 'denied', message: 'No rights.' } });
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await world.clock.advance(60 * MINUTE);
    const [run] = await runsOf(world.store, lane);
    assert.equal(run?.status, 'failed');
    assert.match(run.failure?.message ?? '', /No rights/);
    assert.equal(world.attempts.length, 1);
  });

  for (const code of ['rate_limited', 'unavailable', 'timeout'] as const) {
    scenario(`${code} is tried again until it succeeds, under the same id`, callFlow, async (world, host) => {
      const failure: FailureData = {
        code,
        message: 'Not now.',
        ...(code === 'rate_limited' ? { retryAfterMs: 5000 } : {}),
      };
      world.answer({ failure }, { failure }, { output: {} });
      await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
      await world.clock.advance(0);
      assert.equal(await status(world), 'active');
      await world.clock.advance(10 * MINUTE);
      assert.equal(await status(world), 'completed');
      assert.equal(new Set(world.attempts.map((effect) => effect.key)).size, 1);
      assert.deepEqual(
        world.attempts.map((effect) => effect.unknownSince),
        [undefined, undefined, undefined],
      );
    });
  }

  scenario('a keyed effect of unknown outcome is repeated and told so', callFlow, async (world, host) => {
    world.answer({ failure: { code: 'unknown_outcome', message: 'Line cut.' } }, { output: {} });
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await world.clock.advance(MINUTE);
    assert.equal(await status(world), 'completed');
    assert.deepEqual(
      world.attempts.map((effect) => effect.unknownSince),
      [undefined, AT],
    );
  });

  scenario('a repeat that may arrive as a second copy is marked before it leaves', callFlow, async (world, host) => {
    world.repeatable = 'proof';
    world.answer({ failure: { code: 'unknown_outcome', message: 'Line cut.' } }, 'never');
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await world.clock.advance(MINUTE - 1);
    assert.equal((await effects(world))[0]?.possiblyTwice, undefined);
    await world.clock.advance(1);
    assert.equal(world.attempts.length, 2);
    assert.equal((await effects(world))[0]?.possiblyTwice, true);
  });

  scenario('a repeat under a key is one and the same, and is not marked', callFlow, async (world, host) => {
    world.answer({ failure: { code: 'unknown_outcome', message: 'Line cut.' } }, { output: {} });
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await world.clock.advance(MINUTE);
    assert.equal(world.attempts.length, 2);
    assert.equal((await effects(world))[0]?.possiblyTwice, undefined);
  });

  scenario('an unsafe effect of unknown outcome is parked for a person', callFlow, async (world, host) => {
    world.repeatable = 'unsafe';
    world.answer({ failure: { code: 'unknown_outcome', message: 'Line cut.' } });
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await world.clock.advance(60 * MINUTE);
    assert.equal((await effects(world))[0]?.state, 'parked');
    assert.equal(world.attempts.length, 1);
  });

  scenario(
    'refused credentials break the connection once; its effects go on when it is repaired',
    callFlow,
    async (world, host) => {
      const crm = id.connection('crm');
      await world.connections.seed({ key: crm, kind: 'connector', type: 'test', config: {}, seed: 'one' });
      world.answer({ failure: { code: 'auth', message: 'Token refused.' } });
      await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
      await world.clock.advance(0);
      await host.accept(testLane('bob'), 'm2', messageEvent('hello', 'm2'));
      await world.clock.advance(60 * MINUTE);
      assert.equal(world.connections.get(crm)?.record.state, 'broken');
      assert.equal(world.attempts.length, 1);
      await world.connections.seed({
        key: crm,
        kind: 'connector',
        type: 'test',
        config: { token: 'new' },
        seed: 'two',
      });
      world.answer({ output: {} });
      host.resume(crm);
      await world.clock.advance(0);
      assert.equal(await status(world), 'completed');
      assert.equal((await runsOf(world.store, testLane('bob')))[0]?.status, 'completed');
    },
  );

  scenario('a wait ends once, at its time', waitFlow, async (world, host) => {
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await world.clock.advance(10 * MINUTE - 1);
    assert.equal(await status(world), 'active');
    await world.clock.advance(1);
    assert.equal(await status(world), 'completed');
    const [run] = await runsOf(world.store, lane);
    assert.equal(run?.revision, 2);
  });

  scenario('canceling ends a run where it stands, and its wait never fires', waitFlow, async (world, host) => {
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    const [run] = await runsOf(world.store, lane);
    assert.ok(run);
    const repair = { type: 'canceled', by: 'ada', reason: 'a mistake' } as const;
    await host.accept(lane, 'cancel', { type: 'repair', run: run.id, repair });
    await world.clock.advance(60 * MINUTE);
    const [canceled] = await runsOf(world.store, lane);
    assert.equal(canceled?.status, 'canceled');
    assert.match(canceled.failure?.message ?? '', /ada: a mistake/);
  });

  scenario('an event that our own bug breaks is kept, and the lane goes on', waitFlow, async (world, host) => {
    assert.equal(await host.accept(lane, 'm1', messageEvent('bug', 'm1')), 'accepted');
    assert.equal(await host.accept(lane, 'm2', messageEvent('hello', 'm2')), 'accepted');
    const [stuck] = await world.store.list('stuck');
    assert.equal(stuck?.key, 'm1');
    assert.match(stuck.message, /a bug in the routing/);
    assert.equal(await status(world), 'active');
    assert.equal(await host.accept(lane, 'm1', messageEvent('bug', 'm1')), 'repeated');
  });

  scenario('the journal folds to the stored run', callFlow, async (world, host) => {
    world.answer({ failure: { code: 'unavailable', message: 'Away.' } }, { output: { id: '00Q1' } });
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await world.clock.advance(5 * MINUTE);
    const [stored] = await runsOf(world.store, lane);
    const flow = world.flows.current()[0];
    assert.ok(stored && flow);
    let run = newRun(stored);
    const journal = await world.store.list('journal', { where: { run: stored.id } });
    for (const entry of journal) {
      run = advance(flow, run, entry.event, world.types).run;
      assert.deepEqual(JSON.parse(JSON.stringify(run)), JSON.parse(JSON.stringify(entry.after)));
    }
    assert.deepEqual(JSON.parse(JSON.stringify(run)), JSON.parse(JSON.stringify(stored)));
    assert.equal(journal.length, stored.revision);
  });

  testRestarts(name, startHost);
  testGroups(name, startHost);
  testOutages(name, startHost);
}

/** What a host does with what the last process left behind. */
function testRestarts(name: string, startHost: StartHost): void {
  const restart = (
    title: string,
    body: (first: TestWorld, again: (at: number) => Promise<[TestWorld, Host]>) => Promise<void>,
  ): void => {
    void test(`${name}: ${title}`, async () => {
      const first = await openTestWorld(AT);
      const endings: (() => Promise<void>)[] = [];
      try {
        await body(first, async (at) => {
          const world = await openTestWorld(at, first);
          world.repeatable = first.repeatable;
          const host = await startHost(world);
          endings.push(
            () => host.close(),
            () => world.close(),
          );
          return [world, host];
        });
      } finally {
        for (const end of endings) await end();
        await first.close();
      }
    });
  };
  /** Leaves an effect under way, as a killed process does: the store closes, the host does not. */
  const leaveUnderWay = async (world: TestWorld): Promise<void> => {
    await world.flows.publish(callFlow, AT);
    world.answer('never');
    const host = await startHost(world);
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await world.clock.advance(0);
    assert.equal(world.attempts.length, 1);
    await world.store.close();
  };

  restart('an effect under way at a crash is repeated under the same id', async (first, again) => {
    await leaveUnderWay(first);
    const [world] = await again(AT + MINUTE);
    await world.clock.advance(0);
    assert.deepEqual(
      world.attempts.map(({ key, unknownSince }) => [key, unknownSince]),
      [[first.attempts[0]?.key, AT + MINUTE]],
    );
    assert.equal((await runsOf(world.store, lane))[0]?.status, 'completed');
  });

  restart('an effect under way at a crash is doubted even when the clock was set back', async (first, again) => {
    await leaveUnderWay(first);
    const [world] = await again(AT - MINUTE);
    await world.clock.advance(0);
    assert.deepEqual(
      world.attempts.map(({ unknownSince }) => unknownSince),
      [AT - MINUTE],
    );
  });

  restart(
    'what is doubted tells since when it can have gone out: not since an attempt that failed before',
    async (first, again) => {
      await first.flows.publish(callFlow, AT);
      const refused: Answer = { failure: { code: 'rate_limited', message: 'Not now.', retryAfterMs: 2 * MINUTE } };
      first.answer(refused, 'never');
      const host = await startHost(first);
      await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
      await first.clock.advance(2 * MINUTE);
      assert.equal(first.attempts.length, 2);
      await first.store.close();
      const [world] = await again(AT + 5 * MINUTE);
      await world.clock.advance(0);
      assert.deepEqual(
        world.attempts.map(({ unknownSince, sentAfter }) => [unknownSince, sentAfter]),
        [[AT + 5 * MINUTE, AT + 2 * MINUTE]],
      );
    },
  );

  restart('an effect that waited for its next attempt at a crash is not doubted', async (first, again) => {
    await first.flows.publish(callFlow, AT);
    first.answer({ failure: { code: 'rate_limited', message: 'Not now.', retryAfterMs: 2 * MINUTE } });
    const host = await startHost(first);
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await first.clock.advance(0);
    await first.store.close();
    const [world] = await again(AT + MINUTE);
    await world.clock.advance(MINUTE);
    assert.deepEqual(
      world.attempts.map(({ unknownSince }) => unknownSince),
      [undefined],
    );
  });

  restart('a send under way at a crash waits for proof before it is repeated', async (first, again) => {
    first.repeatable = 'proof';
    await leaveUnderWay(first);
    const [world] = await again(AT + MINUTE);
    await world.clock.advance(59_000);
    assert.equal(world.attempts.length, 0);
    await world.clock.advance(2000);
    assert.equal(world.attempts.length, 1);
  });

  restart('an unsafe effect under way at a crash is parked', async (first, again) => {
    first.repeatable = 'unsafe';
    await leaveUnderWay(first);
    const [world] = await again(AT + MINUTE);
    await world.clock.advance(60 * MINUTE);
    assert.equal(world.attempts.length, 0);
    const [effect] = await world.store.list('effect');
    assert.equal(effect?.state, 'parked');
    assert.equal(effect.failure?.code, 'unknown_outcome');
  });

  restart('what a broken connection held back is not doubted after a crash', async (first, again) => {
    const crm = { key: id.connection('crm'), kind: 'connector', type: 'test', config: {} } as const;
    const [ada, bob, eve] = [lane, testLane('bob'), testLane('eve')];
    first.repeatable = 'unsafe';
    await first.flows.publish(callFlow, AT);
    await first.connections.seed({ ...crm, seed: 'one' });
    first.answer('never', { failure: { code: 'auth', message: 'Token refused.' } });
    const host = await startHost(first);
    for (const each of [ada, bob, eve]) {
      await host.accept(each, each, messageEvent('hello', each));
      await first.clock.advance(0);
    }
    assert.equal(first.attempts.length, 2);
    await first.store.close();
    const [world, restarted] = await again(AT + MINUTE);
    await world.clock.advance(0);
    assert.equal(world.attempts.length, 0);
    await world.connections.seed({ ...crm, seed: 'two' });
    restarted.resume(crm.key);
    await world.clock.advance(0);
    const statuses = [ada, bob, eve].map(async (each) => (await runsOf(world.store, each))[0]?.status);
    // Ada's was under way, and only a person can tell what became of it.
    assert.deepEqual(await Promise.all(statuses), ['active', 'completed', 'completed']);
    assert.deepEqual(
      world.attempts.map(({ unknownSince }) => unknownSince),
      [undefined, undefined],
    );
  });

  restart('what was taken up from a broken connection is doubted after a crash again', async (first, again) => {
    const crm = { key: id.connection('crm'), kind: 'connector', type: 'test', config: {} } as const;
    first.repeatable = 'unsafe';
    await first.flows.publish(callFlow, AT);
    await first.connections.seed({ ...crm, seed: 'one' });
    first.answer({ failure: { code: 'auth', message: 'Token refused.' } }, 'never');
    const host = await startHost(first);
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await first.clock.advance(0);
    await first.connections.seed({ ...crm, seed: 'two' });
    host.resume(crm.key);
    await first.clock.advance(0);
    assert.equal(first.attempts.length, 2);
    await first.store.close();
    const [world] = await again(AT + MINUTE);
    await world.clock.advance(60 * MINUTE);
    assert.equal(world.attempts.length, 0);
    assert.equal((await world.store.list('effect'))[0]?.state, 'parked');
  });

  restart('after a proper close nothing is doubted', async (first, again) => {
    await first.flows.publish(callFlow, AT);
    first.answer({ failure: { code: 'unavailable', message: 'Away.' } });
    const host = await startHost(first);
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await first.clock.advance(0);
    await host.close();
    await first.store.close();
    const [world] = await again(AT + 60 * MINUTE);
    await world.clock.advance(0);
    assert.deepEqual(
      world.attempts.map((effect) => effect.unknownSince),
      [undefined],
    );
  });

  restart('a crash after a proper close is still a crash', async (first, again) => {
    await (await startHost(first)).close();
    await leaveUnderWay(first);
    const [world] = await again(AT + MINUTE);
    await world.clock.advance(0);
    assert.deepEqual(
      world.attempts.map((effect) => effect.unknownSince),
      [AT + MINUTE],
    );
  });

  restart('a wait that ended while the process was down gives late replies a minute', async (first, again) => {
    await first.flows.publish(waitFlow, AT);
    const host = await startHost(first);
    await host.accept(lane, 'm1', messageEvent('hello', 'm1'));
    await host.close();
    await first.store.close();
    const [world] = await again(AT + 60 * MINUTE);
    await world.clock.advance(59_000);
    assert.equal((await runsOf(world.store, lane))[0]?.status, 'active');
    await world.clock.advance(1000);
    assert.equal((await runsOf(world.store, lane))[0]?.status, 'completed');
  });
}
