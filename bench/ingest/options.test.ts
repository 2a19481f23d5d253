import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './options.ts';

test('without arguments every channel is offered a thousand webhooks a second, over three rounds', () => {
  assert.deepEqual(readOptions([]), {
    channel: undefined,
    rate: 1000,
    seconds: 10,
    rounds: 3,
    flow: false,
    json: false,
    short: false,
    data: undefined,
  });
});

test('the short form is one round of few seconds, and each figure can still be named', () => {
  const short = readOptions(['--short']);
  assert.deepEqual([short?.rounds, short?.seconds, short?.short], [1, 2, true]);
  const named = readOptions(['--short', '--seconds', '5', '--rate', '50', '--channel', 'viber', '--flow']);
  assert.deepEqual([named?.seconds, named?.rate, named?.channel, named?.flow], [5, 50, 'viber', true]);
});

test('help asks for nothing, and what is no option or no number is refused with the usage', () => {
  assert.equal(readOptions(['--help']), undefined);
  assert.throws(() => readOptions(['--fast']), /usage: npm run bench -- ingest/);
  for (const text of ['0', '-1', '1.5', 'many']) {
    assert.throws(() => readOptions([`--rate=${text}`]), /--rate is .*Give a whole number/);
  }
});
