import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './options.ts';

test('without arguments seven pairs of runs with a fixed number of flows are made', () => {
  assert.deepEqual(readOptions([]), {
    pairs: 7,
    statusPairs: 3,
    load: { flows: 4000 },
    warmUpFlows: 1334,
    json: false,
    short: false,
    profile: false,
    data: undefined,
  });
});

test('the short form is two pairs of fewer flows, and each figure can still be named', () => {
  const short = readOptions(['--short']);
  assert.deepEqual([short?.pairs, short?.statusPairs, short?.load], [2, 0, { flows: 1500 }]);
  const named = readOptions(['--short', '--pairs', '3', '--flows', '200', '--warm-up', '50']);
  assert.deepEqual([named?.pairs, named?.load, named?.warmUpFlows], [3, { flows: 200 }, 50]);
});

test('runs can be bounded by time instead of flows, not by both', () => {
  assert.deepEqual(readOptions(['--seconds', '5'])?.load, { seconds: 5 });
  assert.throws(() => readOptions(['--seconds', '5', '--flows', '10']), /either --flows or --seconds/);
});

test('what is no option or no number is refused with the usage', () => {
  assert.throws(() => readOptions(['--pear', '7']));
  assert.throws(() => readOptions(['--pairs', '0']), /--pairs is "0"/);
  assert.throws(() => readOptions(['--flows', 'many']), /--flows is "many"/);
  assert.throws(() => readOptions(['extra']));
});

test('asking for help gives no options', () => {
  assert.equal(readOptions(['--help']), undefined);
});
