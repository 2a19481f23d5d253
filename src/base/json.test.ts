import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, isObject } from './json.ts';

test('only plain objects are objects', () => {
  assert.equal(isObject({}), true);
  for (const other of [null, [], 'x', 1, undefined]) assert.equal(isObject(other), false);
});

test('equal values give equal text, whatever the order of their members', () => {
  assert.equal(canonicalJson({ b: [1, { d: 1, c: null }], a: 'x' }), '{"a":"x","b":[1,{"c":null,"d":1}]}');
  assert.equal(canonicalJson({ a: undefined, b: 1 }), '{"b":1}');
  assert.equal(canonicalJson(undefined), 'null');
});

test('a member called __proto__ is a member like any other', () => {
  assert.equal(
    canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}') as object as { b: number }),
    '{"__proto__":{"a":2},"b":1}',
  );
});
