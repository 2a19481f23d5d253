import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../harness/usage-error.ts';
import { readOptions } from './options.ts';

test('without arguments a million wait', () => {
  assert.deepEqual(readOptions([]), {
    waiting: 1_000_000,
    pairs: 5,
    messages: 6000,
    due: 10_000,
    json: false,
    data: undefined,
  });
});

test('a short run is smaller, and what is said beside it counts', () => {
  const options = readOptions(['--short', '--due', '0']);
  assert.deepEqual([options?.waiting, options?.pairs, options?.messages, options?.due], [100_000, 3, 3000, 0]);
});

test('what is no number is refused, and so is an unknown option', () => {
  for (const args of [['--waiting', '0'], ['--pairs', 'many'], ['--due', '-1'], ['--fast']]) {
    assert.throws(() => readOptions(args), UsageError, args.join(' '));
  }
});

test('only help is asked for', () => assert.equal(readOptions(['--help']), undefined));
