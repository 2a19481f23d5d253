import assert from 'node:assert/strict';
import { testStep } from '../step.contract.ts';
import { call } from './call.ts';

const params = {
  connection: 'crm',
  operation: 'upsertRecord',
  input: { name: '{{ contact.name }}' },
  saveAs: 'lead',
};

testStep({
  type: call,
  examples: [
    {
      name: 'the rendered input goes out and the output is kept',
      params,
      contact: { name: 'Ada' },
      happens: [{ done: { id: '00Q' } }],
      outcome: 'done',
      writes: { lead: { id: '00Q' } },
      check: ({ effects }) =>
        assert.deepEqual(effects, [
          { id: 'run#0', kind: 'call', connection: 'crm', operation: 'upsertRecord', input: { name: 'Ada' } },
        ]),
    },
    {
      name: 'an expression without a value leaves its member out',
      params,
      outcome: 'waits',
      check: ({ effects, run }) => {
        assert.deepEqual(effects[0]?.kind === 'call' && effects[0].input, {});
        assert.equal(run.wait.until, undefined);
      },
    },
    {
      name: 'without a variable the output is dropped',
      params: { connection: 'a', operation: 'b' },
      happens: [{ done: { id: 1 } }],
      outcome: 'done',
      writes: {},
    },
    {
      name: 'a refusal is left by "failed" and keeps its reason',
      params,
      happens: [{ failed: 'no access' }],
      outcome: 'failed',
      writes: {},
      check: ({ run }) => assert.equal(run.failure?.message, 'no access'),
    },
    {
      name: 'with a limit it goes on by "timeout"',
      params: { ...params, timeout: 'PT30S' },
      happens: [{ elapsed: 30_000 }],
      outcome: 'timeout',
      check: ({ run }) => assert.equal(run.failure?.code, 'timeout'),
    },
  ],
});
