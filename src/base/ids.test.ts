import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id, runOf } from './ids.ts';

test('an effect is named by its run and its number, and leads back to the run', () => {
  const run = id.run('a#b');
  assert.equal(id.effect(run, 12), 'a#b#12');
  assert.equal(runOf(id.effect(run, 12)), run);
});

test('ids are the strings that they were made of', () => {
  const { effect: _effect, ...makers } = id;
  for (const make of Object.values(makers)) assert.equal(make('x'), 'x');
});
