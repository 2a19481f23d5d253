import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProbeResult } from '../../base/probe.ts';
import { waitForHealth } from './wait-for-health.ts';

const MINUTE = 60_000;
const good: ProbeResult = { name: 'App', ok: true, message: 'There.' };
const passing: ProbeResult = { name: 'App', ok: false, message: 'Not yet.', passesWithinMs: 10 * MINUTE };
const lasting: ProbeResult = { name: 'Secret', ok: false, message: 'Wrong.' };

/** Waits with a clock that only the pauses move; at a time the look finds what `at` gives. */
async function wait(at: (elapsedMs: number) => readonly ProbeResult[]) {
  let now = 0;
  let looks = 0;
  const told: string[] = [];
  const look = async () => {
    looks++;
    return { results: at(now) };
  };
  const pause = async (ms: number) => void (now += ms);
  const found = await waitForHealth(look, { now: () => now, pause, told: (text) => void told.push(text) });
  return { found: found.results, now, looks, told };
}

test('trouble that passes is waited for', async () => {
  const { found, now, told } = await wait((elapsed) => [elapsed < 5 * MINUTE ? passing : good]);
  assert.deepEqual(found, [good]);
  assert.ok(now >= 5 * MINUTE && now <= 5 * MINUTE + 15_000);
  assert.match(told[0] ?? '', /^App may pass by itself; looking again for 10 min$/);
});

test('waiting ends when such trouble should have passed', async () => {
  const { found, now, looks } = await wait(() => [passing]);
  assert.deepEqual([found, now], [[passing], 10 * MINUTE]);
  assert.ok(looks < 50);
});

test('trouble that needs a person is not waited for, whatever else may pass', async () => {
  assert.equal((await wait(() => [passing, lasting])).looks, 1);
  assert.equal((await wait(() => [good])).looks, 1);
});
