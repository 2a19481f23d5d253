import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDate } from './date.ts';

/** Sunday, 22 November 2026, 23:30 in Rome. */
const clock = { at: Date.UTC(2026, 10, 22, 22, 30), timeZone: 'Europe/Rome', language: 'it' };

const FORMS: readonly [text: string, date: string | undefined, language?: string][] = [
  ['2026-03-05', '2026-03-05'],
  ['2026/3/5', '2026-03-05'],
  ['5/3/2027', '2027-03-05'],
  ['05-03-27', '2027-03-05'],
  ['5.3.1980', '1980-03-05'],
  ['5/3/80', '1980-03-05'],
  ['3/5/2027', '2027-03-05', 'en-US'],
  ['3/5/2027', '2027-05-03', 'en-GB'],
  ['5/12', '2026-12-05'],
  ['22/11', '2026-11-22'],
  ['5/3', '2027-03-05'],
  ['29/2', '2028-02-29'],
  ['29/2/2027', undefined],
  ['31/4/2027', undefined],
  ['5 marzo', '2027-03-05'],
  ['il 5 marzo 2027', '2027-03-05'],
  ['1° maggio', '2027-05-01'],
  ['5 mar 27', '2027-03-05'],
  ['March 5, 2027', '2027-03-05'],
  ['the 5th of March', '2027-03-05'],
  ['venerdì 5 marzo', '2027-03-05'],
  ['30 febbraio', undefined],
  ['marzo', undefined],
  ['marzo duemila', undefined],
  ['5 marzo duemila', undefined],
  ['32 marzo', undefined],
  ['oggi', '2026-11-22'],
  ['Domani!', '2026-11-23'],
  ['dopodomani', '2026-11-24'],
  ['tomorrow', '2026-11-23'],
  ['the day after tomorrow', '2026-11-24'],
  ['yesterday', '2026-11-21'],
  ['lunedì', '2026-11-23'],
  ['LUNEDI prossimo', '2026-11-23'],
  ['next Friday', '2026-11-27'],
  ['domenica', '2026-11-29'],
  ['sun', '2026-11-29'],
  ['constructor', undefined],
  ['13/13/2027', undefined],
  ['0/1/2027', undefined],
  ['', undefined],
  ['boh', undefined],
  ['1'.repeat(5000), undefined],
];

for (const [text, date, language] of FORMS)
  test(`"${text.slice(0, 30)}"${language ? ` (${language})` : ''} is ${date ?? 'no date'}`, () => {
    assert.equal(readDate(text, language ? { ...clock, language } : clock), date);
  });

test('today is the day of the event in the zone of the flow', () => {
  assert.equal(readDate('oggi', { ...clock, timeZone: 'Asia/Tokyo' }), '2026-11-23');
});
