import assert from 'node:assert/strict';
import { testStep } from '../step.contract.ts';
import { note } from './note.ts';

testStep({
  type: note,
  examples: [
    {
      name: 'it is passed through, and a template in it is only text',
      params: { text: 'The total is in {{ vars.total }} {{ broken' },
      vars: { total: 12 },
      outcome: 'next',
      writes: {},
      check: ({ effects, run }) => {
        assert.deepEqual(effects, []);
        assert.equal(run.failure, undefined);
      },
    },
  ],
});
