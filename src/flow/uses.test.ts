import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../base/json.ts';
import { exampleCatalog, flowOf } from './testing/findings.contract.ts';
import type { Flow } from './flow.ts';
import { usesOf, type FlowUse } from './uses.ts';
import { exampleFlow } from './validate/examples.ts';

const call = (next: string, params: JsonObject) => ({
  type: 'call',
  params: { connection: 'crm', operation: 'create', ...params },
  next: { done: next, failed: 'end' },
});

function usesIn(steps: Readonly<Record<string, object>>): FlowUse[] {
  return usesOf(exampleFlow(flowOf(steps)) as unknown as Flow, exampleCatalog);
}

/** What is known of the input of the last call in a flow of these steps. */
function lastInput(steps: Readonly<Record<string, object>>): unknown {
  return usesIn(steps).at(-1)?.input;
}

test('every call is a use, with the flow, the step and the names that it gives', () => {
  const found = usesIn({ one: call('two', {}), two: call('end', { connection: 'other', operation: 'update' }) });
  assert.deepEqual(
    found.map(({ flow: _flow, ...use }) => use),
    [
      { connection: 'crm', step: 'one', operation: 'create', input: {} },
      { connection: 'other', step: 'two', operation: 'update', input: {} },
    ],
  );
  assert.ok(found.every(({ flow }) => flow !== ''));
});

test('the look of a trigger is a use, before those of the steps', () => {
  const trigger = { type: 'connection', connection: 'crm', poll: 'changes', input: { object: 'Case' }, every: 'PT1M' };
  const flow = exampleFlow(flowOf({ one: call('end', {}) }, { triggers: [trigger] })) as unknown as Flow;
  assert.deepEqual(
    usesOf(flow, exampleCatalog).map(({ step, operation, input }) => [step, operation, input]),
    [
      ['trigger 1', 'changes', { object: 'Case' }],
      ['one', 'create', {}],
    ],
  );
});

test('what is written stays, and what a run gives is a form', () => {
  const input = {
    object: 'Lead',
    fields: {
      LastName: '{{ contact.name }}',
      Company: 'di {{ contact.name }}',
      Rating: 3,
      Tags: ['a', '{{ input.x }}'],
    },
  };
  assert.deepEqual(lastInput({ one: call('end', { input }) }), {
    object: 'Lead',
    fields: {
      LastName: { $unknown: { type: 'string' } },
      Company: { $unknown: { type: 'string' } },
      Rating: 3,
      Tags: ['a', { $unknown: {} }],
    },
  });
});

test('a form follows variables to what wrote them', () => {
  const set = { type: 'set', params: { values: { order: { total: 12 } } }, next: { done: 'one' } };
  const input = { fields: { Amount: '{{ vars.order.total }}', Text: '{{ vars.order.total | plus: 1 }}' } };
  assert.deepEqual(lastInput({ set, one: call('end', { input }) }), {
    fields: { Amount: { $unknown: { type: 'number' } }, Text: { $unknown: {} } },
  });
});

test('a text that tags make is a text', () => {
  const input = { fields: { Priority: '{% if contact.name %}High{% endif %}' } };
  assert.deepEqual(lastInput({ one: call('end', { input }) }), {
    fields: { Priority: { $unknown: { type: 'string' } } },
  });
});
