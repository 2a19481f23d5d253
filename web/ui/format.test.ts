import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  formatBytes,
  formatDate,
  formatDateTime,
  formatDuration,
  formatExact,
  formatMoment,
  formatNumber,
  formatPercent,
  formatPhone,
  formatRelative,
  formatTime,
  formatValue,
  shortenId,
} from './format.ts';

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

describe('relative times', () => {
  const relative = (distance: number, language: 'en' | 'it' = 'en'): string =>
    formatRelative(AT + distance, AT, language);
  it('are as exact as their unit', () => {
    assert.deepEqual(
      [-3000, -30_000, -119_000, -3_600_000, -25 * 3_600_000, 7_300_000].map((distance) => relative(distance)),
      ['now', '30 sec. ago', '1 min. ago', '1 hr. ago', 'yesterday', 'in 2 hr.'],
    );
    assert.equal(relative(-120_000, 'it'), '2 min fa');
  });
  it('are dates beyond a week', () => {
    assert.equal(relative(-8 * 86_400_000), formatDate(AT - 8 * 86_400_000, 'en'));
  });
  it('show the exact time with its zone on hovering', () => {
    assert.match(formatExact(AT, 'en'), /Sunday, November 22, 2026.*9:05:07.*(UTC|GMT|[A-Z]{3,4})/);
  });
});

describe('numbers', () => {
  it('have the separators of the language', () => {
    assert.equal(formatNumber(12345.678, 'it'), '12.345,68');
    assert.equal(formatPercent(0.125, 'en'), '12.5%');
  });
  it('of bytes are in the unit that fits', () => {
    assert.equal(formatBytes(0, 'en'), '0 byte');
    assert.equal(formatBytes(12_345_678, 'it'), '12,3 MB');
  });
});

describe('phone numbers', () => {
  it('are grouped after their calling code', () => {
    assert.equal(formatPhone('+393331000001'), '+39 333 100 0001');
    assert.equal(formatPhone('+15550001111'), '+1 555 000 1111');
    assert.equal(formatPhone('+3531234567'), '+353 123 4567');
  });
  it('stay as they are where they are none', () => {
    for (const text of ['Ada', '+12', '333 1000']) assert.equal(formatPhone(text), text);
  });
});

describe('ids', () => {
  it('keep their beginning and their end', () => {
    assert.equal(shortenId('00QKn000001abcDMAQ'), '00QKn…DMAQ');
    assert.equal(shortenId('short'), 'short');
  });
});
