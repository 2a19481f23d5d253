import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPace } from './pace.ts';

void test('no second sees more than the rate, wherever it begins, and none is held back without need', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), steps, (rate, delays) => {
      const pace = createPace(rate);
      const begun: number[] = [];
      let now = 0;
      for (const delay of delays) {
        now += delay;
        const inSpan = begun.filter((at) => at > now - 1000).length;
        assert.equal(pace.take(now), inSpan < rate);
        if (inSpan < rate) begun.push(now);
      }
    }),
  );
});

void test('it says when one more may be begun', () => {
  const pace = createPace(2);
  assert.equal(pace.take(0), true);
  assert.equal(pace.take(300), true);
  assert.equal(pace.nextAt(400), 1000);
  assert.equal(pace.take(999), false);
  assert.equal(pace.take(1000), true);
  assert.equal(pace.nextAt(1000), 1300);
  assert.equal(pace.nextAt(5000), 5000);
});

void test('a rate below one keeps them apart', () => {
  const pace = createPace(0.5);
  assert.equal(pace.take(0), true);
  assert.equal(pace.nextAt(1), 2000);
  assert.equal(pace.take(2000), true);
});

void test('a clock that is set back stops nothing for longer than a second', () => {
  const pace = createPace(1);
  assert.equal(pace.take(1_000_000), true);
  assert.equal(pace.take(10), false);
  assert.equal(pace.nextAt(10), 1010);
  assert.equal(pace.take(1010), true);
});
