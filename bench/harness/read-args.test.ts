import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArgs, wholeNumber } from './read-args.ts';
import { UsageError } from './usage-error.ts';

const usage = { texts: ['rate'], switches: ['short'], help: 'usage: bench' } as const;

test('options come with their values, and those that were not given are not there', () => {
  assert.deepEqual({ ...readArgs(['--rate', '7', '--short'], usage) }, { rate: '7', short: true });
  assert.deepEqual({ ...readArgs([], usage) }, {});
});

test('who asks for help gets nothing else, and what is unknown is refused with the help behind it', () => {
  for (const help of ['--help', '-h']) assert.equal(readArgs(['--short', help], usage), undefined);
  for (const wrong of [['--fast'], ['extra'], ['--rate'], ['--short=1']])
    assert.throws(
      () => readArgs(wrong, usage),
      (error) => error instanceof UsageError && error.message.endsWith('\n\nusage: bench'),
    );
});

test('a whole number lies between its bounds', () => {
  assert.deepEqual([wholeNumber('rate', '1', [1, 9]), wholeNumber('rate', '9', [1, 9])], [1, 9]);
  assert.equal(wholeNumber('due', '0', [0, 9]), 0);
  for (const wrong of ['0', '10', '-1', '1.5', '', 'many', '1e0'])
    assert.throws(() => wholeNumber('rate', wrong, [1, 9]), /--rate is .*from 1 to 9\./, wrong);
});
