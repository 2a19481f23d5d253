import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testStep } from '../step.contract.ts';
import { branch } from './branch.ts';

const cases = [
  { id: 'sales', when: { left: '{{ vars.topic }}', operator: 'equals', right: 'vendite' } },
  { id: 'any', title: 'Altro', when: { left: '{{ vars.topic }}', operator: 'isNotEmpty' } },
];

testStep({
  type: branch,
  examples: [
    { name: 'the first case that holds wins', params: { cases }, vars: { topic: 'Vendite' }, outcome: 'sales' },
    {
      name: 'a later case is tried when the former does not hold',
      params: { cases },
      vars: { topic: 'x' },
      outcome: 'any',
    },
    { name: 'no case is the exit "else"', params: { cases }, outcome: 'else' },
  ],
});

test('branch: exits of the same name are found', () => {
  const when = { left: 1, operator: 'isEmpty' } as const;
  const found = branch.validate?.(
    {
      cases: [
        { id: 'a', when },
        { id: 'a', when },
        { id: 'else', when },
      ],
    },
    ['p'],
  );
  assert.deepEqual(
    found?.map(({ path }) => path),
    [
      ['p', 'cases', 1, 'id'],
      ['p', 'cases', 2, 'id'],
    ],
  );
});
