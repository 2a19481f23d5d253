import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureCode } from '../base/failure.ts';
import { retryAfterMs, statusFailure } from './status.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');

function codes(status: number, headers: Record<string, string> = {}): [write: FailureCode, read: FailureCode] {
  const of = (write: boolean) => statusFailure({ status, headers }, { who: 'The provider', write, now: NOW }).code;
  return [of(true), of(false)];
}

const TABLE: [status: number, write: FailureCode, read: FailureCode][] = [
  [301, 'invalid', 'invalid'],
  [400, 'invalid', 'invalid'],
  [401, 'auth', 'auth'],
  [403, 'denied', 'denied'],
  [404, 'not_found', 'not_found'],
  [408, 'unavailable', 'unavailable'],
  [409, 'conflict', 'conflict'],
  [410, 'not_found', 'not_found'],
  [413, 'invalid', 'invalid'],
  [422, 'invalid', 'invalid'],
  [425, 'unavailable', 'unavailable'],
  [429, 'rate_limited', 'rate_limited'],
  [500, 'unknown_outcome', 'unavailable'],
  [501, 'unsupported', 'unsupported'],
  [502, 'unknown_outcome', 'unavailable'],
  [503, 'unknown_outcome', 'unavailable'],
  [504, 'unknown_outcome', 'unavailable'],
];

for (const [status, write, read] of TABLE) {
  test(`status ${status} is ${write} for a write and ${read} for a read`, () => {
    assert.deepEqual(codes(status), [write, read]);
  });
}

test('a 503 that names the time to come back was turned away at the door', () => {
  assert.deepEqual(codes(503, { 'retry-after': '5' }), ['unavailable', 'unavailable']);
  assert.deepEqual(codes(500, { 'retry-after': '5' }), ['unknown_outcome', 'unavailable']);
});

test('the failure carries who answered, the status and the wait', () => {
  const failure = statusFailure(
    { status: 429, headers: { 'retry-after': '2' } },
    { who: 'WhatsApp', write: true, now: NOW },
  );
  assert.deepEqual(failure.data, {
    code: 'rate_limited',
    message: 'WhatsApp answered with HTTP status 429.',
    details: { status: 429 },
    retryAfterMs: 2000,
  });
});

test('Retry-After is read as seconds and as a date, and bounded by a day', () => {
  const read = (value: string) => retryAfterMs({ 'retry-after': value }, NOW);
  assert.equal(read('120'), 120_000);
  assert.equal(read(' 0.5 '), 500);
  assert.equal(read('Sun, 22 Nov 2026 10:01:30 GMT'), 90_000);
  assert.equal(read('Sun, 22 Nov 2026 09:00:00 GMT'), 0);
  assert.equal(read('99999999'), 86_400_000);
  assert.equal(read('soon'), undefined);
  assert.equal(read(''), undefined);
  assert.equal(retryAfterMs({}, NOW), undefined);
});
