import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cron } from 'croner';
import { cronFault } from './cron.ts';

const SOUND = [
  '* * * * *',
  '0 9 * * 1-5',
  '*/15 8-18/2 1,15 * *',
  '0 0 29 feb *',
  '30 6 * JAN-mar Mon,wed,5',
  '0 9 * * sat-sun',
  '5 4 31 2 7',
];

for (const cron of SOUND)
  test(`"${cron}" is a schedule, also to what runs it`, () => {
    assert.equal(cronFault(cron), undefined);
    assert.ok(new Cron(cron, { timezone: 'Europe/Rome', paused: true }).nextRun());
  });

const FAULTS: readonly [cron: string, fault: RegExp][] = [
  ['', /has 0\.$/],
  ['0 9 * *', /has 4\.$/],
  ['0 0 9 * * 1', /has 6\.$/],
  ['60 * * * *', /^"60" is no minute: it goes from 0 to 59/],
  ['* 24 * * *', /is no hour/],
  ['* * 0 * *', /is no day/],
  ['* * * 13 *', /is no month/],
  ['* * * * 8', /is no weekday/],
  ['* * * * monday', /is no weekday/],
  ['5-1 * * * *', /is no minute/],
  ['0 9 * * fri-mon', /is no weekday/],
  ['1-2-3 * * * *', /is no minute/],
  ['5/10 * * * *', /is no minute/],
  ['*/0 * * * *', /is no minute/],
  ['*/99 * * * *', /is no minute/],
  [', * * * *', /is no minute/],
  ['-1 * * * *', /is no minute/],
  ['0 0 30,31 2 *', /never comes/],
  ['0 0 31 4,6 *', /never comes/],
];

for (const [cron, fault] of FAULTS) test(`"${cron}" is no schedule`, () => assert.match(cronFault(cron) ?? '', fault));
