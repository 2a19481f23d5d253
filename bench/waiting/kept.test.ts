import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedPeople } from './kept.ts';
import { person, stranger } from './town.ts';

test('everybody of a range is asked once, in the order of time, and neighbours in number are days apart', () => {
  const asked = [...askedPeople(100, 1000)];
  const numbers = new Set(asked.map(({ number }) => number));
  assert.deepEqual(numbers, new Set(Array.from({ length: 1000 }, (_, n) => person(100 + n).number)));
  assert.ok(asked.every(({ at }, index) => index === 0 || at > (asked[index - 1]?.at ?? 0)));
  const timeOf = (n: number) => asked.find(({ number }) => number === person(n).number)?.at ?? 0;
  assert.ok(Math.abs(timeOf(500) - timeOf(501)) > 24 * 3_600_000);
});

test('strangers are never the same, nor anybody who waits', () => {
  const numbers = new Set(Array.from({ length: 1000 }, () => stranger().number));
  assert.equal(numbers.size, 1000);
  for (const number of numbers) assert.match(number, /^39\d{13}$/);
});
