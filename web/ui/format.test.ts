import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatDateTime, formatDuration, formatMoment, formatPhone, formatTime, formatValue } from './format.ts';

const AT = new Date(2026, 10, 22, 9, 5, 7, 42).getTime();

describe('times and durations', () => {
  it('are written as the language has it', () => {
    assert.equal(formatTime(AT, 'it'), '09:05');
    assert.equal(formatMoment(AT, 'it'), '09:05:07,042');
    assert.equal(formatMoment(AT, 'en'), '09:05:07.042');
    assert.match(formatDateTime(AT, 'en'), /Nov 22, 2026/);
  });
  it('choose the unit that fits', () => {
    assert.equal(formatDuration(0, 'en'), '0 ms');
    assert.equal(formatDuration(23.4, 'en'), '23 ms');
    assert.equal(formatDuration(1540, 'it'), '1,5 s');
    assert.equal(formatDuration(125_000, 'en'), '2 min');
    assert.equal(formatDuration(7_200_000, 'en'), '2 hr');
  });
});

describe('values of records', () => {
  it('are times for people when the org wrote a time', () => {
    const value = '2026-11-22T17:21:37.221+0000';
    assert.equal(formatValue(value, 'en'), formatDateTime(Date.UTC(2026, 10, 22, 17, 21, 37, 221), 'en'));
  });
  it('stay as they are otherwise', () => {
    for (const value of ['WhatsApp', '2026', '00001001', '']) assert.equal(formatValue(value, 'it'), value);
  });
});

describe('phone numbers', () => {
  it('are grouped when they are Italian mobiles', () => {
    assert.equal(formatPhone('+393331000001'), '+39 333 100 0001');
  });
  it('stay as they are otherwise', () => {
    assert.equal(formatPhone('+15550001111'), '+15550001111');
  });
});
