import assert from 'node:assert/strict';
import { EXAMPLE_AT, testStep } from '../step.contract.ts';
import { handoff } from './handoff.ts';

const DAY = 86_400_000;

testStep({
  type: handoff,
  examples: [
    {
      name: 'people get it with queue and note',
      params: { queue: 'sales', note: 'Chiede di {{ vars.topic }}' },
      vars: { topic: 'prezzi' },
      outcome: 'waits',
      check: ({ run, effects }) => {
        assert.deepEqual(effects, [{ id: 'run#0', kind: 'handoff', queue: 'sales', note: 'Chiede di prezzi' }]);
        assert.equal(run.wait.until, EXAMPLE_AT + 7 * DAY);
      },
    },
    {
      name: 'the news that people have it changes neither wait nor limit',
      params: {},
      happens: [{ done: {} }],
      outcome: 'waits',
      check: ({ run }) => {
        assert.equal(run.wait.for, 'agent');
        assert.equal(run.wait.until, EXAMPLE_AT + 7 * DAY);
      },
    },
    {
      name: 'it goes on when released',
      params: {},
      happens: [{ done: {} }, { released: 'luisa' }],
      outcome: 'released',
    },
    {
      name: 'it goes on when released before the news',
      params: {},
      happens: [{ released: 'luisa' }],
      outcome: 'released',
    },
    {
      name: 'nobody releasing it is a timeout',
      params: { timeout: 'P1D' },
      happens: [{ elapsed: DAY }],
      outcome: 'timeout',
    },
    { name: 'a refusal is left by "failed"', params: {}, happens: [{ failed: 'no queue' }], outcome: 'failed' },
  ],
});
