import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markOf } from './mark-of.ts';

test('a kind is known by its first letters, and a family by its colour', () => {
  assert.equal(markOf({ family: 'post', title: 'Post (Pigeon)' }).letters, 'Po');
  assert.equal(markOf({ family: 'ravens', title: 'Old Raven Letters' }).letters, 'OR');
  assert.equal(markOf({ family: 'post', title: 'Post' }).tone, markOf({ family: 'post', title: 'Post (Raven)' }).tone);
});
