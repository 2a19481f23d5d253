import assert from 'node:assert/strict';
import { testStep } from '../step.contract.ts';
import { end } from './end.ts';

testStep({
  type: end,
  examples: [
    {
      name: 'the run is completed',
      params: {},
      outcome: 'completed',
      check: ({ run }) => assert.deepEqual([run.failure, run.output], [undefined, undefined]),
    },
    {
      name: 'the run fails for the reason given',
      params: { as: 'failed', message: 'niente per {{ vars.day }}' },
      vars: { day: 'oggi' },
      outcome: 'failed',
      check: ({ run }) => assert.deepEqual(run.failure, { code: 'invalid', message: 'niente per oggi' }),
    },
    {
      name: 'a flow that called this one gets the output',
      params: { output: { day: '{{ vars.day }}', none: '{{ vars.none }}' } },
      vars: { day: 'oggi' },
      outcome: 'completed',
      check: ({ run }) => assert.deepEqual(run.output, { day: 'oggi' }),
    },
    {
      name: 'a run that fails gives its output too',
      params: { as: 'failed', output: { day: 'oggi' } },
      outcome: 'failed',
      check: ({ run }) => assert.deepEqual(run.output, { day: 'oggi' }),
    },
    {
      name: 'the run is completed and its message goes on',
      params: { as: 'passed' },
      outcome: 'completed',
      check: ({ run }) => assert.equal(run.passed, true),
    },
    {
      name: 'the run fails without a reason',
      params: { as: 'failed' },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /ended this run/),
    },
  ],
});
