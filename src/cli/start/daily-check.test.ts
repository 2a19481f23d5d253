import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { id } from '../../base/ids.ts';
import type { ProbeResult } from '../../base/probe.ts';
import { startAlerts } from '../../engine/alerts.ts';
import { openHealth } from '../../engine/health.ts';
import { openTestWorld } from '../../engine/testing/test-world.ts';
import { startDailyChecks } from './daily-check.ts';

const AT = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;
const good: ProbeResult = { name: 'API calls', ok: true, message: 'Enough.' };
const low: ProbeResult = { name: 'API calls', ok: false, message: 'Few are left.' };
const hidden: ProbeResult = { name: 'Lead.Phone', ok: false, message: 'Hidden.' };
const away: ProbeResult = { name: 'Host', ok: false, message: 'Away.', passesWithinMs: 60_000 };

/** A connection that is looked at daily and gives these results in turn, the last one for ever. */
async function world(t: TestContext, results: readonly (readonly ProbeResult[])[], more: { simulator?: boolean } = {}) {
  const { store, connections, clock, close, log } = await openTestWorld(AT);
  await connections.seed({ key: id.connection('crm'), kind: 'connector', type: 'x', config: {}, seed: 'a', ...more });
  const told: string[] = [];
  let looks = 0;
  let lookSoon = (): void => undefined;
  const start = async () => {
    const health = await openHealth(store);
    const note = (message: string): void => void log.push({ message, facts: {} });
    const look = async () => results[Math.min(looks++, results.length - 1)] ?? [];
    const checks = startDailyChecks({ connections, health, clock, look, log: note });
    lookSoon = () => checks.lookSoon(id.connection('crm'));
    const tell = async ({ subject }: { subject: string }) => void told.push(subject);
    const alerts = startAlerts({ store, connections, clock, tell, log: note, further: health.troubles });
    return async () => {
      await checks.close();
      await alerts.close();
    };
  };
  t.after(close);
  return { start, clock, told, looks: () => looks, lookSoon: () => lookSoon() };
}

test('a probe that fails is told once, a further one too, and each when it is over', async (t) => {
  const { start, clock, told } = await world(t, [[good], [low], [low, hidden], [good]]);
  const stop = await start();
  await clock.advance(23 * HOUR);
  assert.deepEqual(told, []);
  await clock.advance(24 * HOUR);
  assert.deepEqual(told, ['crm/API calls is not as it should be']);
  await clock.advance(24 * HOUR);
  assert.deepEqual(told.slice(1), ['crm/Lead.Phone is not as it should be']);
  await clock.advance(24 * HOUR);
  assert.deepEqual(told.slice(2).sort(), [
    'Over: crm/API calls is not as it should be',
    'Over: crm/Lead.Phone is not as it should be',
  ]);
  await stop();
});

test('a restart neither looks again on the same day nor tells again', async (t) => {
  const { start, clock, told, looks } = await world(t, [[low]]);
  await clock.advance(0);
  const first = await start();
  await clock.advance(2 * HOUR);
  await first();
  const second = await start();
  await clock.advance(2 * HOUR);
  assert.deepEqual([looks(), told.length], [1, 1]);
  await second();
});

test('trouble that may pass is looked at again the next hour and told by nobody', async (t) => {
  const { start, clock, told, looks } = await world(t, [[away], [good]]);
  const stop = await start();
  await clock.advance(2 * HOUR);
  assert.deepEqual([looks(), told], [2, []]);
  await stop();
});

test('a simulator is not looked at', async (t) => {
  const { start, clock, looks } = await world(t, [[low]], { simulator: true });
  const stop = await start();
  await clock.advance(30 * HOUR);
  assert.equal(looks(), 0);
  await stop();
});

test('a changed account is looked at within seconds, once for all the news that comes together', async (t) => {
  const { start, clock, told, looks, lookSoon } = await world(t, [[good], [low]]);
  const stop = await start();
  await clock.advance(HOUR);
  for (let news = 0; news < 3; news++) lookSoon();
  await clock.advance(60_000);
  assert.deepEqual([looks(), told], [2, ['crm/API calls is not as it should be']]);
  lookSoon();
  await stop();
  await clock.advance(60_000);
  assert.equal(looks(), 2);
});
