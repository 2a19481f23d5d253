import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rounded } from './rounded.ts';

test('a place between two others is whole, and zero from below as well as from above', () => {
  assert.deepEqual([-1.5, -0.5, -0.4, 0, 0.5, 2.4].map(rounded), [-1, 0, 0, 0, 1, 2]);
});
