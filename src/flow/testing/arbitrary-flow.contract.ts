import fc from 'fast-check';
import { id } from '../../base/ids.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { steps } from '../../steps/index.ts';
import { EXAMPLE_CHANNEL } from '../../steps/step.contract.ts';
import type { Flow } from '../flow.ts';
import type { MessageContext, Run, RunEvent } from '../run.ts';
import type { Types } from '../step-type.ts';
import type { Catalog } from '../validate/catalog.ts';

/** What the flows of `arbitraryFlow` run with. */
export const types: Types = { steps, channels: { example: EXAMPLE_CHANNEL } };

/** What they are valid against. */
export const catalog: Catalog = {
  types,
  connections: { crm: { connector: 'records' } },
  operations: { records: { create: { input: { type: 'object' }, output: { type: 'object' } } } },
};

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
);

const value: fc.Arbitrary<JsonValue> = fc.oneof(
  text,
  fc.constantFrom(
    '{{ vars.a | plus: 1 }}',
    '{{ vars.name }}',
    '{{ failure.code }}',
    '{{ message.content }}',
    '{{ vars.missing | default: vars.b }}',
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

const answer: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ type: fc.constantFrom('text', 'number', 'email', 'phone', 'date') }),
  fc.record({ type: fc.constant('choice'), choices }),
  fc.constant({ type: 'pattern', pattern: '^\\w+$' }),
  fc.constant({ type: 'number', min: '{{ vars.a }}', max: 10 }),
);

const duration = fc.constantFrom('PT1S', 'PT1H', 'P3D');

/** Params of each type of step; between them they use every field. */
const params: Readonly<Record<string, fc.Arbitrary<JsonObject>>> = {
  send: fc.oneof(
    fc.record({ text }),
    fc.record({ text, choices }),
    fc.record({
      text,
      media: fc.constantFrom({ kind: 'image', url: '{{ vars.a }}' }, { kind: 'image', file: '{{ vars.b }}' }),
    }),
    fc.record({
      template: fc.record({
        name: fc.constant('hi'),
        language: fc.constant('it'),
        parameters: fc.array(text, { maxLength: 2 }),
      }),
    }),
  ),
  ask: fc.record(
    { text, saveAs: variable, answer, retries: fc.nat(2), timeout: duration, fresh: fc.boolean(), invalidText: text },
    { requiredKeys: ['text', 'saveAs'] },
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
    },
    { requiredKeys: ['connection', 'operation'] },
  ),
  wait: fc.oneof(
    fc.record({ for: duration }),
    fc.record({ until: fc.constantFrom('2026-11-25', '{{ vars.a }}', '2020-01-01T10:00') }),
  ),
  handoff: fc.record({ queue: text, note: text, timeout: duration }, { requiredKeys: [] }),
  end: fc.record({ as: fc.constantFrom('completed', 'failed'), message: text }, { requiredKeys: [] }),
};

const sketch = fc.constantFrom(...Object.keys(params)).chain((type) =>
  fc.record({
    type: fc.constant(type),
    params: params[type] ?? fc.constant({}),
    ways: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  }),
);

/** A valid flow: every exit leads on, and no loop goes without a wait. */
export const arbitraryFlow: fc.Arbitrary<Flow> = fc.array(sketch, { minLength: 1, maxLength: 8 }).map((sketches) => {
  const last = sketches.length;
  const waits = sketches.map(({ type }) => steps[type]?.pauses === true);
  const written = sketches.map(({ type, params: given, ways }, at) => {
    // Back to where it waits, or forward: so no loop goes without a wait.
    const targets = Array.from({ length: last + 1 }, (_, n) => n).filter((n) => n > at || waits[n] || waits[at]);
    const outcomes = steps[type]?.outcomes(given) ?? [];
    const next = outcomes.map((outcome, n) => [outcome, `s${targets[(ways[n] ?? 0) % targets.length]}`] as const);
    return [`s${at}`, { type, params: given, next: Object.fromEntries(next) }] as const;
  });
  const all = Object.fromEntries([...written, [`s${last}`, { type: 'end', params: {}, next: {} }] as const]);
  return {
    id: id.flow('flow'),
    version: 1,
    name: 'Flow',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [{ type: 'message' }],
    start: id.step('s0'),
    steps: all,
  } as unknown as Flow;
});

/** What happens next, still without the ids that only the run knows. */
export type Move = { kind: number; pick: number; text: string; later: number };

const words = fc.constantFrom(
  'Ada Rossi',
  'sì',
  '1',
  '3,5',
  'domani',
  'ada@example.it',
  '333 123 4567',
  'Due',
  '',
  '🙂',
  'x'.repeat(500),
);

/** A sequence of happenings for a run, sensible and senseless ones. */
export const arbitraryMoves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    kind: fc.nat(19),
    pick: fc.nat(5),
    text: words,
    later: fc.constantFrom(0, 1000, 5_000_000, 300_000_000),
  }),
  { maxLength: 30 },
);

/** The event that a move means for a run: one that it awaits in most cases, else one that came too late or never should. */
export function eventOf(run: Run, { kind, pick, text: said, later }: Move): RunEvent {
  const at = run.changedAt + later;
  const contact = { id: 'c', name: 'Ada De Luca', addresses: [], ...(pick === 0 ? { language: 'en' } : {}) };
  const base = { at, context: { contact } };
  const { wait } = run;
  const message = messageOf(said, { at, pick });
  if (kind === 0) return { ...base, type: 'canceled', by: 'luisa', reason: said };
  if (kind === 1) return { ...base, type: 'started', message };
  if (kind === 2) return { ...base, type: 'replied', wait: wait.id - pick, message };
  if (kind === 3) return { ...base, type: 'done', effect: id.effect(run.id, run.issued - pick), output: {} };
  if (kind === 4) return { ...base, type: 'elapsed', wait: wait.id - pick };
  if (kind === 5) return { ...base, type: 'released', wait: wait.id, by: 'luisa' };
  if (kind === 6 && wait.until !== undefined)
    return { ...base, type: 'elapsed', wait: wait.id, at: Math.max(at, wait.until) };
  if (wait.for === 'start') return { ...base, type: 'started', message };
  const effect = wait.effects[pick % Math.max(1, wait.effects.length)];
  if (effect !== undefined && kind === 7)
    return { ...base, type: 'failed', effect, failure: { code: 'denied', message: 'No.' } };
  if (effect !== undefined) return { ...base, type: 'done', effect, output: { id: said } };
  if (wait.for === 'reply') return { ...base, type: 'replied', wait: wait.id, message };
  if (wait.for === 'agent') return { ...base, type: 'released', wait: wait.id, by: 'luisa' };
  return { ...base, type: 'elapsed', wait: wait.id, at: Math.max(at, wait.until ?? 0) };
}

function messageOf(said: string, { at, pick }: { at: number; pick: number }): MessageContext {
  const facts = { id: `m${at}`, text: said, at };
  if (pick === 1) return { ...facts, content: { kind: 'choice', id: 'x', title: said } };
  if (pick === 2) return { ...facts, content: { kind: 'media', media: 'image', url: 'https://example.org/a.png' } };
  if (pick === 3) return { ...facts, content: { kind: 'reaction', to: 'm0', emoji: '👍' } };
  return { ...facts, content: { kind: 'text', text: said } };
}
