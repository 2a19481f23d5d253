import assert from 'node:assert/strict';
import { testStep } from '../step.contract.ts';
import { goto } from './goto.ts';

const inside = { items: [1, 2], taken: 1, within: [] };

testStep({
  type: goto,
  examples: [
    {
      name: 'the first jump is counted',
      params: {},
      outcome: 'next',
      writes: {},
      check: ({ run }) => assert.deepEqual(run.marks, { step: { count: 1, within: [] } }),
    },
    {
      name: 'the last jump allowed is made',
      params: { limit: 3 },
      marks: { step: { count: 2, within: [] } },
      outcome: 'next',
      check: ({ run }) => assert.deepEqual(run.marks, { step: { count: 3, within: [] } }),
    },
    {
      name: 'one more is too often, and stays so',
      params: { limit: 3 },
      marks: { step: { count: 3, within: [] } },
      outcome: 'tooOften',
      check: ({ run }) => {
        assert.deepEqual(run.marks, { step: { count: 3, within: [] } });
        assert.equal(run.failure, undefined);
      },
    },
    {
      name: 'without a limit of its own fifty are allowed',
      params: {},
      marks: { step: { count: 50, within: [] } },
      outcome: 'tooOften',
    },
    {
      name: 'it remembers the loops around it',
      params: {},
      marks: { outer: inside },
      outcome: 'next',
      check: ({ run }) => assert.deepEqual(run.marks, { outer: inside, step: { count: 1, within: ['outer'] } }),
    },
    {
      name: 'it leaves a loop with all that began inside, and keeps its own count',
      params: { leaves: ['inner', 'unknown'] },
      marks: {
        outer: inside,
        inner: { ...inside, within: ['outer'] },
        third: { ...inside, within: ['outer', 'inner'] },
        other: { count: 7, within: ['outer', 'inner'] },
        step: { count: 4, within: ['outer', 'inner', 'third'] },
      },
      outcome: 'next',
      check: ({ run }) => assert.deepEqual(run.marks, { outer: inside, step: { count: 5, within: ['outer'] } }),
    },
    {
      name: 'what another kind of step kept is no count',
      params: {},
      marks: { step: inside },
      outcome: 'next',
      check: ({ run }) => assert.deepEqual(run.marks?.['step'], { count: 1, within: [] }),
    },
  ],
});
