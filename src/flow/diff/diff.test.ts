import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Flow } from '../flow.ts';
import { flowIdentity } from '../flow-file.ts';
import { arbitraryFlow } from '../testing/arbitrary-flow.contract.ts';
import { holdsAlways } from '../testing/fuzz.contract.ts';
import { describeDiff } from './describe-diff.ts';
import { diff, isSame } from './diff.ts';

const END = { type: 'end', params: {}, next: {} };
const say = (text: string, next: string) => ({ type: 'send', params: { text }, next: { sent: next, failed: 'end' } });

const base = {
  id: 'lead',
  name: 'Lead',
  language: 'it',
  settings: { timeZone: 'Europe/Rome', country: 'IT' },
  triggers: [{ type: 'message', keywords: ['info'] }, { type: 'manual' }],
  handlers: [{ on: 'failure', next: 'end' }],
  start: 'hello',
  steps: { hello: say('Ciao', 'bye'), bye: { ...say('A presto', 'end'), title: 'Goodbye' }, end: END },
};

const flow = (change: object = {}): Flow => ({ ...structuredClone(base), ...change }) as unknown as Flow;
const lines = (change: object) => describeDiff(diff(flow(), flow(change)));

const CASES: readonly [name: string, change: object, lines: readonly string[]][] = [
  ['nothing', {}, []],
  ['the order of members', { steps: { end: END, bye: base.steps.bye, hello: base.steps.hello } }, []],
  ['the version', { version: 7 }, []],
  ['the name', { name: 'Leads' }, ['Flow: name: "Lead" → "Leads"']],
  [
    'a setting',
    { settings: { timeZone: 'Europe/Paris', country: 'IT' } },
    ['Flow: settings.timeZone: "Europe/Rome" → "Europe/Paris"'],
  ],
  ['the start', { start: 'bye' }, ['Flow: start: "hello" → "bye"']],
  [
    'a trigger that came',
    { triggers: [...base.triggers, { type: 'schedule', cron: '0 9 * * *' }] },
    ['Trigger 3 (schedule) is new.'],
  ],
  ['a trigger that went', { triggers: [{ type: 'manual' }] }, ['Trigger 1 (message) is gone.']],
  [
    'a word of a trigger',
    { triggers: [{ type: 'message', keywords: ['info', 'ciao'] }, { type: 'manual' }] },
    ['Trigger 1: keywords.1 is new: "ciao"'],
  ],
  ['the order of triggers', { triggers: base.triggers.toReversed() }, ['Trigger 1 (manual) was trigger 2 before.']],
  ['a handler that went', { handlers: undefined }, ['Handler 1 (failure) is gone.']],
  ['where a handler leads', { handlers: [{ on: 'failure', next: 'bye' }] }, ['Handler 1: next: "end" → "bye"']],
  [
    'a step that came',
    { steps: { ...base.steps, rest: { type: 'wait', title: 'Rest', params: {}, next: {} } } },
    ['Step "Rest" (rest), wait is new.'],
  ],
  [
    'a step that went',
    { steps: { hello: say('Ciao', 'end'), end: END } },
    ['Step "Goodbye" (bye), send is gone.', 'Step "hello", send: next.sent: "bye" → "end"'],
  ],
  [
    'what a step says',
    { steps: { ...base.steps, hello: say('Salve', 'bye') } },
    ['Step "hello", send: params.text: "Ciao" → "Salve"'],
  ],
  [
    'a long text',
    { steps: { ...base.steps, hello: say('a'.repeat(100), 'bye') } },
    [`Step "hello", send: params.text: "Ciao" → "${'a'.repeat(78)}…`],
  ],
  [
    'the title and the retry policy of a step',
    { steps: { ...base.steps, bye: { ...say('A presto', 'end'), retry: { attempts: 2 } } } },
    ['Step "bye", send: title is gone: "Goodbye"', 'Step "bye", send: retry is new: {"attempts":2}'],
  ],
];

for (const [name, change, expected] of CASES)
  test(`${name} shows as ${expected.length} lines`, () => assert.deepEqual(lines(change), expected));

test('a step under another id is the same step, and ways to it are no change', () => {
  const steps = { hello: say('Ciao', 'farewell'), farewell: base.steps.bye, end: END };
  assert.deepEqual(lines({ steps }), ['Step "Goodbye" (farewell), send was called "bye" before.']);
});

test('every step can have another id at once, the first one and those of handlers too', () => {
  const text = JSON.stringify(base)
    .replaceAll('"hello"', '"s1"')
    .replaceAll('"bye"', '"s2"')
    .replaceAll('"end"', '"s3"');
  const after = JSON.parse(text.replaceAll('"type":"s3"', '"type":"end"')) as Flow;
  const { facts, triggers, handlers, steps } = diff(flow(), after);
  assert.deepEqual([facts, triggers, handlers], [[], [], []]);
  assert.deepEqual(
    steps.map(({ change, id }) => `${change} ${id}`),
    ['renamed s1', 'renamed s2', 'renamed s3'],
  );
});

test('of several equal steps those are taken for one that are led to from the same place', () => {
  const two = { a: say('1', 'x'), b: say('2', 'y'), x: END, y: END };
  const now = { a: say('1', 'p'), b: say('2', 'q'), q: END, p: END };
  const { steps } = diff(
    flow({ start: 'a', handlers: [], steps: two }),
    flow({ start: 'a', handlers: [], steps: now }),
  );
  assert.deepEqual(
    steps.map((each) => (each.change === 'renamed' ? `${each.from} ${each.id}` : each)),
    ['y q', 'x p'],
  );
});

test('a step that was renamed and changed is another step', () => {
  const steps = { hello: say('Ciao', 'farewell'), farewell: say('Addio', 'end'), end: END };
  assert.deepEqual(lines({ steps }), [
    'Step "Goodbye" (bye), send is gone.',
    'Step "hello", send: next.sent: "bye" → "farewell"',
    'Step "farewell", send is new.',
  ]);
});

holdsAlways('a flow is the same as itself', arbitraryFlow, {
  cases: 100,
  holds: (some) => assert.ok(isSame(diff(some, structuredClone(some)))),
});

holdsAlways('two flows are the same where they mean the same, and only there', fc.tuple(arbitraryFlow, arbitraryFlow), {
  cases: 100,
  holds: ([left, right]) => {
    const same = isSame(diff(left, right));
    assert.equal(same, flowIdentity(left) === flowIdentity(right));
    assert.equal(describeDiff(diff(left, right)).length === 0, same);
  },
});
