import assert from 'node:assert/strict';
import { test } from 'node:test';
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
    {
      name: 'an outcome that has an exit is left by it',
      params: { ...params, exits: ['found', 'missing'] },
      happens: [{ done: { outcome: 'missing' } }],
      outcome: 'missing',
      writes: { lead: { outcome: 'missing' } },
    },
    {
      name: 'the first of its exits is taken as well',
      params: { ...params, exits: ['found', 'missing'] },
      happens: [{ done: { outcome: 'found' } }],
      outcome: 'found',
    },
    {
      name: 'an outcome without an exit is left by "done"',
      params: { ...params, exits: ['found'] },
      happens: [{ done: { outcome: 'failed' } }],
      outcome: 'done',
    },
  ],
});

test('call: exits that exist already are found', () => {
  const found = call.validate?.({ ...params, exits: ['found', 'done', 'timeout', 'failed'] }, []);
  assert.deepEqual(
    found?.map(({ code, path }) => [code, path]),
    [1, 2, 3].map((at) => ['duplicate_case', ['exits', at]]),
  );
});

test('call: its exits stand between "done" and trouble', () => {
  assert.deepEqual(call.outcomes({ ...params, exits: ['found'], timeout: 'PT1M' }), [
    'done',
    'found',
    'timeout',
    'failed',
  ]);
});
