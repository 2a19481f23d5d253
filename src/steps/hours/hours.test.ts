import assert from 'node:assert/strict';
import { WEEKDAYS, type Calendar } from '../../flow/calendar/calendar.ts';
import type { StepType } from '../../flow/step-type.ts';
import { testStep } from '../step.contract.ts';
import { hours } from './hours.ts';

const all = [{ from: '00:00', to: '24:00' }];
const day = [{ from: '09:00', to: '18:00' }];

/** Examples take place on Sunday, 22 November 2026, at 13:00 in Rome. */
const calendars: Readonly<Record<string, Calendar>> = {
  office: {
    timeZone: 'Europe/Rome',
    weekly: { mon: day, tue: day, wed: day, thu: day, fri: day },
    holidays: [{ country: 'IT', patron: 'milano' }, { yearly: '12-24' }],
  },
  shop: { timeZone: 'Europe/Rome', weekly: { sun: [{ from: '10:00', to: '19:30' }] }, holidays: [] },
  tokyo: { timeZone: 'Asia/Tokyo', weekly: { mon: day }, holidays: [] },
  always: { timeZone: 'UTC', weekly: Object.fromEntries(WEEKDAYS.map((name) => [name, all])), holidays: [] },
  never: { timeZone: 'Europe/Rome', weekly: {}, holidays: [] },
};

/** The step in an installation that has these calendars. */
const type: StepType = {
  ...hours,
  enter: (context) => (hours as StepType).enter({ ...context, calendar: (name) => calendars[name] }),
};

const rome = (written: string) => Temporal.ZonedDateTime.from(`${written}[Europe/Rome]`).epochMilliseconds;

testStep({
  type,
  examples: [
    {
      name: 'on a Sunday the office is closed and opens on Monday',
      params: { calendar: 'office', saveAs: 'hours' },
      outcome: 'closed',
      writes: { hours: { open: false, opensAt: rome('2026-11-23T09:00'), closesAt: null, holiday: null } },
    },
    {
      name: 'during its hours the shop is open until they end',
      params: { calendar: 'shop', saveAs: 'hours' },
      outcome: 'open',
      writes: { hours: { open: true, opensAt: null, closesAt: rome('2026-11-22T19:30'), holiday: null } },
    },
    { name: 'without a variable nothing is written', params: { calendar: 'shop' }, outcome: 'open', writes: {} },
    {
      name: 'it asks about a moment out of a variable',
      params: { calendar: 'office', at: '{{ vars.appointment }}', saveAs: 'hours' },
      vars: { appointment: '2026-11-24T17:00' },
      outcome: 'open',
      writes: { hours: { open: true, opensAt: null, closesAt: rome('2026-11-24T18:00'), holiday: null } },
    },
    {
      name: "a moment is read in the calendar's time zone",
      params: { calendar: 'tokyo', at: '2026-11-23T09:00' },
      outcome: 'open',
    },
    {
      name: 'epoch milliseconds are a moment too',
      params: { calendar: 'office', at: '{{ event.at }}' },
      outcome: 'closed',
    },
    {
      name: "a holiday is named in the contact's language",
      params: { calendar: 'office', at: '2026-12-25T10:00', saveAs: 'hours' },
      contact: { language: 'en-GB' },
      outcome: 'closed',
      writes: {
        hours: { open: false, opensAt: rome('2026-12-28T09:00'), closesAt: null, holiday: 'Christmas Day' },
      },
    },
    {
      name: "a holiday is named in the flow's language where the contact has none",
      params: { calendar: 'office', at: '2026-12-07', saveAs: 'hours' },
      outcome: 'closed',
      check: ({ run }) => assert.deepEqual((run.vars['hours'] as { holiday: string }).holiday, "Sant'Ambrogio"),
    },
    {
      name: 'a special day without a name has none',
      params: { calendar: 'office', at: '2026-12-24T10:00', saveAs: 'hours' },
      outcome: 'closed',
      check: ({ run }) => assert.equal((run.vars['hours'] as { holiday: null }).holiday, null),
    },
    {
      name: 'what never opens has no opening',
      params: { calendar: 'never', saveAs: 'hours' },
      outcome: 'closed',
      writes: { hours: { open: false, opensAt: null, closesAt: null, holiday: null } },
    },
    {
      name: 'what never closes has no end',
      params: { calendar: 'always', saveAs: 'hours' },
      outcome: 'open',
      writes: { hours: { open: true, opensAt: null, closesAt: null, holiday: null } },
    },
    {
      name: 'a calendar that does not exist ends the run as failed, with its name and the cure',
      params: { calendar: 'ofice' },
      outcome: 'failed',
      check: ({ run }) =>
        assert.deepEqual(run.failure, {
          code: 'not_found',
          message: 'There is no calendar "ofice"; add one of that name, or pick another in this step.',
        }),
    },
    {
      name: 'what is no moment ends the run as failed',
      params: { calendar: 'office', at: 'dopo pranzo' },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /^"dopo pranzo" is no moment/),
    },
    {
      name: 'a moment too far away ends the run as failed',
      params: { calendar: 'office', at: '2100-01-01' },
      outcome: 'failed',
    },
    {
      name: 'a moment too far back ends the run as failed',
      params: { calendar: 'office', at: '1970-01-01' },
      outcome: 'failed',
    },
  ],
});
