import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interleave, median, pairedRatio, percentile } from './statistics.ts';

test('a percentile is the nearest rank, whatever the order of the values', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.equal(percentile(hundred, 0.5), 50);
  assert.equal(percentile(hundred, 0.99), 99);
  assert.equal(percentile(hundred, 1), 100);
  assert.equal(percentile(hundred, 0), 1);
  assert.equal(percentile([7], 0.99), 7);
  assert.ok(Number.isNaN(percentile([], 0.5)));
});

test('numbers are sorted as numbers', () => {
  assert.equal(percentile([9, 10, 100], 0.5), 10);
  assert.equal(median([10, 9, 100]), 10);
});

test('the median of an even number of values lies between the two in the middle', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([5]), 5);
  assert.ok(Number.isNaN(median([])));
});

test('a disturbance that hits both halves of a pair leaves the ratio alone', () => {
  assert.equal(pairedRatio([2, 20, 2], [1, 10, 1]), 2);
});

test('halves that do not pair up are refused', () => {
  assert.throws(() => pairedRatio([1, 2], [1]), /2 and 1 runs/);
});

test('each round holds every part once', () => {
  assert.deepEqual(interleave(['a', 'b'], 2), ['a', 'b', 'a', 'b']);
  assert.deepEqual(interleave(['a', 'b'], 0), []);
});
