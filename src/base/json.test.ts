import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, equalJson, isObject } from './json.ts';

test('only plain objects are objects', () => {
  assert.equal(isObject({}), true);
  for (const other of [null, [], 'x', 1, undefined]) assert.equal(isObject(other), false);
});

test('equal values give equal text, whatever the order of their members', () => {
  assert.equal(canonicalJson({ b: [1, { d: 1, c: null }], a: 'x' }), '{"a":"x","b":[1,{"c":null,"d":1}]}');
  assert.equal(canonicalJson({ a: undefined, b: 1 }), '{"b":1}');
  assert.equal(canonicalJson(undefined), 'null');
});

test('values are compared deeply, and a member that is undefined counts as absent', () => {
  assert.equal(equalJson({ a: [1, { b: 2 }], c: undefined }, { a: [1, { b: 2 }] }), true);
  assert.equal(equalJson([1, 2], [2, 1]), false);
  assert.equal(equalJson('x', 'x'), true);
  assert.equal(equalJson({ a: null }, {}), false);
});
