import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usageText } from './usage-text.ts';

const now = Date.UTC(2026, 10, 22, 10);
const view = { now, timeZone: 'Europe/Rome' };
const usage = { used: 12_300, most: 100_000, reserve: 10_000, at: now };

test('daily calls are told with their reserve, their pace and the time of their end', () => {
  const known = '12300 of 100000, 10000 of them kept for others (2026-11-22 11:00:00)';
  assert.equal(usageText(usage, view), known);
  assert.equal(usageText({ ...usage, perHour: 50 }, view), `${known}; 50 an hour`);
  assert.equal(
    usageText({ ...usage, perHour: 13_714, fullAt: now + 340 * 60_000 }, view),
    `${known}; at 13714 an hour the limit is reached at 2026-11-22 16:40:00`,
  );
  assert.match(usageText({ ...usage, fullAt: now }, view), /the limit is reached, and what goes out waits$/);
});
