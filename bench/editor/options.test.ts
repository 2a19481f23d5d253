import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../harness/usage-error.ts';
import { readOptions } from './options.ts';

test('reads what to measure', () => {
  assert.deepEqual(readOptions([]), { steps: 300, rounds: 7, json: false });
  assert.deepEqual(readOptions(['--short', '--json', '--steps', '50']), { steps: 50, rounds: 3, json: true });
  assert.equal(readOptions(['--help']), undefined);
});

test('refuses what it does not know', () => {
  assert.throws(() => readOptions(['--steps', '0']), UsageError);
  assert.throws(() => readOptions(['--fast']), UsageError);
});
