import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from './seeded-random.ts';

function draw(seed: number, count: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random());
}

test('the same seed gives the same numbers and another seed others', () => {
  assert.deepEqual(draw(7, 50), draw(7, 50));
  assert.notDeepEqual(draw(7, 50), draw(8, 50));
});

test('numbers are spread evenly over [0, 1)', () => {
  const numbers = draw(1, 10_000);
  assert.ok(numbers.every((number) => number >= 0 && number < 1));
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length;
    assert.ok(share > 850 && share < 1150, `${share} of 10000 numbers fall into tenth ${tenth}`);
  }
});
