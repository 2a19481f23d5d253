import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { findings, messages } from '../testing/findings.contract.ts';

const P = 'flow.steps.first.params';
const send = (text: string) => ({ step: { type: 'send', params: { text }, next: { sent: 'end', failed: 'end' } } });
const wait = (untilOpen: string) => ({ step: { type: 'wait', params: { untilOpen }, next: { elapsed: 'end' } } });
const subflow = (params: JsonObject) => ({
  step: { type: 'subflow', params, next: { done: 'end', failed: 'end' } },
});
const call = (params: JsonObject, exits: JsonObject = {}, retry?: JsonObject) => ({
  step: {
    type: 'call',
    params: { connection: 'crm', operation: 'create', ...params },
    next: { done: 'end', failed: 'end', ...exits },
    ...(retry ? { retry } : {}),
  },
});
const NOTHING = { calendars: undefined, flows: undefined, secrets: undefined, settings: undefined };

test('a calendar is there', () => {
  assert.deepEqual(findings(wait('office')), []);
  assert.deepEqual(findings(wait('ofice')), [`unknown_calendar ${P}.untilOpen`]);
  assert.match(messages(wait('ofice'))[0] ?? '', /Did you mean "office"/);
  assert.deepEqual(findings(wait('any'), NOTHING), []);
});

test('a flow that is called is there, can be called, and is given what it wants', () => {
  assert.deepEqual(findings(subflow({ flow: 'booking' })), []);
  assert.deepEqual(findings(subflow({ flow: 'bokking' })), [`unknown_flow ${P}.flow`]);
  assert.deepEqual(findings(subflow({ flow: 'campaign' })), [`uncallable_flow ${P}.flow`]);
  assert.deepEqual(findings(subflow({ flow: 'any' }), NOTHING), []);
  const input = { type: 'object', properties: { day: { type: 'string' } }, required: ['day'] };
  const flows = { booking: { triggers: ['flow' as const], input } };
  assert.deepEqual(findings(subflow({ flow: 'booking' }), { flows }), [`bad_input ${P}.input`]);
  assert.deepEqual(findings(subflow({ flow: 'booking', input: { day: '{{ message.text }}' } }), { flows }), []);
});

test('a secret and a setting that templates read are there', () => {
  const note = (text: string) => findings(call({ input: { note: text } }));
  assert.deepEqual(note('{{ settings.brand }} {{ secrets.crmKey }}'), []);
  assert.deepEqual(findings(send('{{ settings.brnad }}')), [`unknown_setting ${P}.text`]);
  assert.deepEqual(note('{{ secrets.key | upcase }}'), [`unknown_secret ${P}.input.note`]);
  assert.deepEqual(findings(call({ input: { note: '{{ settings.any }} {{ secrets.any }}' } }), NOTHING), []);
});

test('exits of a call are outcomes of its operation', () => {
  assert.deepEqual(findings(call({ exits: ['found'] }, { found: 'end' })), []);
  assert.deepEqual(findings(call({ exits: ['found', 'lost'] }, { found: 'end', lost: 'end' })), [
    `unknown_result ${P}.exits.1`,
  ]);
  const input = { type: 'object' };
  const operations = { records: { create: { input, output: input } } };
  assert.deepEqual(findings(call({ exits: ['any'] }, { any: 'end' }), { operations }), []);
  const none = { records: { create: { input, output: input, outcomes: [] } } };
  assert.deepEqual(findings(call({ exits: ['any'] }, { any: 'end' }), { operations: none }), [
    `unknown_result ${P}.exits.0`,
  ]);
});

test('the durations of a retry policy can be read and fit each other', () => {
  const retry = (policy: JsonObject) => findings(call({}, {}, policy));
  assert.deepEqual(retry({ attempts: 3, firstDelay: 'PT1S', longestDelay: 'PT1M', deadline: 'PT1H' }), []);
  assert.deepEqual(retry({ firstDelay: 'PT1S' }), []);
  assert.deepEqual(retry({ firstDelay: '1s', deadline: 'P1Y' }), [
    'bad_duration flow.steps.first.retry.firstDelay',
    'bad_duration flow.steps.first.retry.deadline',
  ]);
  assert.deepEqual(retry({ firstDelay: 'PT2M', longestDelay: 'PT1M' }), ['bad_retry flow.steps.first.retry']);
});
