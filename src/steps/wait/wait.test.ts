import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXAMPLE_AT, testStep } from '../step.contract.ts';
import { wait } from './wait.ts';

const HOUR = 3_600_000;

testStep({
  type: wait,
  examples: [
    {
      name: 'it waits for a time',
      params: { for: 'PT1H' },
      outcome: 'waits',
      check: ({ run }) => assert.equal(run.wait.until, EXAMPLE_AT + HOUR),
    },
    {
      name: 'it goes on when the time is over',
      params: { for: 'PT1H' },
      happens: [{ elapsed: HOUR }],
      outcome: 'elapsed',
    },
    {
      name: 'a date is its first moment in the zone of the flow',
      params: { until: '2026-12-24' },
      outcome: 'waits',
      check: ({ run }) => assert.equal(run.wait.until, Date.UTC(2026, 11, 23, 23)),
    },
    {
      name: 'a moment comes out of a variable',
      params: { until: '{{ vars.at }}' },
      vars: { at: EXAMPLE_AT + HOUR },
      outcome: 'waits',
      check: ({ run }) => assert.equal(run.wait.until, EXAMPLE_AT + HOUR),
    },
    { name: 'a moment that has passed does not wait', params: { until: '2026-11-22T13:00' }, outcome: 'elapsed' },
    {
      name: 'what is no date ends the run as failed',
      params: { until: 'dopo pranzo' },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /"dopo pranzo" is no date/),
    },
    { name: 'a moment too far ahead ends the run as failed', params: { until: '2100-01-01' }, outcome: 'failed' },
  ],
});

test('wait: neither and both are found', () => {
  assert.equal(wait.validate?.({}, []).length, 1);
  assert.equal(wait.validate?.({ for: 'PT1H', until: '2026-12-24' }, []).length, 1);
});
