import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClock } from './clock.ts';

test('what is due happens in order as time is moved ahead', (context) => {
  const clock = createClock(() => 1000);
  context.after(clock.clear);
  const done: string[] = [];
  clock.after(660_000, () => done.push(`late at ${clock.now()}`));
  clock.after(500, () => done.push('soon'));
  clock.advance(499);
  assert.deepEqual(done, []);
  clock.advance(1);
  assert.deepEqual(done, ['soon']);
  assert.equal(clock.advance(659_500), 661_000);
  assert.deepEqual(done, ['soon', 'late at 661000']);
  assert.equal(clock.pending(), 0);
});

test('a clock that somebody else moves finds what fell due', (context) => {
  let at = 0;
  const clock = createClock(() => at);
  context.after(clock.clear);
  let done = 0;
  clock.after(3_000_000_000, () => done++);
  at = 2_999_999_999;
  clock.runDue();
  assert.equal(done, 0);
  at++;
  clock.runDue();
  clock.runDue();
  assert.equal(done, 1);
});

test('nothing happens any more once the clock is cleared', () => {
  const clock = createClock(() => 0);
  clock.after(10, () => assert.fail('it was forgotten'));
  clock.clear();
  clock.advance(20);
  assert.equal(clock.pending(), 0);
});
