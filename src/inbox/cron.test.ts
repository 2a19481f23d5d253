import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCron, nextTime } from './cron.ts';

const ROME = 'Europe/Rome';

/** The next moments of a schedule after one, as ISO texts. */
function times(cron: string, after: string, count: number, zone = ROME): string[] {
  const found: string[] = [];
  for (let at = nextTime(cron, zone, Date.parse(after)); at !== undefined; at = nextTime(cron, zone, at)) {
    found.push(new Date(at).toISOString().replace(':00.000Z', 'Z'));
    if (found.length === count) break;
  }
  return found;
}

type Case = { title: string; cron: string; after: string; zone?: string; expected: string[] };

// In Rome clocks go ahead from 2:00 to 3:00 on 29 March 2026 and 28 March 2027, back from 3:00 to 2:00 on 25 October
// 2026 and 31 October 2027.
const CASES: Case[] = [
  {
    title: 'nine in the morning stays nine in the morning in summer and in winter',
    cron: '0 9 * * *',
    after: '2026-03-27T12:00Z',
    expected: ['2026-03-28T08:00Z', '2026-03-29T07:00Z', '2026-03-30T07:00Z'],
  },
  {
    title: 'a time that does not exist comes at the first moment after the jump, once (2026)',
    cron: '30 2 * * *',
    after: '2026-03-28T00:00Z',
    expected: ['2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z'],
  },
  {
    title: 'a time that does not exist comes at the first moment after the jump, once (2027)',
    cron: '30 2 * * *',
    after: '2027-03-27T12:00Z',
    expected: ['2027-03-28T01:00Z', '2027-03-29T00:30Z'],
  },
  {
    title: 'several times that do not exist come together, with the one right after them',
    cron: '*/20 2,3 * * *',
    after: '2026-03-29T00:00Z',
    expected: ['2026-03-29T01:00Z', '2026-03-29T01:20Z', '2026-03-29T01:40Z', '2026-03-30T00:00Z'],
  },
  {
    title: 'a time that exists twice comes at the first (2026)',
    cron: '30 2 * * *',
    after: '2026-10-24T12:00Z',
    expected: ['2026-10-25T00:30Z', '2026-10-26T01:30Z'],
  },
  {
    title: 'a time that exists twice comes at the first (2027)',
    cron: '30 2 * * *',
    after: '2027-10-30T12:00Z',
    expected: ['2027-10-31T00:30Z', '2027-11-01T01:30Z'],
  },
  {
    title: 'a time that exists twice does not come again, whoever asks in the repeated hour',
    cron: '30 2 * * *',
    after: '2026-10-25T01:10Z',
    expected: ['2026-10-26T01:30Z'],
  },
  {
    title: 'several times of a named hour come once each',
    cron: '*/30 2 * * *',
    after: '2026-10-24T23:00Z',
    expected: ['2026-10-25T00:00Z', '2026-10-25T00:30Z', '2026-10-26T01:00Z'],
  },
  {
    title: 'every quarter of an hour is a quarter of an hour when clocks go back',
    cron: '*/15 * * * *',
    after: '2026-10-25T00:40Z',
    expected: [
      '2026-10-25T00:45Z',
      '2026-10-25T01:00Z',
      '2026-10-25T01:15Z',
      '2026-10-25T01:30Z',
      '2026-10-25T01:45Z',
      '2026-10-25T02:00Z',
    ],
  },
  {
    title: 'every hour is an hour when clocks go back',
    cron: '0 * * * *',
    after: '2026-10-24T23:30Z',
    expected: ['2026-10-25T00:00Z', '2026-10-25T01:00Z', '2026-10-25T02:00Z', '2026-10-25T03:00Z'],
  },
  {
    title: 'every hour is an hour when clocks go ahead',
    cron: '0 * * * *',
    after: '2026-03-28T23:30Z',
    expected: ['2026-03-29T00:00Z', '2026-03-29T01:00Z', '2026-03-29T02:00Z'],
  },
  {
    title: 'every hour of a Sunday comes in the repeated hour too',
    cron: '5 * * * 0',
    after: '2026-10-25T00:30Z',
    expected: ['2026-10-25T01:05Z', '2026-10-25T02:05Z'],
  },
  {
    title: 'the 31st comes in the months that have one',
    cron: '0 9 31 * *',
    after: '2026-01-31T12:00Z',
    expected: ['2026-03-31T07:00Z', '2026-05-31T07:00Z', '2026-07-31T07:00Z', '2026-08-31T07:00Z', '2026-10-31T08:00Z'],
  },
  {
    title: 'a leap day comes in leap years, which the year 2100 is not',
    cron: '0 9 29 2 *',
    after: '2095-01-01T00:00Z',
    expected: ['2096-02-29T08:00Z', '2104-02-29T08:00Z'],
  },
  {
    title: 'a day and a weekday mean either, as cron has it',
    cron: '0 9 13 * 5',
    after: '2026-03-01T00:00Z',
    expected: [
      '2026-03-06T08:00Z',
      '2026-03-13T08:00Z',
      '2026-03-20T08:00Z',
      '2026-03-27T08:00Z',
      '2026-04-03T07:00Z',
      '2026-04-10T07:00Z',
      '2026-04-13T07:00Z',
    ],
  },
  {
    title: 'Sunday is 0 and 7',
    cron: '0 9 * * 7',
    after: '2026-11-21T00:00Z',
    expected: ['2026-11-22T08:00Z', '2026-11-29T08:00Z'],
  },
  {
    title: 'days have names',
    cron: '0 9 * * MON-FRI',
    after: '2026-11-20T12:00Z',
    expected: ['2026-11-23T08:00Z', '2026-11-24T08:00Z'],
  },
  {
    title: 'half an hour of summer is half an hour',
    cron: '45 1 * * *',
    after: '2026-04-04T00:00Z',
    zone: 'Australia/Lord_Howe',
    expected: ['2026-04-04T14:45Z', '2026-04-05T15:15Z'],
  },
  {
    title: 'a zone without summer time never jumps',
    cron: '30 2 * * *',
    after: '2026-03-28T12:00Z',
    zone: 'UTC',
    expected: ['2026-03-29T02:30Z', '2026-03-30T02:30Z'],
  },
];

for (const { title, cron, after, zone, expected } of CASES)
  void test(title, () => assert.deepEqual(times(cron, after, expected.length, zone), expected));

void test('the next time is later than the moment asked about, through two years of every schedule', () => {
  for (const cron of ['30 2 * * *', '*/30 2 * * *', '17 */6 * * *', '0 3 28-31 3,10 *', '20 * * * *']) {
    const end = Date.parse('2028-01-01T00:00Z');
    let count = 0;
    for (let at = Date.parse('2026-01-01T00:00Z'); at < end; count++) {
      const next = nextTime(cron, ROME, at) ?? assert.fail(cron);
      assert.ok(next > at, `${cron} after ${new Date(at).toISOString()}`);
      at = next;
    }
    assert.ok(count > 10, cron);
  }
});

void test('a schedule that never comes, is none, or names no zone has no next time', () => {
  assert.equal(nextTime('0 9 31 2 *', ROME, 0), undefined);
  assert.equal(nextTime('sometimes', ROME, 0), undefined);
  assert.equal(nextTime('0 9 * * *', 'Europe/Nowhere', 0), undefined);
});

for (const [text, found] of [
  ['0 9 * * 1-5', undefined],
  ['*/5 8-18 * * MON-FRI', undefined],
  [' 0  9 * * * ', undefined],
  ['0 9 29 2 *', undefined],
  ['', /has 0 fields; a schedule has five/],
  ['@daily', /has 1 fields/],
  ['* * * * * *', /has 6 fields/],
  ['61 * * * *', /no schedule: Invalid value for minute: 61/],
  ['*/0 * * * *', /no schedule: .*step/],
  ['0 9 * * 1-8', /dayOfWeek: 8/],
  ['0 9 31 2 *', /No day fits/],
] as const)
  void test(`"${text}" ${found ? 'is refused with a reason' : 'is a schedule'}`, () => {
    const said = checkCron(text);
    if (found) assert.match(said ?? '', found);
    else assert.equal(said, undefined);
  });
