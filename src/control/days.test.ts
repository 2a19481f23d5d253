import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysUntil } from './days.ts';

const HOUR = 3_600_000;

test('days begin at midnight of a zone, today last, with tomorrow behind', () => {
  const now = Date.UTC(2026, 10, 22, 23, 30);
  assert.deepEqual(daysUntil(now, { count: 2, zone: 'UTC' }), [
    Date.UTC(2026, 10, 21),
    Date.UTC(2026, 10, 22),
    Date.UTC(2026, 10, 23),
  ]);
  // In Rome it is tomorrow already.
  assert.deepEqual(daysUntil(now, { count: 1, zone: 'Europe/Rome' }), [
    Date.UTC(2026, 10, 22, 23),
    Date.UTC(2026, 10, 23, 23),
  ]);
});

test('a day on which clocks are put back has 25 hours', () => {
  const [begin = 0, end = 0] = daysUntil(Date.UTC(2026, 9, 25, 12), { count: 1, zone: 'Europe/Rome' });
  assert.equal(end - begin, 25 * HOUR);
});

test('a zone that there is none of is told', () => {
  assert.throws(() => daysUntil(0, { count: 1, zone: 'Mars/Base' }), /"Mars\/Base" is no time zone/);
});
