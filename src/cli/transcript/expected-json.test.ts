import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceOf, filledIn } from './expected-json.ts';

const VALUES = { id: '00Q1', name: 'Ada' };

test('a value fits what is expected of part of it', () => {
  const actual = { id: '00Q1', list: [{ n: 1, more: true }, 'a'], text: 'Order 42', none: null };
  for (const expected of [
    {},
    { id: '{id}' },
    { list: [{ n: 1 }, 'a'] },
    { text: '/^order \\d+$/i' },
    { none: null, missing: null },
  ])
    assert.equal(differenceOf(expected, actual, VALUES), undefined, JSON.stringify(expected));
});

test('the first difference is named by its path', () => {
  const actual = { a: { b: [1, 'x'] }, text: 'no' };
  const cases = [
    [{ a: { b: [1, 'y'] } }, { path: 'a.b[1]', expected: '"y"', came: '"x"' }],
    [{ a: { b: [1] } }, { path: 'a.b', expected: '[1]', came: '[1,"x"]' }],
    [{ a: { c: 1 } }, { path: 'a.c', expected: '1', came: 'null' }],
    [{ a: null }, { path: 'a', expected: 'null', came: '{"b":[1,"x"]}' }],
    [{ text: 'Ciao {name}' }, { path: 'text', expected: '"Ciao Ada"', came: '"no"' }],
    [{ text: '/(/' }, { path: 'text', expected: '"/(/"', came: '"no"' }],
  ] as const;
  for (const [expected, difference] of cases) assert.deepEqual(differenceOf(expected, actual, VALUES), difference);
});

test('placeholders are filled in deep inside a value, and other braces stay', () => {
  const value = { a: ['{name}', 1, { b: '{other}' }], c: null };
  assert.deepEqual(filledIn(value, VALUES), { a: ['Ada', 1, { b: '{other}' }], c: null });
});
