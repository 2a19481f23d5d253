import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Calendar } from '../../flow/calendar/calendar.ts';
import { EXAMPLE_AT, testStep } from '../step.contract.ts';
import { wait } from './wait.ts';

const HOUR = 3_600_000;

/** Examples take place on a Sunday, at 13:00 in Rome. */
const calendars: Readonly<Record<string, Calendar>> = {
  office: { timeZone: 'Europe/Rome', weekly: { mon: [{ from: '09:00', to: '18:00' }] }, holidays: [] },
  shop: { timeZone: 'Europe/Rome', weekly: { sun: [{ from: '10:00', to: '19:00' }] }, holidays: [] },
  never: { timeZone: 'Europe/Rome', weekly: {}, holidays: [] },
};

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
    {
      name: 'it waits for the next opening of a calendar',
      params: { untilOpen: 'office' },
      calendars,
      outcome: 'waits',
      check: ({ run }) => assert.equal(run.wait.until, EXAMPLE_AT + 20 * HOUR),
    },
    {
      name: 'during the hours of a calendar it does not wait',
      params: { untilOpen: 'shop' },
      calendars,
      outcome: 'elapsed',
    },
    {
      name: 'it goes on when the calendar opens',
      params: { untilOpen: 'office' },
      calendars,
      happens: [{ elapsed: 20 * HOUR }],
      outcome: 'elapsed',
    },
    {
      name: 'a calendar that is closed when the wait ends is waited on',
      params: { untilOpen: 'office' },
      calendars,
      happens: [{ elapsed: 30 * HOUR }],
      outcome: 'waits',
      check: ({ run }) => assert.equal(run.wait.until, EXAMPLE_AT + 188 * HOUR),
    },
    {
      name: 'a calendar that never opens ends the run as failed',
      params: { untilOpen: 'never' },
      calendars,
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /"never" does not open within 400 days/),
    },
    {
      name: 'a calendar that does not exist ends the run as failed',
      params: { untilOpen: 'office' },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /no calendar "office"/),
    },
  ],
});

test('wait: no end and several are found', () => {
  assert.equal(wait.validate?.({}, []).length, 1);
  assert.equal(wait.validate?.({ for: 'PT1H', until: '2026-12-24' }, []).length, 1);
  assert.equal(wait.validate?.({ for: 'PT1H', untilOpen: 'office' }, []).length, 1);
});
