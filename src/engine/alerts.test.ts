import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { id } from '../base/ids.ts';
import { newRun, type Run } from '../flow/run.ts';
import type { EffectRecord } from '../store/records.ts';
import type { Write } from '../store/store.ts';
import { startAlerts, type Alerts, type AlertsOptions } from './alerts.ts';
import { openTestWorld, type TestWorld } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22, 10, 2);
const SECOND = 1000;
const MINUTE = 60_000;
const crm = id.connection('crm');

type Setting = { world: TestWorld; told: string[]; alerts: Alerts; restart(more?: Partial<AlertsOptions>): Alerts };

async function settingOf(t: TestContext): Promise<Setting> {
  const world = await openTestWorld(AT);
  await world.connections.seed({ key: crm, kind: 'connector', type: 'test', config: {}, seed: 'one' });
  const told: string[] = [];
  const keys = new Set<string>();
  const start = (more: Partial<AlertsOptions> = {}): Alerts =>
    startAlerts({
      store: world.store,
      connections: world.connections,
      clock: world.clock,
      log: (message, facts) => void world.log.push({ message, facts }),
      // As a host does: the same key again changes nothing.
      tell: async ({ subject }, key) => {
        if (!keys.has(key)) told.push(subject);
        keys.add(key);
      },
      ...more,
    });
  const setting: Setting = {
    world,
    told,
    alerts: start(),
    restart(more) {
      void setting.alerts.close();
      return (setting.alerts = start(more));
    },
  };
  t.after(async () => {
    await setting.alerts.close();
    await world.close();
  });
  return setting;
}

function effectOf(number: number, more: Partial<EffectRecord> = {}): Write {
  const run = id.run(`r-${String(number).padStart(4, '0')}`);
  const request = { kind: 'call', connection: crm, operation: 'create', input: {} } as const;
  const facts = { lane: id.lane('l1'), connection: crm, state: 'pending', attempts: 0, nextAt: AT, at: AT } as const;
  return { op: 'put', kind: 'effect', record: { key: id.effect(run, 0), run, request, ...facts, ...more } };
}

function failedRun(number: number, changedAt: number): Run {
  const flow = { id: id.flow('lead'), version: 1 };
  const facts = { flow, lane: id.lane('l1'), connection: null, channel: null, conversation: null };
  const run = newRun({ id: id.run(`r-${String(number).padStart(4, '0')}`), ...facts });
  const failure = { code: 'invalid', message: 'No such picklist value.' } as const;
  return { ...run, status: 'failed', at: id.step('create'), revision: 3, changedAt, failure };
}

void test('a broken connection is told once, and its repair once', async (t) => {
  const { world, told } = await settingOf(t);
  await world.connections.breakDown(crm, { code: 'auth', message: 'Token expired.' }, AT);
  await world.store.commit([effectOf(1, { held: true })]);
  await world.clock.advance(30 * MINUTE);
  assert.deepEqual(told, ['Connection crm is broken']);
  const [record] = await world.store.list('alert');
  assert.match(record?.message ?? '', /refused since 2026-11-22 10:02 UTC: Token expired/);
  await world.connections.repair(crm);
  await world.store.commit([effectOf(1, { state: 'done' })]);
  await world.clock.advance(30 * MINUTE);
  assert.deepEqual(told, ['Connection crm is broken', 'Over: Connection crm is broken']);
  await world.connections.breakDown(crm, { code: 'auth', message: 'Again.' }, AT);
  await world.clock.advance(MINUTE);
  assert.equal(told.length, 3);
});

void test('who waits is counted at any time, and told after ten minutes', async (t) => {
  const { world, told, alerts } = await settingOf(t);
  await world.store.commit(Array.from({ length: 214 }, (_, number) => effectOf(number, { at: AT + number * SECOND })));
  assert.deepEqual(await alerts.waiting(), [{ connection: crm, count: 214, since: AT }]);
  await world.clock.advance(10 * MINUTE - SECOND);
  assert.deepEqual(told, []);
  await world.clock.advance(MINUTE);
  assert.deepEqual(told, ['214 waiting for crm']);
  assert.equal(
    (await world.store.get('alert', 'waiting/crm'))?.message,
    '214 waiting for crm since 2026-11-22 10:02 UTC',
  );
  await world.store.commit(Array.from({ length: 214 }, (_, number) => effectOf(number, { state: 'done' })));
  await world.clock.advance(MINUTE);
  assert.deepEqual(told, ['214 waiting for crm', 'Over: 214 waiting for crm']);
  assert.deepEqual(await alerts.waiting(), []);
});

void test('parked effects and stuck events are told with their number', async (t) => {
  const { world, told } = await settingOf(t);
  const failure = { code: 'unknown_outcome', message: 'Line cut.' } as const;
  const stuck = { key: 'm1', lane: id.lane('l1'), event: {}, message: 'a bug', at: AT };
  await world.store.commit([
    effectOf(1, { state: 'parked', failure }),
    effectOf(2, { state: 'parked', failure }),
    effectOf(3, { state: 'parked', failure, connection: null }),
    { op: 'insert', kind: 'stuck', record: stuck },
  ]);
  await world.clock.advance(MINUTE);
  assert.deepEqual(told.sort(), ['1 event could not be applied', '1 on rondine in doubt', '2 on crm in doubt']);
});

void test('a burst of failing runs is one alert, over when none has failed for ten minutes', async (t) => {
  const { world, told, alerts } = await settingOf(t);
  for (let number = 0; number < 214; number++) alerts.moved(failedRun(number, AT));
  alerts.moved(failedRun(0, AT));
  alerts.moved({ ...failedRun(500, AT), status: 'completed' });
  await world.clock.advance(MINUTE);
  assert.deepEqual(told, ['214 runs have failed at lead/create']);
  alerts.moved(failedRun(300, AT));
  await world.clock.advance(9 * MINUTE);
  assert.equal((await world.store.get('alert', 'failing/lead/create'))?.count, 215);
  await world.clock.advance(2 * MINUTE);
  assert.deepEqual(told.slice(1), ['Over: 215 runs have failed at lead/create']);
});

void test('what its author meant to fail is no trouble', async (t) => {
  const { world, told, restart } = await settingOf(t);
  restart({ ignores: (run) => run.at === id.step('create') }).moved(failedRun(1, AT));
  await world.clock.advance(MINUTE);
  assert.deepEqual(told, []);
});

void test('what was told is not told again after a restart, and what was not told is told', async (t) => {
  const { world, told, restart } = await settingOf(t);
  await world.connections.breakDown(crm, { code: 'auth', message: 'Token expired.' }, AT);
  await world.clock.advance(MINUTE);
  const alerts = restart({ tell: () => Promise.reject(new Error('disk full')) });
  alerts.moved(failedRun(1, AT + MINUTE));
  await world.clock.advance(MINUTE);
  assert.equal((await world.store.get('alert', 'failing/lead/create'))?.told, undefined);
  assert.match(world.log.at(-1)?.message ?? '', /looking for trouble failed/);
  restart();
  await world.clock.advance(MINUTE);
  assert.deepEqual(told, ['Connection crm is broken', '1 run has failed at lead/create']);
});

void test('a notice that was taken in just before a crash is not given twice', async (t) => {
  const { world, told, restart } = await settingOf(t);
  await world.connections.breakDown(crm, { code: 'auth', message: 'Token expired.' }, AT);
  await world.clock.advance(MINUTE);
  const record = await world.store.get('alert', 'broken/crm');
  assert.ok(record);
  const { told: _, ...untold } = record;
  await world.store.commit([{ op: 'put', kind: 'alert', record: untold }]);
  restart();
  await world.clock.advance(MINUTE);
  assert.deepEqual(told, ['Connection crm is broken']);
});

void test('runs that failed just before a crash count after it', async (t) => {
  const { world, told, restart } = await settingOf(t);
  const fresh = failedRun(1, AT - MINUTE);
  const old = { ...failedRun(2, AT - 60 * MINUTE), at: id.step('other') };
  await world.store.commit([fresh, old].map((run) => ({ op: 'insert', kind: 'run', record: { key: run.id, run } })));
  restart();
  await world.clock.advance(MINUTE);
  assert.deepEqual(told, ['1 run has failed at lead/create']);
});

void test('trouble that comes back before its end was told has never ended', async (t) => {
  const { world, told, restart } = await settingOf(t);
  await world.connections.breakDown(crm, { code: 'auth', message: 'Token expired.' }, AT);
  await world.clock.advance(MINUTE);
  restart({ tell: () => Promise.reject(new Error('disk full')) });
  await world.connections.repair(crm);
  await world.clock.advance(MINUTE);
  await world.connections.breakDown(crm, { code: 'auth', message: 'Token expired.' }, AT);
  restart();
  await world.clock.advance(MINUTE);
  assert.deepEqual(told, ['Connection crm is broken']);
  assert.equal((await world.store.get('alert', 'broken/crm'))?.resolvedAt, undefined);
});
