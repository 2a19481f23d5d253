import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { steps } from '../../steps/index.ts';
import { DIAGNOSTICS } from '../diagnose.ts';
import type { Catalog } from './catalog.ts';
import { didYouMean } from './closest.ts';
import { validate } from './validate.ts';

const record = Type.Object(
  {
    object: Type.String(),
    count: Type.Optional(Type.Number()),
    tags: Type.Optional(Type.Array(Type.String())),
    list: Type.Optional(Type.Array(Type.Number())),
    owner: Type.Optional(Type.Union([Type.Number(), Type.Boolean()])),
    address: Type.Optional(Type.Object({ city: Type.String() }, { additionalProperties: false })),
    fields: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    flag: Type.Optional(Type.Unsafe({ type: ['string', 'null'] })),
  },
  { additionalProperties: false },
);

const catalog: Catalog = {
  types: { steps, channels: {} },
  connections: { crm: { connector: 'sf' }, phone: { channel: 'wa' }, empty: { connector: 'none' } },
  operations: { sf: { create: { input: record, output: Type.Object({}) } } },
};

const END = { type: 'end', params: {}, next: {} };
const ASK = {
  type: 'ask',
  params: { text: 'Come ti chiami?', saveAs: 'name' },
  next: { answered: 'end', invalid: 'end', timeout: 'end', failed: 'end' },
};

/** A sound flow that begins with the given step; `ways` lead everywhere else. */
function flowWith(step: object, more: object = {}): unknown {
  return {
    id: 'lead',
    version: 0,
    name: 'Lead',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [{ type: 'message' }],
    start: 'first',
    steps: { first: { params: {}, next: {}, ...step }, end: END },
    ...more,
  };
}

const send = (params: object) => flowWith({ type: 'send', params, next: { sent: 'end', failed: 'end' } });
const ask = (params: object) => flowWith({ ...ASK, params: { ...ASK.params, ...params } });
const call = (params: object) =>
  flowWith({
    type: 'call',
    params: { connection: 'crm', operation: 'create', input: { object: 'Lead' }, ...params },
    next: { done: 'end', failed: 'end' },
  });
const input = (given: object) => call({ input: { object: 'Lead', ...given } });
const when = (condition: unknown) =>
  flowWith({ type: 'branch', params: { cases: [{ id: 'a', when: condition }] }, next: { a: 'end', else: 'end' } });
const wait = (params: object) => flowWith({ type: 'wait', params, next: { elapsed: 'end' } });

const P = 'flow.steps.first.params';

function found(flow: unknown): string[] {
  const diagnostics = validate(flow, catalog);
  for (const { code, severity, message, fix } of diagnostics) {
    assert.equal(severity, DIAGNOSTICS[code as keyof typeof DIAGNOSTICS]?.[0], `${code} is documented`);
    assert.match(message, /[.?]$/, message);
    assert.match(fix, /[.]$|: [a-z, ]+$/, fix);
  }
  return diagnostics.map(({ code, path }) => `${code} ${path.join('.')}`);
}

const SOUND: readonly unknown[] = [
  send({ text: 'Ciao {{ contact.name | default: "amico" }}' }),
  send({ text: { it: 'Ciao', en: 'Hello' } }),
  ask({ answer: { type: 'number', min: 1, max: '{{ vars.name }}' }, timeout: 'P2D' }),
  input({
    count: 3,
    tags: ['{{ contact.name }}', 'b'],
    address: { city: 'x {{ contact.name }}' },
    fields: { a: { b: '{{ contact.name }}' } },
    flag: 'x {{ contact.name }}',
    owner: '{{ contact.name }} x',
  }),
  when({ left: '{{ message.text }}', operator: 'isOneOf', right: ['a', 'b'] }),
  when({
    any: [
      { left: '{{ event.at }}', operator: 'greaterThan', right: '2026-01-01' },
      { left: 1, operator: 'atMost', right: '1.234,5' },
    ],
  }),
  when({ left: '{{ message.text }}', operator: 'isEmpty' }),
  when({ left: '{{ message.text }}', operator: 'matches', right: '{{ contact.name }}' }),
  wait({ until: '{{ input.at }}' }),
  flowWith({ ...ASK, next: { ...ASK.next, invalid: 'first' } }),
];

for (const [at, flow] of SOUND.entries())
  test(`sound flow ${at} has no findings`, () => assert.deepEqual(found(flow), []));

const FAULTS: readonly [name: string, flow: unknown, ...diagnostics: string[]][] = [
  ['no flow', null, 'bad_shape flow'],
  ['a flow without steps', { ...(send({ text: 'x' }) as object), steps: [] }, 'bad_shape flow.steps'],
  [
    'a step called __proto__',
    JSON.parse(JSON.stringify(send({ text: 'x' })).replace('"end":', '"__proto__":')),
    'bad_shape flow.steps',
  ],
  [
    'an unknown zone',
    flowWith(END, { start: 'end', steps: { end: END }, settings: { timeZone: 'Europe/Roma', country: 'IT' } }),
    'bad_settings flow.settings.timeZone',
  ],
  [
    'an offset as a zone',
    flowWith(END, { start: 'end', steps: { end: END }, settings: { timeZone: '+01:00', country: 'IT' } }),
    'bad_settings flow.settings.timeZone',
  ],
  [
    'an unknown country',
    flowWith(END, { start: 'end', steps: { end: END }, settings: { timeZone: 'UTC', country: 'XX' } }),
    'bad_settings flow.settings.country',
  ],
  ['no trigger', { ...(send({ text: 'x' }) as object), triggers: [] }, 'no_trigger flow.triggers'],
  [
    'a trigger on nothing',
    { ...(send({ text: 'x' }) as object), triggers: [{ type: 'message', connections: [], keywords: ['!'] }] },
    'bad_trigger flow.triggers.0.connections',
    'bad_trigger flow.triggers.0.keywords',
  ],
  [
    'a trigger on no channel',
    {
      ...(send({ text: 'x' }) as object),
      triggers: [{ type: 'message', connections: ['phone', 'crm', 'fone'], keywords: ['info'] }],
    },
    'unknown_connection flow.triggers.0.connections.1',
    'unknown_connection flow.triggers.0.connections.2',
  ],
  [
    'a missing start',
    { ...(send({ text: 'x' }) as object), start: 'frist' },
    'missing_start flow.start',
    'unreachable_step flow.steps.first',
    'unreachable_step flow.steps.end',
  ],
  [
    'a way to nowhere',
    flowWith({ type: 'send', params: { text: 'x' }, next: { sent: 'ende', failed: 'end' } }),
    'missing_step flow.steps.first.next.sent',
  ],
  ['an unknown type', flowWith({ type: 'sned', next: { sent: 'end' } }), 'unknown_step_type flow.steps.first.type'],
  [
    'a type called constructor',
    flowWith({ type: 'constructor', next: { sent: 'end' } }),
    'unknown_step_type flow.steps.first.type',
  ],
  [
    'params that do not fit',
    flowWith({ type: 'ask', params: { text: 'x', retries: 'many' }, next: { answered: 'end' } }),
    `bad_params ${P}`,
    `bad_params ${P}.retries`,
  ],
  ['params that contradict each other', send({}), `bad_message ${P}`],
  [
    'an unknown exit',
    flowWith({ type: 'send', params: { text: 'x' }, next: { sent: 'end', failed: 'end', sended: 'end' } }),
    'unknown_outcome flow.steps.first.next.sended',
  ],
  [
    'open exits',
    flowWith({ type: 'send', params: { text: 'x' }, next: {} }),
    'open_exit flow.steps.first.next',
    'open_trouble flow.steps.first.next',
    'unreachable_step flow.steps.end',
  ],
  [
    'an exit called constructor',
    flowWith({
      type: 'branch',
      params: { cases: [{ id: 'constructor', when: { left: 1, operator: 'isEmpty' } }] },
      next: { else: 'end' },
    }),
    'open_exit flow.steps.first.next',
  ],
  [
    'a step that nothing leads to',
    {
      ...(send({ text: 'x' }) as object),
      steps: { ...(send({ text: 'x' }) as { steps: object }).steps, lost: { ...END, title: 'Lost' } },
    },
    'unreachable_step flow.steps.lost',
  ],
  [
    'a loop that never waits',
    flowWith(
      { type: 'send', params: { text: 'x' }, next: { sent: 'b', failed: 'end' } },
      {
        steps: {
          first: { type: 'send', params: { text: 'x' }, next: { sent: 'b', failed: 'end' } },
          b: { type: 'set', params: { values: {} }, next: { done: 'first' } },
          end: END,
        },
      },
    ),
    'endless_loop flow.steps.first.next',
  ],
  [
    'a step that leads to itself',
    flowWith({ type: 'set', params: { values: {} }, next: { done: 'first' } }),
    'unreachable_step flow.steps.end',
    'endless_loop flow.steps.first.next',
  ],
  ['a broken template', send({ text: 'Ciao {{ contact.name' }), `bad_template ${P}.text`],
  ['an unknown filter', send({ text: { it: '{{ contact.name | upcas }}' } }), `bad_template ${P}.text.it`],
  ['an unknown name', send({ text: '{{ contatc.name }}' }), `unknown_root ${P}.text`],
  ['a variable without vars', ask({ invalidText: '{{ name }}' }), `unknown_root ${P}.invalidText`],
  ['a name of the prototype', send({ text: '{{ constructor }}' }), `unknown_root ${P}.text`],
  [
    'a variable that nothing writes',
    ask({ invalidText: '{{ vars.nam }} {{ vars.name }} {{ vars }}' }),
    `unwritten_variable ${P}.invalidText`,
  ],
  ['a bad pattern', ask({ answer: { type: 'pattern', pattern: '(?=x)' } }), `bad_pattern ${P}.answer.pattern`],
  ['a bad duration', wait({ for: '1 hour' }), `bad_duration ${P}.for`],
  ['a duration of nothing', ask({ timeout: 'PT0S' }), `bad_duration ${P}.timeout`],
  ['a wait without an end', wait({}), `bad_wait ${P}`],
  ['a condition that is none', when({}), `bad_condition ${P}.cases.0.when`],
  ['a group that is no list', when({ all: 1 }), `bad_condition ${P}.cases.0.when.all`],
  ['a group with more beside it', when({ all: [], left: 1 }), `bad_condition ${P}.cases.0.when`],
  ['a group of texts', when({ all: ['x'] }), `bad_condition ${P}.cases.0.when.all.0`],
  ['a comparison with more in it', when({ left: 1, operator: 'isEmpty', than: 2 }), `bad_condition ${P}.cases.0.when`],
  ['an unknown comparison', when({ left: 1, operator: 'equal', right: 1 }), `bad_condition ${P}.cases.0.when.operator`],
  ['no comparison', when({ left: 1, right: 1 }), `bad_condition ${P}.cases.0.when.operator`],
  ['no right side', when({ left: 1, operator: 'equals' }), `bad_condition ${P}.cases.0.when`],
  [
    'an order of words',
    when({ any: [{ left: 'x', operator: 'lessThan', right: 'molti' }] }),
    `bad_condition ${P}.cases.0.when.any.0.left`,
    `bad_condition ${P}.cases.0.when.any.0.right`,
  ],
  ['an order of lists', when({ left: 1, operator: 'atMost', right: [] }), `bad_condition ${P}.cases.0.when.right`],
  [
    'a pattern that is no text',
    when({ left: 'x', operator: 'matches', right: 1 }),
    `bad_condition ${P}.cases.0.when.right`,
  ],
  [
    'a bad pattern in a condition',
    when({ left: 'x', operator: 'matches', right: '(' }),
    `bad_pattern ${P}.cases.0.when.right`,
  ],
  [
    'options that are none',
    when({ left: 'x', operator: 'isOneOf', right: 1 }),
    `bad_condition ${P}.cases.0.when.right`,
  ],
  ['a condition that is nested too deeply', when(nested(21)), `bad_condition ${P}.cases.0.when${'.all.0'.repeat(21)}`],
  ['an unknown connection', call({ connection: 'cmr' }), `unknown_connection ${P}.connection`],
  ['a call to a channel', call({ connection: 'phone' }), `unknown_connection ${P}.connection`],
  ['an unknown operation', call({ operation: 'crate' }), `unknown_operation ${P}.operation`],
  ['a connector that can do nothing', call({ connection: 'empty' }), `unknown_operation ${P}.operation`],
  ['input that is missing', call({ input: {} }), `bad_input ${P}.input`],
  ['input of the wrong type', input({ count: 'three' }), `bad_input ${P}.input.count`],
  ['input that is missing beside templates', call({ input: { tags: ['{{ contact.name }}'] } }), `bad_input ${P}.input`],
  [
    'input of an unknown name beside templates',
    input({ tags: ['{{ contact.name }}'], colour: 1 }),
    `bad_input ${P}.input.colour`,
  ],
  ['text with templates for a number', input({ count: 'n. {{ message.text }}' }), `bad_input ${P}.input.count`],
  [
    'a list with templates for a text',
    call({ input: { object: ['{{ message.text }}'] } }),
    `bad_input ${P}.input.object`,
  ],
  ['an object with templates for a list', input({ tags: { a: '{{ message.text }}' } }), `bad_input ${P}.input.tags`],
  [
    'one wrong item among templates',
    input({ list: ['{{ message.text }}', 'x', 1] }),
    `wrong_type ${P}.input.list.0`,
    `bad_input ${P}.input.list.1`,
  ],
  [
    'a wrong literal beside a template',
    call({ input: { object: '{{ message.text }}', owner: 'me' } }),
    `bad_input ${P}.input.owner`,
  ],
  [
    'a wrong language of the flow',
    { ...(send({ text: 'x' }) as object), language: 'italiano' },
    'bad_language flow.language',
  ],
  ['a wrong language of a text', send({ text: { it: 'x', IT: 'y' } }), `bad_language ${P}.text.IT`],
  ['a text without the language of the flow', send({ text: { en: 'x' } }), `missing_language ${P}.text`],
  [
    'two choices of one id',
    ask({
      answer: {
        type: 'choice',
        choices: [
          { id: 'a', title: 'A' },
          { id: 'a', title: 'B' },
        ],
      },
    }),
    `duplicate_choice ${P}.answer.choices.1.id`,
  ],
  ['too deep a flow', send({ text: 'x', media: deep(100) }), 'too_large flow'],
];

for (const [name, flow, ...expected] of FAULTS) test(`${name} is found`, () => assert.deepEqual(found(flow), expected));

test('a language with a country speaks the language', () => {
  const flow = send({ text: { 'it-IT': 'Ciao', en: 'Hello' } });
  assert.deepEqual(found(flow), []);
});

test('without any connection to choose from, the cure is to add one', () => {
  const [diagnostic] = validate(call({}), { ...catalog, connections: {} });
  assert.equal(diagnostic?.fix, 'Add the connection.');
});

test('the right name is offered where one is near', () => {
  assert.equal(didYouMean('contatc', ['vars', 'contact']), ' Did you mean "contact"?');
  assert.equal(didYouMean('xyz', ['contact']), '');
  const [diagnostic] = validate(send({ text: '{{ contatc.name }}' }), catalog);
  assert.match(diagnostic?.message ?? '', /Did you mean "contact"\?$/);
});

test('a flow of ten thousand steps is checked in a moment', () => {
  const many = Array.from(
    { length: 10_000 },
    (_, n) => [`s${n}`, { type: 'set', params: { values: {} }, next: { done: `s${n + 1}` } }] as const,
  );
  const flow = flowWith(END, { start: 's0', steps: { ...Object.fromEntries(many), s10000: END } });
  assert.deepEqual(found(flow), []);
});

function nested(levels: number): unknown {
  return levels === 0 ? { left: 1, operator: 'isEmpty' } : { all: [nested(levels - 1)] };
}

function deep(levels: number): unknown {
  return levels === 0 ? 1 : { deep: deep(levels - 1) };
}

test('a wait that may be over at once does not keep a loop from spinning', () => {
  const codes = (params: object) =>
    validate(flowWith({ type: 'wait', params, next: { elapsed: 'first' } }), catalog).map(({ code }) => code);
  assert.ok(codes({ until: '2020-01-01' }).includes('endless_loop'));
  assert.ok(!codes({ for: 'PT1H' }).includes('endless_loop'));
});
