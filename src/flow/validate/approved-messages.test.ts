import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { exampleCatalog, flowOf } from '../testing/findings.contract.ts';
import type { Flow } from '../flow.ts';
import { exampleFlow } from './examples.ts';
import { approvedMessages } from './approved-messages.ts';
import type { CatalogTemplate } from './catalog.ts';
import { subjectOf } from './subject.ts';

const REMINDER: CatalogTemplate = { name: 'promemoria', language: 'it', status: 'approved', parameters: 1 };
const RICH: CatalogTemplate = {
  ...REMINDER,
  name: 'offerta',
  category: 'marketing',
  parameters: 2,
  names: ['nome', 'giorno'],
  header: 'image',
  buttons: [
    { title: 'Scrivici', needed: false },
    { title: 'Apri', needed: true },
  ],
};

function faults(params: JsonObject, known: readonly CatalogTemplate[] = [REMINDER, RICH], more: object = {}) {
  const steps = { first: { type: 'send', params, next: { sent: 'end', failed: 'end' } } };
  const flow = exampleFlow(flowOf(steps, more)) as unknown as Flow;
  const catalog = { ...exampleCatalog, templates: { phone: known } };
  const found = approvedMessages(subjectOf(flow, catalog));
  return found.map(({ code, path, message }) => ({ code, path: path.join('.'), message }));
}

const codes = (...given: Parameters<typeof faults>) => faults(...given).map(({ code }) => code);
const send = (rest: JsonObject = {}): JsonObject => ({
  template: { name: 'promemoria', language: 'it', parameters: ['x'], ...rest },
});

test('a message that is approved and gets what it needs has no fault', () => {
  assert.deepEqual(faults(send()), []);
  assert.deepEqual(faults({ text: 'Ciao' }), []);
});

test('a message that is not there is told with what is', () => {
  const [wrong] = faults(send({ language: 'en' }));
  assert.deepEqual([wrong?.code, wrong?.path], ['unknown_approved', 'flow.steps.first.params.template']);
  assert.match(wrong?.message ?? '', /"promemoria" in en\. It is there in it\./);
  assert.match(faults(send({ name: 'promemori' }))[0]?.message ?? '', /Did you mean "promemoria"/);
});

test('a message that is paused, disabled, rejected or not approved yet cannot be sent', () => {
  for (const status of ['paused', 'disabled', 'rejected', 'pending'] as const) {
    assert.deepEqual(codes(send(), [{ ...REMINDER, status }]), ['unusable_approved'], status);
  }
});

test('values, names, head and buttons that are missing are told together', () => {
  assert.deepEqual(codes(send({ parameters: [] })), ['bad_approved']);
  const [wrong] = faults({ purpose: 'marketing', ...send({ name: 'offerta' }) });
  assert.match(
    wrong?.message ?? '',
    /takes 2 values and gets 1, and its values by name \(nome, giorno\), and a head \(image\), and a value for the button "Apri"/,
  );
});

test('a message that the provider moved to marketing asks for that purpose', () => {
  const known = [{ ...REMINDER, category: 'marketing' }];
  assert.deepEqual(codes(send(), known), ['marketing_approved']);
  assert.deepEqual(codes({ purpose: 'marketing', ...send() }, known), []);
});

test('a rung is looked at on its own connection, and connections that have told nothing on none', () => {
  const rungs = (connection: string) => [{ connection, ...send({ name: 'altro' }) }];
  const [wrong, ...others] = faults({ text: 'Ciao', rungs: rungs('phone') });
  assert.deepEqual([wrong?.path, others], ['flow.steps.first.params.rungs.0.template', []]);
  assert.deepEqual(faults({ text: 'Ciao', rungs: rungs('sms') }), []);
});

test('only connections on which the flow talks count', () => {
  const triggers = (connections: string[]) => ({ triggers: [{ type: 'message', connections }] });
  assert.deepEqual(codes(send({ name: 'altro' }), [REMINDER], triggers(['crm'])), []);
  assert.deepEqual(codes(send({ name: 'altro' }), [REMINDER], triggers(['phone'])), ['unknown_approved']);
});
