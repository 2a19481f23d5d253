// Two processes work on one connection at once, while its tokens expire several times a second.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shareConnection } from '../crash/shared-connection/share.ts';

void test('two processes that share a connection lose no session over tokens that rotate', async (t) => {
  const calls = 1200;
  const report = await shareConnection({ processes: 2, calls, tokenLifeMs: 150 });
  t.diagnostic(`${calls} calls, ${report.refreshes} refreshes in ${Math.round(report.ms)} ms`);
  assert.deepEqual(report.lost, []);
  assert.equal(report.created, calls);
  assert.equal(report.refused, 0);
  assert.equal(report.working, true);
  assert.ok(report.refreshes >= 2, `only ${report.refreshes} refreshes`);
  assert.ok(report.records === calls, `${report.records} records`);
});
