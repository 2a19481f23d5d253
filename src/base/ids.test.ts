import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from './ids.ts';

test('an effect is named by its run and its number', () => {
  const run = id.run('a#b');
  assert.equal(id.effect(run, 12), 'a#b#12');
});

test('ids are the strings that they were made of', () => {
  const { effect: _effect, ...makers } = id;
  for (const make of Object.values(makers)) assert.equal(make('x'), 'x');
});
