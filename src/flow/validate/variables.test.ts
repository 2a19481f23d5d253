import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { findings, flowOf, messages } from '../testing/findings.contract.ts';

const set = (values: JsonObject, next: string) => ({ type: 'set', params: { values }, next: { done: next } });
const send = (text: string, next = 'end') => ({ type: 'send', params: { text }, next: { sent: next, failed: 'end' } });
const call = (next: string, params: JsonObject = {}) => ({
  type: 'call',
  params: { connection: 'crm', operation: 'create', saveAs: 'lead', ...params },
  next: { done: next, failed: 'end' },
});
const ask = (next: string, answer: JsonObject = { type: 'text' }) => ({
  type: 'ask',
  params: { text: '?', saveAs: 'x', answer },
  next: { answered: next, invalid: 'end', timeout: 'end', failed: 'end' },
});

const T = 'flow.steps.say.params.text';
/** What is found in a text that is sent after a step. */
const after = (first: object, text: string) => findings(flowOf({ first, say: send(text) }));

const SOUND = [
  '{{ contact.name }} {{ contact.fields.any.thing }} {{ contact.addresses[0].value }} {{ contact.tags.size }}',
  '{{ conversation.queue }} {{ message.content.file.name }} {{ message.text.size }} {{ contact.tags.first }}',
  '{{ failure.details.x }} {{ run.id }} {{ flow.version }} {{ event.at }} {{ input.any.thing }}',
  '{% for tag in contact.tags %}{{ tag }}{% endfor %}{{ contact[vars.x] }}',
];

for (const text of SOUND)
  test(`all of ${text} may be there`, () => assert.deepEqual(after(set({ x: 'name' }, 'say'), text), []));

const MISSING: readonly [text: string, message: RegExp][] = [
  ['{{ contact.nmae }}', /^"contact" has no "nmae".* Did you mean "name"\?$/],
  ['{{ contact.name.first }}', /^"contact.name" has no "first"/],
  ['{{ contact.addresses[0].kid }}', /^"contact.addresses.0" has no "kid".* Did you mean "kind"\?$/],
  ['{{ conversation.channle }}', /^"conversation" has no "channle"/],
  ['{{ message.txt | upcase }}', /^"message" has no "txt"/],
  ['{{ failure.mesage }}', /^"failure" has no "mesage"/],
  ['{{ event.now }}', /^"event" has no "now"/],
];

for (const [text, message] of MISSING)
  test(`${text} reads what is never there`, () => {
    assert.deepEqual(after(set({}, 'say'), text), [`unknown_member ${T}`]);
    assert.match(messages(flowOf({ first: set({}, 'say'), say: send(text) }))[0] ?? '', message);
  });

test('what an operation gives back is known from its form', () => {
  assert.deepEqual(after(call('say'), '{{ vars.lead.id }}'), []);
  assert.deepEqual(after(call('say'), '{{ vars.lead.idd }}'), [`unknown_member ${T}`]);
  assert.deepEqual(after(call('say'), '{{ vars.lead.outcome.code }}'), [`unknown_member ${T}`]);
  assert.deepEqual(after(call('say', { connection: 'cmr' }), '{{ vars.lead.idd }}'), [
    'unknown_connection flow.steps.first.params.connection',
  ]);
});

test('what a variable is set to is known through any number of variables', () => {
  const first = set({ a: { b: { c: 'x' } }, list: [{ n: 1 }], none: null }, 'two');
  const two = set({ copy: '{{ vars.a.b }}', entry: '{{ vars.list[0] }}', self: '{{ vars.self }}' }, 'say');
  const found = (text: string) => findings(flowOf({ first, two, say: send(text) }));
  assert.deepEqual(found('{{ vars.copy.c }} {{ vars.entry.n }} {{ vars.none.x }} {{ vars.self.x }}'), []);
  assert.deepEqual(found('{{ vars.copy.d }}'), [`unknown_member ${T}`]);
  assert.deepEqual(found('{{ vars.entry.m }}'), [`unknown_member ${T}`]);
});

test('a variable of several writers has the members of all', () => {
  const steps = { first: set({ lead: { name: 'x' } }, 'call'), call: call('say') };
  assert.deepEqual(findings(flowOf({ ...steps, say: send('{{ vars.lead.id }} {{ vars.lead.name }}') })), []);
  assert.deepEqual(findings(flowOf({ ...steps, say: send('{{ vars.lead.nome }}') })), [`unknown_member ${T}`]);
});

test('the entry of a loop is known from its list', () => {
  const loop = (over: JsonValue) => ({
    type: 'loop',
    params: { over, item: 'order' },
    next: { each: 'say', done: 'end', failed: 'end' },
  });
  const found = (over: JsonValue, text: string) =>
    findings(
      flowOf({ first: set({ orders: [{ id: 1 }], count: 3 }, 'loop'), loop: loop(over), say: send(text, 'loop') }),
    );
  assert.deepEqual(found('{{ vars.orders }}', '{{ vars.order.id }}'), []);
  assert.deepEqual(found('{{ vars.orders }}', '{{ vars.order.ids }}'), [`unknown_member ${T}`]);
  assert.deepEqual(found(['a', 'b'], '{{ vars.order }}'), []);
  assert.deepEqual(found('{{ vars.count }}', '{{ vars.order }}'), ['wrong_type flow.steps.loop.params']);
});

test('what business hours say is known', () => {
  const hours = {
    type: 'hours',
    params: { calendar: 'office', saveAs: 'hours' },
    next: { open: 'say', closed: 'say' },
  };
  assert.deepEqual(after(hours, '{{ vars.hours.opensAt | date }}'), []);
  assert.deepEqual(after(hours, '{{ vars.hours.opens }}'), [`unknown_member ${T}`]);
});

test('what is read out of a text is known', () => {
  const parse = (as: string) => ({
    type: 'parse',
    params: { from: '{{ message.text }}', as, saveAs: 'read' },
    next: { parsed: 'say', unreadable: 'end' },
  });
  assert.deepEqual(after(parse('amount'), '{{ vars.read.currency }}'), []);
  assert.deepEqual(after(parse('amount'), '{{ vars.read.curency }}'), [`unknown_member ${T}`]);
  assert.deepEqual(after(parse('email'), '{{ vars.read.host }}'), [`unknown_member ${T}`]);
  assert.deepEqual(after(parse('json'), '{{ vars.read.any.thing }}'), []);
});

test('the input of a flow is known where only other flows give it', () => {
  const input = { type: 'object', properties: { day: { type: 'string' } } };
  const found = (triggers: JsonValue, text: string) =>
    findings(flowOf({ say: send(text) }, { triggers }), { flows: { example: { triggers: ['flow'], input } } });
  assert.deepEqual(found([{ type: 'flow' }], '{{ input.day }}'), []);
  assert.deepEqual(found([{ type: 'flow' }], '{{ input.dya }}'), [`unknown_member ${T}`]);
  assert.deepEqual(found([{ type: 'flow' }, { type: 'message' }], '{{ input.dya }}'), [`unknown_member ${T}`]);
  assert.deepEqual(found([{ type: 'flow' }, { type: 'manual' }], '{{ input.dya }}'), []);
  assert.deepEqual(found([{ type: 'flow', after: 'other' }], '{{ input.dya }}'), [
    'unknown_flow flow.triggers.0.after',
  ]);
  assert.deepEqual(found([{ type: 'message' }], '{{ input.dya }}'), []);
});

test('what a connector finds is known from its form', () => {
  const output = { type: 'object', properties: { id: { type: 'string' } } };
  const looks = { type: 'connection', connection: 'crm', poll: 'changedRecords', every: 'PT1M' };
  const found = (text: string, to?: object) =>
    findings(flowOf({ say: send(text) }, { triggers: [{ ...looks, to }] }), {
      polls: { records: { changedRecords: { output } } },
    });
  assert.deepEqual(found('{{ input.id }}'), []);
  assert.deepEqual(found('{{ input.ids }}'), [`unknown_member ${T}`]);
  assert.deepEqual(found('{{ input.to.reachable }}'), [`unknown_member ${T}`]);
  const to = { record: '{{ input.id }}', connection: 'phone' };
  assert.deepEqual(found('{{ input.to.reachable }} {{ input.to.why }} {{ input.id }}', to), []);
  assert.deepEqual(found('{{ input.to.reachable }} {{ input.ids }}', to), [`unknown_member ${T}`]);
});

test('a variable is read too early where no way can have written it', () => {
  assert.deepEqual(findings(flowOf({ say: send('{{ vars.x }}', 'ask'), ask: ask('end') })), [`early_read ${T}`]);
  assert.deepEqual(findings(flowOf({ ask: ask('say'), say: send('{{ vars.x }}') })), []);
});

test('one way that writes it is enough, also one back round a loop', () => {
  const branch = {
    type: 'branch',
    params: { cases: [{ id: 'a', when: { left: '{{ message.text }}', operator: 'isEmpty' } }] },
    next: { a: 'ask', else: 'say' },
  };
  assert.deepEqual(findings(flowOf({ branch, ask: ask('say'), say: send('{{ vars.x }}') })), []);
  assert.deepEqual(findings(flowOf({ say: send('{{ vars.x }}', 'ask'), ask: ask('say') })), []);
});

test('what the step itself writes, and what a handler may find, is not too early', () => {
  const self = { ...ask('end'), params: { text: 'Ancora {{ vars.x }}', saveAs: 'x' } };
  assert.deepEqual(findings(flowOf({ ask: self })), []);
  const handlers = [{ on: 'failure', next: 'say' }];
  assert.deepEqual(findings(flowOf({ ask: ask('end'), say: send('{{ vars.x }}') }, { handlers })), []);
});

const when = (left: JsonValue, operator: string, right: JsonValue) => ({
  type: 'branch',
  params: { cases: [{ id: 'a', when: { all: [{ left, operator, right }] } }] },
  next: { a: 'end', else: 'end' },
});
const compared = (left: JsonValue, operator: string, right: JsonValue) =>
  findings(
    flowOf({
      first: set({ list: [1], number: 1, yes: true, some: { a: 1 } }, 'when'),
      when: when(left, operator, right),
    }),
  );
const W = 'flow.steps.when.params.cases.0.when.all.0';

test('a comparison gets what it can compare', () => {
  assert.deepEqual(compared('{{ vars.number }}', 'greaterThan', '{{ message.text }}'), []);
  assert.deepEqual(compared('{{ vars.list }}', 'contains', '{{ vars.number }}'), []);
  assert.deepEqual(compared('{{ vars.list | size }}', 'equals', 1), []);
  assert.deepEqual(compared('{{ vars.list }}', 'isEmpty', ''), []);
  assert.deepEqual(compared('{{ vars.number }}', 'atLeast', '{{ vars.list }}'), [`wrong_type ${W}.right`]);
  assert.deepEqual(compared('{{ vars.yes }}', 'lessThan', 3), [`wrong_type ${W}.left`]);
  assert.deepEqual(compared('{{ vars.some }}', 'equals', 'x'), [`wrong_type ${W}.left`]);
  assert.deepEqual(compared('{{ contact.tags }}', 'equals', 'vip'), [`wrong_type ${W}.left`]);
});

test('an object in a text is told of, a list or a filtered object is not', () => {
  const first = set({ some: { a: 1 }, list: [1] }, 'say');
  assert.deepEqual(after(first, 'Ecco: {{ vars.list }} {{ vars.some | json }} {{ vars.some.a }}'), []);
  assert.deepEqual(after(first, 'Ecco: {{ vars.some }}'), [`wrong_type ${T}`]);
  const languages = { type: 'send', params: { text: { it: '{{ vars.some }}' } }, next: { sent: 'end', failed: 'end' } };
  assert.deepEqual(findings(flowOf({ first, say: languages })), [`wrong_type ${T}.it`]);
  const people = {
    type: 'handoff',
    params: { note: '{{ vars.some }}' },
    next: { released: 'end', timeout: 'end', failed: 'end' },
  };
  assert.deepEqual(findings(flowOf({ first, say: people })), ['wrong_type flow.steps.say.params.note']);
});

test('what an operation is given is of its types', () => {
  const given = (count: JsonValue) =>
    findings(
      flowOf({
        ask: ask('two', { type: 'number' }),
        two: set({ t: 'x' }, 'call'),
        call: call('end', { input: { count } }),
      }),
    );
  assert.deepEqual(given('{{ vars.x }}'), []);
  assert.deepEqual(given('{{ vars.t | number }}'), []);
  assert.deepEqual(given('{{ vars.t }}'), ['wrong_type flow.steps.call.params.input.count']);
});
