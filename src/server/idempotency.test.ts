import assert from 'node:assert/strict';
import { test } from 'node:test';
import { end, hookFlow, serveCalls, step } from './testing/call-world.ts';

const call = step(
  'call',
  { connection: 'crm', operation: 'createLead', input: {}, saveAs: 'lead' },
  { done: 'say', failed: 'end' },
);
const say = (body: string) => step('respond', { body }, { next: 'end' });

void test('a call that is sent again with its key starts nothing and gets the same answer, after a restart too', async (t) => {
  const flow = hookFlow(
    'order',
    { call, say: say('Lead {{ vars.lead.id }} for {{ input.body.name }}'), end },
    { answer: 'wait' },
  );
  const first = await serveCalls(t, [flow]);
  first.world.answer({ output: { id: 1 } }, { output: { id: 2 } });
  const given = { body: { name: 'Ada' }, headers: { 'idempotency-key': 'order-1' } };
  assert.equal((await first.call('/webhooks/order', given)).text, 'Lead 1 for Ada');
  assert.equal((await first.call('/webhooks/order', given)).text, 'Lead 1 for Ada');
  const second = await first.restart();
  assert.equal((await second.call('/webhooks/order', given)).text, 'Lead 1 for Ada');
  assert.equal((await second.runs()).length, 1);
  const other = await second.call('/webhooks/order', { ...given, body: { name: 'Bob' } });
  assert.deepEqual([other.status, other.json['type']], [422, 'urn:rondine:problem:key-reused']);
  assert.equal(
    (await second.call('/webhooks/order', { ...given, headers: { 'idempotency-key': 'order-2' } })).status,
    200,
  );
  assert.equal((await second.runs()).length, 2);
});

void test('calls with one key at the same time are one start, and all are answered by it', async (t) => {
  const flow = hookFlow('order', { call, say: say('Lead {{ vars.lead.id }}'), end }, { answer: 'wait' });
  const { call: post, world, runs } = await serveCalls(t, [flow, hookFlow('other', { end })]);
  world.answer({ output: { id: 1 } }, { output: { id: 2 } });
  const given = { body: { name: 'Ada' }, headers: { 'idempotency-key': 'order-1' } };
  const answers = await Promise.all(Array.from({ length: 8 }, () => post('/webhooks/order', given)));
  assert.deepEqual(new Set(answers.map(({ text }) => text)), new Set(['Lead 1']));
  assert.equal((await runs()).length, 1);
  assert.equal((await post('/webhooks/other', given)).status, 202);
  assert.equal((await runs()).length, 2, 'the key means another call elsewhere');
});

void test('a repeated call that is answered later names the run of the first', async (t) => {
  const { call: post } = await serveCalls(t, [hookFlow('order', { end })]);
  const given = { headers: { 'idempotency-key': 'order-1' } };
  const [first, second] = [await post('/webhooks/order', given), await post('/webhooks/order', given)];
  assert.deepEqual([second.status, second.json], [202, first.json]);
});
