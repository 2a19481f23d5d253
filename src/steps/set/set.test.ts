import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testStep } from '../step.contract.ts';
import { set } from './set.ts';

testStep({
  type: set,
  examples: [
    {
      name: 'values keep their types and are worked out before the first is written',
      params: {
        values: {
          count: '{{ vars.count | plus: 1 }}',
          before: '{{ vars.count }}',
          text: 'n. {{ vars.count }}',
          fixed: 'x',
          yes: true,
          list: ['{{ vars.count }}'],
          none: '{{ vars.missing }}',
          nothing: null,
        },
      },
      vars: { count: 1 },
      outcome: 'done',
      writes: { count: 2, before: 1, text: 'n. 1', fixed: 'x', yes: true, list: [1], none: null, nothing: null },
    },
  ],
});

test('set: names that no template could read are found', () => {
  const found = set.validate?.({ values: { 'first name': 1, ok_1: 2, '1x': 3 } }, []);
  assert.deepEqual(
    found?.map(({ path }) => path),
    [
      ['values', 'first name'],
      ['values', '1x'],
    ],
  );
});
