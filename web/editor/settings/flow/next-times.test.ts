import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextTimes } from './next-times.ts';

const from = Date.parse('2026-11-20T12:00:00Z');

describe('the next times of a schedule', () => {
  it('are in the zone of the flow', () => {
    const times = nextTimes('0 9 * * 1-5', { timeZone: 'Europe/Rome', from, count: 2 });
    assert.deepEqual(
      times.map((at) => new Date(at).toISOString()),
      ['2026-11-23T08:00:00.000Z', '2026-11-24T08:00:00.000Z'],
    );
  });

  it('are none while it is being written', () => {
    assert.deepEqual(nextTimes('0 9 *', { timeZone: 'Europe/Rome', from, count: 5 }), []);
    assert.deepEqual(nextTimes('0 9 * * *', { timeZone: 'Nowhere/Town', from, count: 5 }), []);
  });
});
