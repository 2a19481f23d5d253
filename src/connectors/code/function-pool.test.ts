import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { failing, until } from '../../net/testing/raw-server.ts';
import { createFunctionPool, type FunctionPoolOptions } from './function-pool.ts';
import type { Job } from './protocol.ts';

const ENDLESS_BUILT_IN = 'return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)';

function poolFor(t: TestContext, options?: FunctionPoolOptions) {
  const pool = createFunctionPool(options);
  t.after(() => pool.close());
  return pool;
}

function job(source: string, timeoutMs = 2000): Job {
  return { source, input: '{}', timeoutMs, memoryBytes: 32 * 1024 * 1024 };
}

test('threads begin when they are needed, no more than allowed, and end when idle', async (t) => {
  const pool = poolFor(t, { threads: 2, idleMs: 1 });
  assert.equal(pool.threads(), 0);
  const running = Array.from({ length: 6 }, () => pool.run(job('return 1')));
  assert.equal(pool.threads(), 2);
  for (const outcome of await Promise.all(running))
    assert.deepEqual(outcome, { ended: 'returned', result: '1', logs: [] });
  // Idle threads hold no process, so something else must until they are gone.
  const hold = setTimeout(() => {}, 10_000);
  await until(() => pool.threads() === 0);
  clearTimeout(hold);
});

test('a function that hears nobody is ended with its thread, and what waits runs on a new one', async (t) => {
  const pool = poolFor(t, { threads: 1, graceMs: 10 });
  const begun = performance.now();
  const endless = pool.run(job(ENDLESS_BUILT_IN, 50));
  const waits = pool.run(job('return 2'));
  assert.deepEqual(await endless, { ended: 'stopped', limit: 'time', logs: [] });
  assert.ok(performance.now() - begun < 10_000);
  assert.deepEqual(await waits, { ended: 'returned', result: '2', logs: [] });
  assert.equal(pool.threads(), 1);
});

test('a thread that does not begin in time is given up', async (t) => {
  const pool = poolFor(t, { startMs: 1 });
  const failure = await failing(pool.run(job('return 1')));
  assert.equal(failure.code, 'unavailable');
  assert.match(failure.message, /within 1 ms/);
  assert.equal(pool.threads(), 0);
});

test('a queue that is full refuses', async (t) => {
  const pool = poolFor(t, { threads: 1, waiting: 1 });
  const first = pool.run(job('return 1'));
  const second = pool.run(job('return 2'));
  const failure = await failing(pool.run(job('return 3')));
  assert.equal(failure.code, 'unavailable');
  assert.deepEqual([(await first).ended, (await second).ended], ['returned', 'returned']);
});

test('close ends what runs and what waits, and a later call begins anew', async (t) => {
  const pool = poolFor(t, { threads: 1 });
  const results = [pool.run(job(ENDLESS_BUILT_IN, 10_000)), pool.run(job('return 2'))].map(failing);
  await pool.close();
  for (const failure of await Promise.all(results)) assert.equal(failure.code, 'unavailable');
  assert.equal(pool.threads(), 0);
  assert.equal((await pool.run(job('return 3'))).ended, 'returned');
});
