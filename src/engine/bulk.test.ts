import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Failure, type FailureData } from '../base/failure.ts';
import { id } from '../base/ids.ts';
import { applyRepair, previewRepair, type BulkParts } from './bulk.ts';
import { startEmbeddedHost } from './embedded/embedded-host.ts';
import type { Host } from './host.ts';
import { messageEvent, openTestWorld, testFlow, testLane, type TestWorld } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22, 9);
const crm = id.connection('crm');
const denied: FailureData = { code: 'denied', message: 'No rights.' };

const flowWith = (input: Record<string, string>) =>
  testFlow({
    [id.step('look')]: {
      type: 'call',
      params: { connection: 'crm', operation: 'find', input: {}, saveAs: 'seen' },
      next: { done: id.step('create'), failed: id.step('create') },
    },
    [id.step('create')]: {
      type: 'call',
      params: { connection: 'crm', operation: 'create', input },
      next: { done: id.step('end') },
    },
    [id.step('end')]: { type: 'end', params: {}, next: {} },
  });

type Setting = { world: TestWorld; host: Host; parts: BulkParts & { host: Host }; failure: FailureData | undefined };

/** Three runs whose second step was refused. */
async function settingOf(t: TestContext): Promise<Setting> {
  const world = await openTestWorld(AT);
  await world.flows.publish(flowWith({}), AT);
  await world.connections.seed({ key: crm, kind: 'connector', type: 'test', config: {}, seed: 'one' });
  const { store, flows, types, clock } = world;
  const setting = { world, failure: denied } as Setting;
  world.perform.attempt = async (effect) => {
    world.attempts.push(effect);
    const operation = effect.request.kind === 'call' ? effect.request.operation : '';
    if (operation === 'create' && setting.failure) throw new Failure(setting.failure);
    return {};
  };
  setting.host = await startEmbeddedHost({ ...world, random: () => 0.5, log: () => undefined, closeGraceMs: 0 });
  setting.parts = { store, flows, types, now: clock.now, host: setting.host };
  for (const name of ['ada', 'bob', 'eve']) {
    await setting.host.accept(testLane(name), name, messageEvent('hello', name));
    await clock.advance(0);
  }
  t.after(async () => {
    await setting.host.close();
    await world.close();
  });
  return setting;
}

const failed = { status: 'failed' } as const;
const statuses = async ({ store }: TestWorld) => (await store.list('run')).map(({ run }) => run.status).join();

void test('a preview says what would happen to each run and changes nothing', async (t) => {
  const { world, parts } = await settingOf(t);
  const before = await world.store.list('run');
  const preview = await previewRepair(parts, { filter: failed, action: { type: 'replayed' } });
  assert.deepEqual(
    preview.runs.map(({ step, to, failure, problem, messages, effects }) => ({
      step,
      to,
      failure,
      problem,
      messages,
      effects,
    })),
    before.toReversed().map(({ key }) => ({
      step: 'create',
      to: 1,
      failure: 'No rights. (Step "create" was left by its exit "failed", which leads nowhere.)',
      problem: undefined,
      messages: 0,
      effects: [{ effect: `${key}#1`, what: 'crm.create', fate: 'performed' }],
    })),
  );
  assert.deepEqual(
    [preview.fitting, preview.byFailure, preview.byStep, preview.byVersion],
    [3, { denied: 3 }, { 'test/create': 3 }, { 'test@1': 3 }],
  );
  assert.deepEqual(await world.store.list('run'), before);
});

void test('replayed runs do the failed step again, and nothing that was done', async (t) => {
  const setting = await settingOf(t);
  const { world, parts } = setting;
  setting.failure = undefined;
  const former = world.attempts.length;
  const order = { id: 'b1', by: 'ada' };
  const result = await applyRepair(parts, order, { filter: failed, action: { type: 'replayed' } });
  assert.deepEqual([result.done, result.repeated, result.unfit], [3, 0, []]);
  await world.clock.advance(1000);
  assert.equal(await statuses(world), 'completed,completed,completed');
  const again = world.attempts.slice(former).map(({ request }) => request.kind === 'call' && request.operation);
  assert.deepEqual(again, ['create', 'create', 'create']);
});

void test('the same order given again repairs no run twice, also where it failed once more', async (t) => {
  const { world, parts } = await settingOf(t);
  const order = { id: 'b1', by: 'ada' };
  const asked = { filter: failed, action: { type: 'replayed' } } as const;
  const first = await applyRepair(parts, order, { ...asked, page: { limit: 2 } });
  assert.deepEqual([first.done, typeof first.next], [2, 'string']);
  await world.clock.advance(1000);
  assert.equal(await statuses(world), 'failed,failed,failed');
  const second = await applyRepair(parts, order, asked);
  assert.deepEqual([second.done, second.repeated], [1, 2]);
  await world.clock.advance(1000);
  const other = await applyRepair(parts, { ...order, id: 'b2' }, asked);
  assert.equal(other.done, 3);
});

void test('runs are replayed on the newest version where it has their step, in one order', async (t) => {
  const setting = await settingOf(t);
  const { world, parts } = setting;
  await world.flows.publish(flowWith({ source: 'web' }), AT);
  setting.failure = undefined;
  const asked = { filter: { ...failed, version: 1 }, action: { type: 'replayed' } } as const;
  assert.deepEqual(
    (await previewRepair(parts, asked)).runs.map(({ version, to }) => [version, to]),
    [
      [1, 2],
      [1, 2],
      [1, 2],
    ],
  );
  await applyRepair(parts, { id: 'b1', by: 'ada' }, asked);
  await world.clock.advance(1000);
  assert.equal(await statuses(world), 'completed,completed,completed');
  const last = world.attempts.at(-1)?.request;
  assert.deepEqual(last?.kind === 'call' && last.input, { source: 'web' });
  assert.deepEqual(
    (await world.store.list('run')).map(({ run }) => run.flow.version),
    [2, 2, 2],
  );
});

void test('what an action does not fit is said and left alone', async (t) => {
  const { world, parts } = await settingOf(t);
  const create = id.step('create');
  const end = { type: 'end', params: {}, next: {} };
  await world.flows.publish(testFlow({ [id.step('other')]: end }), AT);
  await world.flows.publish(testFlow({ [create]: end }), AT);
  const problemOf = async (version: number) =>
    (await previewRepair(parts, { filter: failed, action: { type: 'replayed', version } })).runs[0]?.problem;
  assert.equal(await problemOf(2), 'Version 2 has no step "create".');
  assert.equal(await problemOf(3), 'Step "create" was of the type "call" and is of the type "end" in version 3.');
  assert.equal(await problemOf(9), 'There is no such version of its flow.');
  const asked = { filter: failed, action: { type: 'replayed', version: 2 } } as const;
  const result = await applyRepair(parts, { id: 'b1', by: 'ada' }, asked);
  assert.deepEqual([result.done, result.unfit.length], [0, 3]);
  const canceled = { filter: failed, action: { type: 'canceled', reason: 'over' } } as const;
  assert.match(
    (await previewRepair(parts, canceled)).runs[0]?.problem ?? '',
    /cannot be canceled as it is: it is failed/,
  );
});

void test('canceling says which effects go with the runs', async (t) => {
  const setting = await settingOf(t);
  const { world, host, parts } = setting;
  setting.failure = { code: 'unavailable', message: 'Away.' };
  await host.accept(testLane('zoe'), 'zoe', messageEvent('hello', 'zoe'));
  await world.clock.advance(0);
  const asked = { filter: { status: 'active' }, action: { type: 'canceled', reason: 'over' } } as const;
  const [preview] = (await previewRepair(parts, asked)).runs;
  assert.deepEqual(
    preview?.effects.map(({ what, fate }) => [what, fate]),
    [['crm.create', 'dropped']],
  );
  await applyRepair(parts, { id: 'b1', by: 'ada' }, asked);
  await world.clock.advance(60_000);
  assert.equal(await statuses(world), 'failed,failed,failed,canceled');
  assert.equal((await world.store.list('effect', { where: { state: 'pending' } })).length, 0);
});
