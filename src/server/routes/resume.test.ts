import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunId } from '../../base/ids.ts';
import type { Step } from '../../flow/flow.ts';
import type { Run } from '../../flow/run.ts';
import { end, hookFlow, reach, serveCalls, step, type CallWorld } from '../testing/call-world.ts';

const HOUR_MS = 3_600_000;

const awaits = (params: Step['params'] = {}, next = 'end'): Step =>
  step('awaitWebhook', { timeout: 'PT2H', saveAs: 'paid', ...params }, { resumed: next, timeout: 'end' });
const pause = (next: string): Step => step('wait', { for: 'PT1H' }, { elapsed: next });
const isWaiting = (run: Run): boolean => run.wait.for === 'webhook';

/** Starts the flow and gives its run with the address that takes it up. */
async function begin({ call, links }: CallWorld, path = 'order'): Promise<{ run: RunId; url: string }> {
  const { json } = await call(`/webhooks/${path}`, { body: { number: 4711 } });
  const run = json['run'] as RunId;
  return { run, url: links.path('resume', run) };
}

/** Lets time pass, second by second, until something is there: calls come in their own time. */
const passTime = ({ world }: CallWorld, look: () => Promise<unknown>): Promise<unknown> =>
  reach(async () => {
    await world.clock.advance(1000);
    return look();
  });

const only = async ({ runs }: CallWorld): Promise<Run> => (await runs())[0] ?? assert.fail('no run');

void test('a call to its address takes up the run that waits, with what it brings', async (t) => {
  const served = await serveCalls(t, [hookFlow('order', { hook: awaits(), end })]);
  const { run, url } = await begin(served);
  const { status, json } = await served.call(`${url}?state=asked&id=7`, { body: { state: 'paid', amount: 12 } });
  assert.deepEqual([status, json], [202, { run }]);
  const done = await only(served);
  assert.deepEqual([done.status, done.vars], ['completed', { paid: { id: '7', state: 'paid', amount: 12 } }]);
});

void test('a call by GET is taken, one by another method is not', async (t) => {
  const served = await serveCalls(t, [hookFlow('order', { hook: awaits(), end })]);
  const { url } = await begin(served);
  const put = await served.call(url, { method: 'PUT' });
  assert.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, POST']);
  assert.equal((await served.call(`${url}?ok=1`, { method: 'GET' })).status, 202);
  assert.deepEqual((await only(served)).vars, { paid: { ok: '1' } });
});

void test('the address works after a restart', async (t) => {
  const before = await serveCalls(t, [hookFlow('order', { hook: awaits(), end })]);
  const { url } = await begin(before);
  const served = await before.restart();
  assert.equal((await served.call(url, { body: { ok: true } })).status, 202);
  assert.equal((await only(served)).status, 'completed');
});

void test('an address that is not whole, or for another purpose, takes up nothing', async (t) => {
  const served = await serveCalls(t, [hookFlow('order', { hook: awaits(), end })]);
  const { run, url } = await begin(served);
  const token = new URL(served.links.path('status', run), served.origin).searchParams.get('token') ?? '';
  for (const path of [url.slice(0, -1), `/resume/${run}/x`, `/resume/${run}/${token}`, url.replace(run, 'r-other')])
    assert.equal((await served.call(path)).status, 403, path);
  const nobody = served.links.path('resume', 'r-nobody' as RunId);
  assert.equal((await served.call(nobody)).status, 404);
  assert.ok(isWaiting(await only(served)));
});

void test('a run that has ended takes no call', async (t) => {
  const served = await serveCalls(t, [hookFlow('order', { hook: awaits(), end })]);
  const { url } = await begin(served);
  await served.world.clock.advance(2 * HOUR_MS);
  await served.reach(({ status }) => status === 'completed');
  const { status, json, headers } = await served.call(url, { body: { late: true } });
  assert.deepEqual([status, json['type'], headers.get('retry-after')], [409, 'urn:rondine:problem:not-waiting', null]);
});

void test('of calls at the same time one is taken; those that are the same call hear so, the others not', async (t) => {
  const served = await serveCalls(t, [hookFlow('order', { hook: awaits({}, 'pause'), pause: pause('end'), end })]);
  const { url } = await begin(served);
  let done = false;
  const calls = Promise.all(
    ['a', 'a', 'b', 'a', 'b', 'b'].map(async (name) => ({ name, ...(await served.call(url, { body: { name } })) })),
  ).finally(() => (done = true));
  // Those that are held, in case the run waits once more, give up after some time.
  await passTime(served, async () => done || undefined);
  const answers = await calls;
  const { paid } = (await only(served)).vars as { paid: { name: string } };
  for (const { name, status } of answers) assert.equal(status, name === paid.name ? 202 : 409, name);
  const resumed = (await served.world.store.list('journal')).filter(({ event }) => event.type === 'resumed');
  assert.equal(resumed.length, 1);
});

void test('a call that comes before the run waits is held until it does', async (t) => {
  const served = await serveCalls(t, [hookFlow('order', { pause: pause('hook'), hook: awaits(), end })], {
    reachWithinMs: 2 * HOUR_MS,
  });
  const { url } = await begin(served);
  let answered = false;
  const early = served.call(url, { body: { quick: true } }).finally(() => (answered = true));
  await served.world.clock.advance(HOUR_MS / 2);
  assert.equal(answered, false);
  await served.world.clock.advance(HOUR_MS / 2);
  assert.equal((await early).status, 202);
  assert.deepEqual((await only(served)).vars, { paid: { quick: true } });
});

void test('a run that does not wait in time is to be called again', async (t) => {
  const watched: string[] = [];
  const served = await serveCalls(t, [hookFlow('order', { pause: pause('hook'), hook: awaits(), end })]);
  const { url } = await begin(served);
  const early = served.call(url).finally(() => watched.push('answered'));
  await passTime(served, async () => watched[0]);
  const { status, headers } = await early;
  assert.deepEqual([status, headers.get('retry-after')], [409, '1']);
  assert.equal((await only(served)).wait.for, 'time');
});

void test('a call that is delivered twice is not taken for the run’s next one', async (t) => {
  const steps = {
    first: awaits({ saveAs: 'paid' }, 'pause'),
    pause: pause('second'),
    second: awaits({ saveAs: 'sent' }),
    end,
  };
  const served = await serveCalls(t, [hookFlow('order', steps)]);
  const { url } = await begin(served);
  const given = { body: { event: 'paid', id: 1 } };
  assert.equal((await served.call(url, given)).status, 202);
  assert.equal((await served.call(url, given)).status, 202);
  await served.world.clock.advance(HOUR_MS);
  await served.reach(isWaiting);
  assert.equal((await served.call(url, { body: { event: 'sent', id: 2 } })).status, 202);
  assert.deepEqual((await only(served)).vars, { paid: given.body, sent: { event: 'sent', id: 2 } });
  assert.equal((await served.call(url, given)).status, 202, 'also when the run has ended');
});

void test('early calls take places of those that wait', async (t) => {
  const served = await serveCalls(t, [hookFlow('order', { pause: pause('hook'), hook: awaits(), end })], { places: 0 });
  const { url } = await begin(served);
  const { status, json } = await served.call(url);
  assert.deepEqual([status, json['type']], [503, 'urn:rondine:problem:too-many-waiting']);
});

const NAMED = { hook: awaits({ key: 'order-{{ input.body.number }}-paid' }, 'pause'), pause: pause('end'), end };

void test('a call by the name that a run waits under takes it up, once', async (t) => {
  const served = await serveCalls(t, [hookFlow('order', NAMED)]);
  const path = '/resume/by/order/order-4711-paid';
  const early = await served.call(path);
  assert.deepEqual([early.status, early.json['type']], [404, 'urn:rondine:problem:nobody-waits']);
  await begin(served);
  assert.equal((await served.call(path, { body: { amount: 12 } })).status, 202);
  assert.deepEqual((await only(served)).vars, { paid: { amount: 12 } });
  assert.equal((await served.call(path, { body: { amount: 13 } })).status, 409);
  assert.equal((await served.call('/resume/by/other/order-4711-paid')).status, 404);
});

void test('a name that could be guessed is nobody’s, even where a run waits under it', async (t) => {
  const served = await serveCalls(t, [hookFlow('order', { hook: awaits({ key: 'order-471' }), end })]);
  await begin(served);
  const { status, json } = await served.call('/resume/by/order/order-471');
  assert.equal(status, 404);
  assert.match(String(json['detail']), /at least 10 characters/);
  assert.ok(isWaiting(await only(served)));
});

void test('who calls by name proves what callers of the flow prove', async (t) => {
  const auth = { kind: 'bearer', secret: 'shopToken' } as const;
  const served = await serveCalls(t, [hookFlow('order', NAMED, { auth })], { secret: () => 'a-token' });
  const headers = { authorization: 'Bearer a-token' };
  await served.call('/webhooks/order', { body: { number: 4711 }, headers });
  const path = '/resume/by/order/order-4711-paid';
  assert.equal((await served.call(path)).status, 401);
  assert.equal((await served.call(path, { headers: { authorization: 'Bearer other' } })).status, 401);
  assert.ok(isWaiting(await only(served)));
  assert.equal((await served.call(path, { headers })).status, 202);
});
