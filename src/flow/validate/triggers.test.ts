import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { findings, messages } from '../testing/findings.contract.ts';

const T = 'flow.triggers.0';
const to = { connection: 'phone', address: '{{ input.phone }}' };
const poll = { type: 'connection', connection: 'crm', poll: 'changedRecords', every: 'PT1M' };

const GOOD: readonly JsonObject[] = [
  { type: 'message', connections: ['phone'], keywords: ['info'], pattern: '(?i)ordine', quiet: 'PT5S' },
  { type: 'message', interrupts: true, pattern: '^/start' },
  { type: 'status' },
  {
    type: 'webhook',
    path: 'orders',
    auth: { kind: 'bearer', secret: 'crmKey' },
    to,
    serialBy: '{{ input.id | upcase }}',
  },
  { type: 'schedule', cron: '*/15 8-18 * * mon-fri', timeZone: 'America/New_York', to },
  { type: 'contact', events: ['tagged'] },
  { type: 'conversation', event: 'idle', after: 'P1D' },
  { type: 'conversation', event: 'closed' },
  { ...poll, to },
  { ...poll, to: { record: '{{ input.record }}', purpose: 'marketing' } },
  { ...poll, to: { ...to, record: ['{{ input.record }}', '{{ input.fields.ContactId }}'], otherwise: 'start' } },
  { type: 'manual', to },
  { type: 'flow', after: 'booking' },
  { type: 'flow' },
];

for (const trigger of GOOD)
  test(`nothing is wrong with ${JSON.stringify(trigger)}`, () => assert.deepEqual(findings({ trigger }), []));

const BAD: readonly [trigger: JsonObject, ...findings: string[]][] = [
  [{ type: 'status', connections: ['fone'] }, `unknown_connection ${T}.connections.0`],
  [{ type: 'conversation', event: 'closed', connections: [] }, `bad_trigger ${T}.connections`],
  [{ type: 'message', keywords: ['?', '🙂'] }, `bad_trigger ${T}.keywords`],
  [{ type: 'message', pattern: '(' }, `bad_pattern ${T}.pattern`],
  [{ type: 'message', quiet: '5s' }, `bad_duration ${T}.quiet`],
  [{ type: 'message', interrupts: true, keywords: [] }, `bad_trigger ${T}.keywords`, `greedy_trigger ${T}.interrupts`],
  [{ type: 'schedule', cron: '0 9 * *' }, `bad_trigger ${T}.cron`],
  [{ type: 'schedule', cron: '0 9 * * *', timeZone: 'Europe/Roma' }, `bad_trigger ${T}.timeZone`],
  [{ type: 'conversation', event: 'idle' }, `bad_trigger ${T}`],
  [{ type: 'conversation', event: 'idle', after: 'P1M' }, `bad_duration ${T}.after`],
  [{ type: 'conversation', event: 'closed', after: 'P1D' }, `bad_trigger ${T}.after`],
  [{ ...poll, every: 'often' }, `bad_duration ${T}.every`],
  [{ ...poll, connection: 'cmr' }, `unknown_connection ${T}.connection`],
  [{ ...poll, connection: 'phone' }, `unknown_connection ${T}.connection`],
  [{ ...poll, poll: 'changedRecord' }, `unknown_poll ${T}.poll`],
  [{ type: 'manual', to: { ...to, connection: 'crm' } }, `unknown_connection ${T}.to.connection`],
  [{ type: 'manual', to: { ...to, address: '{{ input.phone' } }, `bad_template ${T}.to.address`],
  [{ type: 'manual', to: { ...to, address: '{{ contact.phone }}' } }, `unknown_root ${T}.to.address`],
  [{ ...poll, to: { record: ['{{ input.a }}', '{{ vars.b }}'] } }, `unknown_root ${T}.to.record`],
  [{ ...poll, to: { record: 'a', connection: 'fone' } }, `unknown_connection ${T}.to.connection`],
  [{ ...poll, to: { record: 'a', address: '{{ input.phone }}' } }, `bad_trigger ${T}.to.address`],
  [{ type: 'webhook', path: 'a', serialBy: '{{ vars.x }}' }, `unknown_root ${T}.serialBy`],
  [{ type: 'webhook', path: 'a', auth: { kind: 'hmac', secret: 'key' } }, `unknown_secret ${T}.auth.secret`],
  [{ type: 'flow', after: 'bookng' }, `unknown_flow ${T}.after`],
  [{ type: 'flow', ended: ['failed'] }, `bad_trigger ${T}`],
  [{ type: 'flow', after: 'example' }, `bad_trigger ${T}.after`],
];

for (const [trigger, ...expected] of BAD)
  test(`${expected.join(' and ')} is found in ${JSON.stringify(trigger)}`, () =>
    assert.deepEqual(findings({ trigger }), expected));

test('a path that two webhooks share is found at the second', () => {
  const triggers = ['a', 'b', 'a'].map((path) => ({ type: 'webhook', path }));
  assert.deepEqual(findings({ flow: { triggers } }), ['bad_trigger flow.triggers.2.path']);
});

test('the input of a poll fits its form', () => {
  const input = { type: 'object', properties: { object: { type: 'string' } }, required: ['object'] };
  const polls = { records: { changedRecords: { input } } };
  assert.deepEqual(findings({ trigger: poll }, { polls }), [`bad_input ${T}.input`]);
  assert.deepEqual(findings({ trigger: { ...poll, input: { object: 'Lead' } } }, { polls }), []);
});

test('of what the catalog does not know nothing is said', () => {
  const unknown = { polls: undefined, flows: undefined, secrets: undefined };
  for (const trigger of [
    { ...poll, poll: 'any' },
    { type: 'flow', after: 'any' },
    { type: 'webhook', path: 'a', auth: { kind: 'bearer', secret: 'any' } },
  ])
    assert.deepEqual(findings({ trigger }, unknown), []);
});

test('the names to choose from are told, or that there are none', () => {
  assert.match(messages({ trigger: { ...poll, poll: 'changedRecord' } })[0] ?? '', /Did you mean "changedRecords"/);
  const none = findings({ trigger: { ...poll, poll: 'x' } }, { polls: {} });
  assert.deepEqual(none, [`unknown_poll ${T}.poll`]);
});
