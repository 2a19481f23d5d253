// A CRM that is away for two hours while ten thousand people write; a tenth of them in a short run.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Failure, type FailureData } from '../../src/base/failure.ts';
import { id } from '../../src/base/ids.ts';
import { startAlerts, type Alerts } from '../../src/engine/alerts.ts';
import type { Perform } from '../../src/engine/perform.ts';
import { end, flowOf, step } from '../../src/inbox/testing/inbox-world.ts';
import { isFull, says, openLife, phone, type Life } from './life.ts';

const AT = Date.UTC(2026, 10, 22, 9);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const crm = id.connection('crm');
const PEOPLE = isFull ? 10_000 : 1_000;
const BATCH = 100;
const LIMITS = { concurrency: 20, perSecond: 50 };
const IN_MEMORY = 500;
/** What waits beyond that lies on the disk: thousands more weigh next to nothing. */
const MOST_BYTES = 4_000_000;
/** Of each of two processes as many as may be at once and six quick probes, then one probe a minute. */
const MOST_ATTEMPTS = 2 * (LIMITS.concurrency + 6) + 2 * 60 + 5;
const AWAY: FailureData = { code: 'unavailable', message: 'Down for maintenance.' };

const lead = flowOf('lead', {
  create: step('call', { connection: 'crm', operation: 'create', input: {} }, { done: 'end', failed: 'end' }),
  end,
});

/** The CRM: when it was asked for whom, and how many at once. */
function createCrm() {
  const crmState = { away: true, begun: [] as { run: string; at: number }[], underWay: 0, most: 0 };
  const perform = ({ process }: Life): Perform => ({
    async attempt({ run }) {
      crmState.begun.push({ run, at: process.now() });
      crmState.most = Math.max(crmState.most, ++crmState.underWay);
      await new Promise<void>((resolve) => void process.after(200, resolve));
      crmState.underWay--;
      if (crmState.away) throw new Failure(AWAY);
      return { id: `00Q-${run}` };
    },
    repeatable: () => 'keyed',
  });
  return Object.assign(crmState, { perform });
}

/** Watches for trouble in the present process, as a server does. */
function watch(life: Life, told: string[]): Alerts {
  const keys = new Set<string>();
  const { store, connections, process: clock } = life;
  return startAlerts({
    store,
    connections,
    clock,
    log: (text) => void life.log.push(text),
    async tell({ subject }, key) {
      if (!keys.has(key)) told.push(subject);
      keys.add(key);
    },
  });
}

/** Lets everybody write within two hours; in the middle of it the server dies. Gives the bytes that those before it weigh. */
async function everybodyWrites(life: Life, restart: () => Promise<void>): Promise<number> {
  let formerBytes = 0;
  let grownBytes = 0;
  for (let first = 0; first < PEOPLE; first += BATCH) {
    if (first === PEOPLE / 10) formerBytes = bytesInUse();
    if (first === PEOPLE / 2) {
      grownBytes = bytesInUse() - formerBytes;
      await restart();
    }
    const letters = Array.from({ length: BATCH }, (_, number) => {
      const name = `p${String(first + number).padStart(5, '0')}`;
      return says(name, 'Ciao', { at: life.now() + number, id: name, phone: `+3933${first + number}` });
    });
    await life.take(phone, ...letters);
    await life.advance((2 * HOUR * BATCH) / PEOPLE);
  }
  return grownBytes;
}

function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** The most attempts that any second has seen. */
function busiestSecond(begun: readonly { at: number }[]): number {
  let most = 0;
  for (let first = 0, last = 0; last < begun.length; last++) {
    while (begun[first]!.at <= begun[last]!.at - SECOND) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

async function openOutage(t: TestContext) {
  const system = createCrm();
  const told: string[] = [];
  const life = await openLife(t, {
    at: AT,
    flows: [lead],
    connections: [{ key: crm, kind: 'connector', type: 'test', config: {}, seed: 'one', limits: LIMITS }],
    outside: system.perform,
    host: { effectsInMemory: IN_MEMORY },
  });
  const setting = { system, told, life, alerts: watch(life, told) };
  return Object.assign(setting, {
    async restart() {
      await life.restart(MINUTE);
      system.underWay = 0;
      setting.alerts = watch(life, told);
    },
  });
}

void test(`${PEOPLE} people write while the CRM is away: they wait visibly, and go out in order and under its limit`, async (t) => {
  const outage = await openOutage(t);
  const { system, told, life } = outage;
  const grownBytes = await everybodyWrites(life, outage.restart);
  assert.ok(grownBytes < MOST_BYTES, `${grownBytes} bytes more in memory`);
  const whileAway = system.begun.length;
  assert.ok(whileAway <= MOST_ATTEMPTS, `${whileAway} attempts while it was away`);
  assert.deepEqual(await outage.alerts.waiting(), [{ connection: crm, count: PEOPLE, since: AT }]);
  assert.equal(told.length, 1);
  assert.match(told[0] ?? '', /waiting for crm/);

  system.away = false;
  while ((await life.store.count('run', { status: 'active' })) > 0) await life.advance(10 * SECOND);
  const issued = (await life.runs()).map((run) => run.id);
  const after = system.begun.slice(whileAway).map(({ run }) => run);
  assert.deepEqual(after, issued, 'each once, in the order in which people wrote');
  assert.ok(busiestSecond(system.begun) <= LIMITS.perSecond, `${busiestSecond(system.begun)} in one second`);
  assert.ok(system.most <= LIMITS.concurrency, `${system.most} at once`);
  assert.ok((await life.runs()).every(({ status }) => status === 'completed'));
  await life.advance(MINUTE);
  assert.deepEqual(await outage.alerts.waiting(), []);
  assert.equal(told.length, 2);
  assert.match(told[1] ?? '', /^Over: .*waiting for crm/);
});
