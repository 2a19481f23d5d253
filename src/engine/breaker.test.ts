import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureData } from '../base/failure.ts';
import { createBreaker, type Breaker, type Outcome } from './breaker.ts';

const failure: FailureData = { code: 'unavailable', message: 'Away.' };
const away: Outcome = { says: 'away', failure };
const answered: Outcome = { says: 'answered' };
const unclear: Outcome = { says: 'unclear' };
const MOST = 8;

/** A breaker of a system that did not answer five attempts at time 0. */
function opened(): Breaker {
  const breaker = createBreaker();
  for (let count = 0; count < 5; count++) breaker.begin()(away, 0);
  return breaker;
}

void test('five failures in a row are an outage; an answer between them is none', () => {
  const breaker = createBreaker();
  for (const outcome of [away, away, away, away, answered, away, away, away, away]) breaker.begin()(outcome, 0);
  assert.equal(breaker.outage(), undefined);
  assert.equal(breaker.allows(0, MOST - 1, MOST), true);
  assert.equal(breaker.allows(0, MOST, MOST), false);
  breaker.begin()(away, 7);
  assert.deepEqual(breaker.outage(), { at: 7, failure });
});

void test('probes go out one at a time, further and further apart up to a minute', () => {
  const breaker = opened();
  const gaps: number[] = [];
  let now = 0;
  for (let count = 0; count < 9; count++) {
    const at = breaker.probeAt() ?? NaN;
    gaps.push(at - now);
    assert.equal(breaker.allows(at - 1, 0, MOST), false);
    assert.equal(breaker.allows(at, 0, MOST), true);
    const end = breaker.begin();
    assert.equal(breaker.allows(at, 0, MOST), false);
    assert.equal(breaker.probeAt(), undefined);
    end(away, at);
    now = at;
  }
  assert.deepEqual(gaps, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  assert.equal(breaker.outage()?.at, 0);
});

void test('a probe waits as long as the system asks for', () => {
  const breaker = createBreaker();
  const limited: Outcome = { says: 'away', failure: { code: 'rate_limited', message: '', retryAfterMs: 90_000 } };
  for (let count = 0; count < 5; count++) breaker.begin()(limited, 0);
  assert.equal(breaker.probeAt(), 90_000);
});

void test('an answer lets work back in: one, two, four at a time', () => {
  const breaker = opened();
  breaker.begin()(answered, 1000);
  assert.equal(breaker.outage(), undefined);
  const rounds: number[] = [];
  for (let round = 0; round < 5; round++) {
    const ends = [];
    while (breaker.allows(1000, ends.length, MOST)) ends.push(breaker.begin());
    rounds.push(ends.length);
    for (const end of ends) end(answered, 1000);
  }
  assert.deepEqual(rounds, [1, 2, 4, 8, 8]);
});

void test('a failure while work comes back in is an outage at once, and the probes stay as far apart', () => {
  const breaker = opened();
  breaker.begin()(away, 1000);
  breaker.begin()(answered, 3000);
  breaker.begin()(away, 3000);
  assert.equal(breaker.probeAt(), 7000);
});

void test('after work at full strength the probes begin near each other again', () => {
  const breaker = opened();
  breaker.begin()(away, 1000);
  breaker.begin()(answered, 3000);
  for (let count = 0; count < MOST; count++) breaker.begin()(answered, 3000);
  assert.equal(breaker.allows(3000, 0, MOST), true);
  for (let count = 0; count < 5; count++) breaker.begin()(away, 4000);
  assert.equal(breaker.probeAt(), 5000);
});

void test('a probe that tells nothing makes way for another', () => {
  const breaker = opened();
  breaker.begin()(unclear, 1000);
  assert.equal(breaker.allows(1000, 0, MOST), true);
  assert.notEqual(breaker.outage(), undefined);
});

void test('what was begun before the outage ends it by an answer, and puts off no probe by a failure', () => {
  const breaker = createBreaker();
  const late = [breaker.begin(), breaker.begin()];
  for (let count = 0; count < 5; count++) breaker.begin()(away, 0);
  late[0]?.(away, 500);
  assert.equal(breaker.probeAt(), 1000);
  late[1]?.(answered, 600);
  assert.equal(breaker.outage(), undefined);
});

void test('a restart forgets the outage and begins with one', () => {
  const breaker = opened();
  breaker.restart();
  assert.equal(breaker.outage(), undefined);
  assert.equal(breaker.allows(0, 0, MOST), true);
  assert.equal(breaker.allows(0, 1, MOST), false);
});
