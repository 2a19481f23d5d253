import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignColumns } from './columns.ts';

test('columns are as wide as their widest cell', () => {
  assert.equal(
    alignColumns([
      ['', 'long head'],
      ['row', '1'],
    ]),
    '       long head\n  row          1',
  );
});
