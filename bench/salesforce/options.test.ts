import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './options.ts';

test('without arguments seven rounds are made, fewer in short form', () => {
  assert.deepEqual(readOptions([]), { pairs: 7, batches: 150, burst: 1000, json: false });
  assert.deepEqual(readOptions(['--short', '--json']), { pairs: 2, batches: 60, burst: 1000, json: true });
  assert.equal(readOptions(['--help']), undefined);
});

test('what is no option or no number is refused with the usage', () => {
  assert.throws(() => readOptions(['--pear']), /usage: npm run bench -- salesforce/);
  assert.throws(() => readOptions(['--pairs', '0']), /--pairs is "0"/);
});
