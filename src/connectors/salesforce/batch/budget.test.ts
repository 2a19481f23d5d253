import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOrg } from '../request.ts';
import { failureOf, KEY, pretendOrg } from '../testing/pretend-org.ts';
import { usageOf } from './budget.ts';

const MINUTE = 60_000;

/** An org that counts calls, of which others make some too. */
function countingOrg(config: { dailyReserve?: number } = {}) {
  const usage = { used: 0, max: 1000 };
  const org = pretendOrg({
    config,
    reply: () => {
      usage.used++;
      const headers = { 'sforce-limit-info': `api-usage=${usage.used}/${usage.max}; per-app-api-usage=3/9(appName=x)` };
      return { status: 200, headers, body: {} };
    },
  });
  const call = () => openOrg(org.io(KEY)).call({ method: 'GET', path: '/limits', action: 'look' });
  return { ...org, usage, call };
}

test('what is used is known without asking, also to another process', async () => {
  const org = countingOrg();
  assert.equal(await usageOf(org.io(KEY)), undefined);
  org.usage.used = 122;
  await org.call();
  const at = org.clock.now;
  assert.deepEqual(await usageOf(org.io(KEY)), { used: 123, most: 1000, reserve: 100, at });
  const elsewhere = { ...org.io(KEY), local: new Map<string, unknown>() };
  assert.deepEqual(await usageOf(elsewhere), { used: 123, most: 1000, reserve: 100, at });
});

test('at the reserve calls wait, one looks every quarter of an hour, and work goes on when calls are free again', async () => {
  const org = countingOrg();
  org.usage.used = 899;
  await org.call();
  const failure = await failureOf(org.call());
  assert.equal(failure.code, 'rate_limited');
  assert.equal(failure.data.retryAfterMs, 15 * MINUTE);
  assert.match(failure.message, /900 of the 1000 API calls/);
  assert.equal(org.requests.length, 1, 'nothing was asked of the org');
  org.clock.now += 15 * MINUTE;
  await org.call();
  assert.equal((await failureOf(org.call())).code, 'rate_limited');
  org.usage.used = 300;
  org.clock.now += 15 * MINUTE;
  await org.call();
  await org.call();
  assert.equal(org.requests.length, 4);
});

test('a connection may keep nothing, or more, for others', async () => {
  const none = countingOrg({ dailyReserve: 0 });
  none.usage.used = 950;
  await none.call();
  await none.call();
  const half = countingOrg({ dailyReserve: 50 });
  half.usage.used = 499;
  await half.call();
  assert.equal((await failureOf(half.call())).code, 'rate_limited');
});

test('the pace of the last hour tells when the limit will be reached', async () => {
  const org = countingOrg();
  const begin = org.clock.now;
  for (let minute = 0; minute <= 90; minute += 10) {
    org.clock.now = begin + minute * MINUTE;
    org.usage.used = 4 * minute;
    await org.call();
  }
  const usage = await usageOf(org.io(KEY));
  assert.equal(usage?.used, 361);
  assert.equal(usage?.perHour, 240);
  assert.equal(usage?.fullAt, org.clock.now + ((900 - 361) / 240) * 60 * MINUTE);
  const slow = countingOrg();
  await slow.call();
  slow.clock.now += 30 * MINUTE;
  await slow.call();
  assert.equal((await usageOf(slow.io(KEY)))?.fullAt, undefined, 'beyond a day is no forecast');
});
