import fc from 'fast-check';
import { id } from '../../base/ids.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { steps } from '../../steps/index.ts';
import { EXAMPLE_CHANNEL } from '../../steps/step.contract.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Flow, Handler } from '../flow.ts';
import type { Trigger } from '../trigger.ts';
import type { Types } from '../step-type.ts';
import type { Catalog } from '../validate/catalog.ts';

/** What the flows of `arbitraryFlow` run with. */
export const types: Types = {
  steps,
  channels: { example: EXAMPLE_CHANNEL, texts: { ...EXAMPLE_CHANNEL, statuses: [], templates: false } },
};

/** What they are valid against. */
export const catalog: Catalog = {
  types,
  connections: { crm: { connector: 'records' }, example: { channel: 'example' }, texts: { channel: 'texts' } },
  operations: {
    records: { create: { input: { type: 'object' }, output: { type: 'object' }, outcomes: ['new', 'old'] } },
  },
  polls: { records: { changed: {} } },
  calendars: { office: true },
  flows: { flow: { triggers: ['flow'] }, child: { triggers: ['flow'] } },
  secrets: ['key'],
  settings: ['shop'],
};

const OFFICE: Calendar = {
  timeZone: 'Europe/Rome',
  weekly: { mon: [{ from: '09:00', to: '18:00' }], fri: [{ from: '09:00', to: '12:00' }] },
  holidays: [{ country: 'IT' }],
};

/** The calendars that events carry to these flows. */
export const calendars: Readonly<Record<string, Calendar>> = { office: OFFICE };

const NAMES = ['a', 'b', 'name'] as const;
const variable = fc.constantFrom(...NAMES);

const text = fc.constantFrom(
  'Ciao',
  'parola '.repeat(40),
  '{{ vars.a }}',
  'Ciao {{ contact.name | first_name | default: "tu" }}!',
  '{% if vars.b %}{{ vars.b | upcase }}{% else %}niente{% endif %}',
  '{% for x in vars.a %}{{ x }}{% endfor %}.',
  '{{ message.text | truncate: 20 }} {{ event.at | date: "%d/%m" }}',
  '{{ settings.shop }} {{ run.resumeUrl }} {{ secrets.key }} {{ input.a }}',
);

const value: fc.Arbitrary<JsonValue> = fc.oneof(
  text,
  fc.constantFrom(
    '{{ vars.a | plus: 1 }}',
    '{{ vars.name }}',
    '{{ failure.code }}',
    '{{ message.content }}',
    '{{ vars.missing | default: vars.b }}',
    '{{ secrets.key }}',
  ),
  fc.integer(),
  fc.constantFrom(null, true, [], { deep: ['{{ vars.a }}', {}] }),
);

const comparison: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({
    left: value,
    operator: fc.constantFrom('equals', 'notEquals', 'contains', 'notContains', 'startsWith', 'endsWith'),
    right: value,
  }),
  fc.record({ left: value, operator: fc.constantFrom('isEmpty', 'isNotEmpty') }),
  fc.record({
    left: fc.constant('{{ vars.a }}'),
    operator: fc.constantFrom('greaterThan', 'atLeast', 'lessThan', 'atMost'),
    right: fc.constantFrom(3, '2026-11-22', '{{ vars.b }}'),
  }),
  fc.record({ left: value, operator: fc.constant('matches'), right: fc.constantFrom('^[a-z]+$', '\\d', '(?i)ciao') }),
  fc.record({ left: value, operator: fc.constant('isOneOf'), right: fc.constantFrom('sì, no', ['a', 3]) }),
);

const condition: fc.Arbitrary<JsonObject> = fc.letrec<{ node: JsonObject }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    comparison,
    fc.record({ all: fc.array(tie('node'), { maxLength: 2 }) }),
    fc.record({ any: fc.array(tie('node'), { maxLength: 2 }) }),
  ),
})).node;

const choices = fc.constantFrom(
  [{ id: 'x', title: 'Uno' }],
  [
    { id: 'x', title: '{{ vars.name | default: "Uno" }}' },
    { id: 'y', title: 'Due' },
  ],
  Array.from({ length: 12 }, (_, n) => ({ id: `n${n}`, title: `Scelta numero ${n}` })),
);

/** How choices are dressed. */
const dress = {
  style: fc.constantFrom('auto', 'buttons', 'list'),
  listButton: fc.constantFrom('Scegli', '{{ vars.a }}'),
  header: text,
  footer: text,
};

const media = fc.constantFrom({ kind: 'image', url: '{{ vars.a }}' }, { kind: 'image', file: '{{ vars.b }}' });

const answer: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ type: fc.constantFrom('text', 'number', 'email', 'phone', 'date') }),
  fc.record({ type: fc.constant('choice'), choices, ...dress }, { requiredKeys: ['type', 'choices'] }),
  fc.constant({ type: 'text', minLength: 2, maxLength: 20 }),
  fc.constant({ type: 'phone', country: 'CH' }),
  fc.constant({ type: 'pattern', pattern: '^\\w+$' }),
  fc.constant({ type: 'number', min: '{{ vars.a }}', max: 10 }),
);

const duration = fc.constantFrom('PT1S', 'PT1H', 'P3D');

const approved = fc.record({
  name: fc.constant('hi'),
  language: fc.constant('it'),
  parameters: fc.array(text, { maxLength: 2 }),
});

const deliveredWithin = fc.constantFrom('PT1S', 'PT10M');

const rung = fc.oneof(
  fc.record({ text, connection: fc.constantFrom('example', 'texts'), address: fc.constant('phone') }),
  fc.record({ text, deliveredWithin }),
  fc.record({ template: approved }),
);

/** Rungs of which the last is waited for by nobody. */
const rungs = fc
  .array(rung, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((each, at) => (at < all.length - 1 ? each : { ...each, deliveredWithin: undefined })))
  .map((all) => JSON.parse(JSON.stringify(all)) as JsonValue);

/** Params of each type of step; between them they use every field. */
const params: Readonly<Record<string, fc.Arbitrary<JsonObject>>> = {
  send: fc.oneof(
    fc.record({ text }),
    fc.record({ text, choices, ...dress }, { requiredKeys: ['text', 'choices'] }),
    fc.record({ text, media }),
    fc.record({ template: approved }),
    fc.record(
      { text, purpose: fc.constantFrom('service', 'marketing'), rungs, deliveredWithin, saveAs: variable },
      { requiredKeys: ['text', 'rungs'] },
    ),
    fc.record(
      { text, rungs, waitFor: fc.constantFrom('delivered', 'read'), timeout: duration },
      { requiredKeys: ['text', 'waitFor'] },
    ),
  ),
  ask: fc.oneof(
    fc.record(
      { text, saveAs: variable, answer, retries: fc.nat(2), timeout: duration, fresh: fc.boolean(), invalidText: text },
      { requiredKeys: ['text', 'saveAs'] },
    ),
    fc.record({ text, saveAs: variable, media }),
  ),
  branch: fc.record({
    cases: fc
      .array(condition, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((when, at) => ({ id: `case${at}`, when }))),
  }),
  set: fc.record({ values: fc.dictionary(variable, value, { maxKeys: 3, noNullPrototype: true }) }),
  call: fc.record(
    {
      connection: fc.constant('crm'),
      operation: fc.constant('create'),
      input: fc.record({ a: value }),
      saveAs: variable,
      timeout: duration,
      exits: fc.constantFrom(['new'], ['new', 'old']),
    },
    { requiredKeys: ['connection', 'operation'] },
  ),
  wait: fc.oneof(
    fc.record({ for: duration }),
    fc.record({ untilOpen: fc.constant('office') }),
    fc.record({ until: fc.constantFrom('2026-11-25', '{{ vars.a }}', '2020-01-01T10:00') }),
  ),
  handoff: fc.record({ queue: text, note: text, timeout: duration }, { requiredKeys: [] }),
  waitReply: fc.record(
    { timeout: duration, fresh: fc.boolean(), saveAs: variable, failureOf: fc.boolean() },
    { requiredKeys: ['timeout'] },
  ),
  awaitWebhook: fc.record(
    { timeout: duration, key: fc.constantFrom('order-1', 'o{{ vars.a }}'), saveAs: variable },
    { requiredKeys: ['timeout'] },
  ),
  switch: fc.record({
    value: fc.oneof(text, fc.constantFrom('{{ vars.a }}', '{{ message.text }}')),
    cases: fc.constantFrom(
      [{ is: 'sì', exit: 'yes' }],
      [
        { is: ['1', 2], exit: 'low' },
        { is: 'Due', exit: 'two' },
      ],
    ),
    ignoreCase: fc.boolean(),
  }),
  split: fc.record({
    salt: fc.constantFrom('', 'autumn'),
    by: fc.constantFrom('{{ contact.id }}', '{{ vars.a }}'),
    ways: fc.constantFrom(
      [{ exit: 'a', weight: 1 }],
      [
        { exit: 'a', weight: 1 },
        { exit: 'b', weight: 2.5 },
      ],
    ),
  }),
  hours: fc.record(
    { calendar: fc.constant('office'), at: fc.constantFrom('{{ event.at }}', '2026-11-23T10:00'), saveAs: variable },
    { requiredKeys: ['calendar'] },
  ),
  parse: fc.oneof(
    fc.record({
      from: text,
      as: fc.constantFrom('json', 'number', 'amount', 'date', 'phone', 'email', 'name'),
      saveAs: variable,
    }),
    fc.record({ from: text, as: fc.constantFrom('phone', 'amount'), country: fc.constant('CH'), saveAs: variable }),
    fc.record({ from: text, as: fc.constant('pattern'), pattern: fc.constant('(?P<a>\\w+)'), saveAs: variable }),
  ),
  loop: fc.record(
    {
      over: fc.oneof(fc.constantFrom('{{ vars.a }}', '{{ vars.b }}', []), fc.array(value, { maxLength: 4 })),
      item: fc.constantFrom('a', 'b'),
      index: fc.constant('name'),
      limit: fc.constantFrom(1, 3),
    },
    { requiredKeys: ['over', 'item'] },
  ),
  goto: fc.record(
    { limit: fc.constantFrom(1, 2, 5), leaves: fc.constantFrom([], ['s0', 's1'], ['s2']) },
    { requiredKeys: ['limit'] },
  ),
  subflow: fc.oneof(
    fc.record({ flow: fc.constant('child'), saveAs: variable, timeout: duration }, { requiredKeys: ['flow'] }),
    fc.record(
      {
        flow: fc.constantFrom('child', 'flow'),
        each: fc.oneof(fc.constant('{{ vars.a }}'), fc.array(value, { maxLength: 4 })),
        mode: fc.constantFrom('all', 'any', 'start'),
        item: variable,
        input: fc.constant({ of: '{{ vars.a }}' }),
        saveAs: variable,
        timeout: duration,
      },
      { requiredKeys: ['flow', 'each'] },
    ),
  ),
  respond: fc.record(
    { status: fc.constantFrom(200, 404), headers: fc.constantFrom({ 'x-a': '{{ vars.a }}' }, {}), body: value },
    { requiredKeys: ['body'] },
  ),
  note: fc.record({ text }),
  end: fc.record(
    { as: fc.constantFrom('completed', 'failed'), message: text, output: fc.record({ a: value }) },
    { requiredKeys: [] },
  ),
};

const retry = fc.constantFrom<JsonObject[]>(
  { attempts: 3 },
  { attempts: 5, firstDelay: 'PT1S', longestDelay: 'PT1M', deadline: 'PT1H' },
);

const sketch = fc.constantFrom(...Object.keys(params)).chain((type) =>
  fc.record(
    {
      type: fc.constant(type),
      params: params[type] ?? fc.constant({}),
      ways: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
      retry,
    },
    { requiredKeys: ['type', 'params', 'ways'] },
  ),
);

const to = { connection: 'example', address: '{{ input.phone }}' };

const triggers: fc.Arbitrary<Trigger[]> = fc.subarray<Trigger>([
  { type: 'message', keywords: ['ciao'], pattern: 'prezz[io]', first: true, priority: 5, policy: 'restart' },
  { type: 'message', opened: true, keywords: ['promo'] },
  { type: 'message', connections: ['example'], keywords: ['stop'], interrupts: true, quiet: 'PT5S' },
  { type: 'status', statuses: ['failed'], connections: ['example'] },
  { type: 'webhook', path: 'new-order', methods: ['POST'], answer: 'wait', to, serialBy: '{{ input.id }}' },
  { type: 'webhook', path: 'paid', auth: { kind: 'hmac', secret: 'key' } },
  { type: 'schedule', cron: '0 9 * * 1-5', timeZone: 'Europe/Rome', to },
  { type: 'contact', events: ['tagged', 'created'], name: 'vip' },
  { type: 'conversation', event: 'idle', after: 'P1D', connections: ['example'] },
  { type: 'conversation', event: 'queued', queue: 'sales' },
  { type: 'connection', connection: 'crm', poll: 'changed', input: {}, every: 'PT1M', to },
  { type: 'manual', to },
  { type: 'flow', after: 'child' as Flow['id'], ended: ['completed'] },
]);

type HandlerSketch = { on: 'message' | 'invalidReply' | 'failure'; way: number };

const handlers: fc.Arbitrary<HandlerSketch[]> = fc.array(
  fc.record({ on: fc.constantFrom('message', 'invalidReply', 'failure'), way: fc.nat() }),
  { maxLength: 3 },
);

/** Ways back from these exits end by themselves, or are taken after a wait. */
const RETURNS: ReadonlySet<string> = new Set(['ask', 'wait', 'waitReply', 'awaitWebhook', 'handoff']);
const COUNTED: Readonly<Record<string, string>> = { loop: 'each', goto: 'next' };

/** A valid flow: every exit leads on, and no loop goes without a wait or a count. */
export const arbitraryFlow: fc.Arbitrary<Flow> = fc
  .record({ sketches: fc.array(sketch, { minLength: 1, maxLength: 9 }), triggers, handlers })
  .map(({ sketches, triggers: starts, handlers: visits }) => {
    const last = sketches.length;
    const returns = sketches.map(({ type, params: given }) => RETURNS.has(type) && !steps[type]?.mayPass?.(given));
    const written = sketches.map(({ type, params: given, ways, retry: policy }, at) => {
      const next = (steps[type]?.outcomes(given) ?? []).map((outcome, n) => {
        // Back to where it waits or from where it counts, or forward: so no loop goes without a wait or a count.
        const back = returns[at] || COUNTED[type] === outcome;
        const targets = Array.from({ length: last + 1 }, (_, to) => to).filter((to) => to > at || returns[to] || back);
        return [outcome, `s${targets[(ways[n] ?? 0) % targets.length]}`] as const;
      });
      const step = { type, params: given, next: Object.fromEntries(next) };
      return [`s${at}`, policy === undefined ? step : { ...step, retry: policy }] as const;
    });
    const all = Object.fromEntries([...written, [`s${last}`, { type: 'end', params: {}, next: {} }] as const]);
    return {
      id: id.flow('flow'),
      version: 1,
      name: 'Flow',
      language: 'it',
      settings: { timeZone: 'Europe/Rome', country: 'IT' },
      triggers: starts,
      handlers: visits.map(({ on, way }) => handlerOf(on, `s${way % (last + 1)}`)),
      start: id.step('s0'),
      steps: all,
    } as unknown as Flow;
  });

function handlerOf(on: HandlerSketch['on'], next: string): Handler {
  const target = id.step(next);
  return on === 'message' ? { on, keywords: ['menu', 'aiuto'], next: target } : { on, next: target };
}
