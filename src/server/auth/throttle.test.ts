import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createThrottle, waitWords } from './throttle.ts';

const SLOWING = { free: 3, firstMs: 1000, longestMs: 5000, forgetMs: 60_000 };

function world(size?: number) {
  const clock = { at: 0 };
  return { clock, ...createThrottle(SLOWING, { now: () => clock.at, ...(size === undefined ? {} : { size }) }) };
}

test('after some failures each further one doubles the wait, up to the longest', () => {
  const { clock, wait, count } = world();
  const waits = Array.from({ length: 7 }, () => {
    count('a');
    const waitMs = wait('a');
    clock.at += waitMs;
    return waitMs;
  });
  assert.deepEqual(waits, [0, 0, 1000, 2000, 4000, 5000, 5000]);
  assert.equal(wait('b'), 0);
});

test('success clears a key, and forgiveness takes back one attempt only', () => {
  const { wait, count, clear, forgive } = world();
  for (let time = 0; time < 4; time += 1) count('a');
  forgive('a');
  assert.equal(wait('a'), 1000);
  clear('a');
  assert.equal(wait('a'), 0);
});

test('a key that was quiet for long is new again', () => {
  const { clock, wait, count } = world();
  for (let time = 0; time < 5; time += 1) count('a');
  clock.at = SLOWING.forgetMs;
  count('a');
  assert.equal(wait('a'), 0);
});

test('memory is bounded: the key that was quiet the longest is forgotten first', () => {
  const { wait, count } = world(2);
  for (const key of ['a', 'b']) for (let time = 0; time < 3; time += 1) count(key);
  count('a');
  count('c');
  assert.equal(wait('b'), 0);
  assert.ok(wait('a') > 0);
});

test('a wait is told as people say it', () => {
  assert.deepEqual([1, 1000, 60_000, 91_000].map(waitWords), ['1 second', '1 second', '60 seconds', '2 minutes']);
});
