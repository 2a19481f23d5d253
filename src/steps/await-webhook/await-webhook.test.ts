import assert from 'node:assert/strict';
import { EXAMPLE_AT, testStep } from '../step.contract.ts';
import { awaitWebhook } from './await-webhook.ts';

const DAY = 86_400_000;
const params = { timeout: 'P1D', saveAs: 'payment' };

testStep({
  type: awaitWebhook,
  examples: [
    {
      name: 'it waits for a call to the address of the run',
      params,
      outcome: 'waits',
      check: ({ run }) => assert.deepEqual(run.wait, { id: 1, for: 'webhook', effects: [], until: EXAMPLE_AT + DAY }),
    },
    {
      name: 'a call may have a name out of a variable',
      params: { ...params, key: ' order-{{ vars.order }} ' },
      vars: { order: 7 },
      outcome: 'waits',
      check: ({ run }) => assert.equal(run.wait.key, 'order-7'),
    },
    {
      name: 'what the call brought is kept',
      params,
      happens: [{ resumed: { paid: true } }],
      outcome: 'resumed',
      writes: { payment: { paid: true } },
    },
    {
      name: 'without a variable it is dropped',
      params: { timeout: 'P1D' },
      happens: [{ resumed: { paid: true } }],
      outcome: 'resumed',
      writes: {},
    },
    {
      name: 'no call in time is a timeout',
      params,
      happens: [{ elapsed: DAY }],
      outcome: 'timeout',
      writes: {},
      check: ({ run }) => assert.equal(run.failure?.code, 'timeout'),
    },
    {
      name: 'a name without a value ends the run as failed',
      params: { ...params, key: '{{ vars.none }}' },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /is empty/),
    },
    {
      name: 'the longest name is taken',
      params: { ...params, key: 'x'.repeat(200) },
      outcome: 'waits',
    },
    {
      name: 'a name that is too long ends the run as failed',
      params: { ...params, key: 'x'.repeat(201) },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /longer than 200/),
    },
  ],
});
