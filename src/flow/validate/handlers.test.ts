import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { findings, flowOf } from '../testing/findings.contract.ts';

const H = 'flow.handlers.0';

const GOOD: readonly JsonObject[] = [
  { on: 'message', keywords: ['stop'], next: 'end' },
  { on: 'message', pattern: '(?i)^operatore', next: 'first' },
  { on: 'invalidReply', next: 'end' },
  { on: 'failure', next: 'end' },
];

for (const handler of GOOD)
  test(`nothing is wrong with ${JSON.stringify(handler)}`, () => assert.deepEqual(findings({ handler }), []));

const BAD: readonly [handler: JsonObject, ...findings: string[]][] = [
  [{ on: 'message', next: 'end' }, `bad_handler ${H}`],
  [{ on: 'message', keywords: [], next: 'end' }, `bad_handler ${H}`],
  [{ on: 'message', keywords: ['…'], next: 'end' }, `bad_handler ${H}.keywords`],
  [{ on: 'message', pattern: '[', next: 'end' }, `bad_pattern ${H}.pattern`],
  [{ on: 'failure', next: 'edn' }, `missing_step ${H}.next`],
];

for (const [handler, ...expected] of BAD)
  test(`${expected.join(' and ')} is found in ${JSON.stringify(handler)}`, () =>
    assert.deepEqual(findings({ handler }), expected));

test('a second handler of the same kind is never used, two for messages are', () => {
  const twice = (handler: JsonObject) => ({ flow: { handlers: [handler, handler] } });
  assert.deepEqual(findings(twice({ on: 'invalidReply', next: 'end' })), ['hidden_handler flow.handlers.1']);
  assert.deepEqual(findings(twice({ on: 'message', keywords: ['stop'], next: 'end' })), []);
});

const set = (next: string) => ({ type: 'set', params: { values: {} }, next: { done: next } });

test('a step that only a handler leads to is reached, and so is what follows it', () => {
  const handlers = [{ on: 'failure', next: 'sorry' }];
  const steps = { first: set('end'), sorry: set('more'), more: set('end') };
  assert.deepEqual(findings(flowOf(steps, { handlers })), []);
  assert.deepEqual(findings(flowOf(steps)), ['unreachable_step flow.steps.sorry', 'unreachable_step flow.steps.more']);
});

test('a step that only leads into an endless loop is a dead end, the loop itself is told of as one', () => {
  const steps = { first: set('before'), before: set('a'), a: set('b'), b: set('a') };
  assert.deepEqual(findings(flowOf(steps)), [
    'unreachable_step flow.steps.end',
    'endless_loop flow.steps.a.next',
    'dead_end flow.steps.first.next',
    'dead_end flow.steps.before.next',
  ]);
});

test('a wait, a count of passes or an open exit on the way is no dead end', () => {
  const wait = { type: 'wait', params: { for: 'PT1H' }, next: { elapsed: 'first' } };
  const goto = { type: 'goto', params: {}, next: { next: 'first', tooOften: 'end' } };
  assert.deepEqual(findings(flowOf({ first: set('again'), again: goto })), []);
  assert.deepEqual(findings(flowOf({ first: set('wait'), wait })), ['unreachable_step flow.steps.end']);
  const open = { type: 'set', params: { values: {} }, next: {} };
  assert.deepEqual(findings(flowOf({ first: set('open'), open })), [
    'open_exit flow.steps.open.next',
    'unreachable_step flow.steps.end',
  ]);
});

test('what a handler takes may leave by an open exit', () => {
  const ask = { type: 'ask', params: { text: '?', saveAs: 'x' }, next: { answered: 'end', timeout: 'end' } };
  const found = (...on: string[]) =>
    findings(flowOf({ first: ask }, { handlers: on.map((each) => ({ on: each, next: 'end' })) }));
  const open = { exit: 'open_exit flow.steps.first.next', trouble: 'open_trouble flow.steps.first.next' };
  assert.deepEqual(found(), [open.exit, open.trouble]);
  assert.deepEqual(found('invalidReply'), [open.trouble]);
  assert.deepEqual(found('failure'), [open.exit]);
  assert.deepEqual(found('failure', 'invalidReply'), []);
  const lost = { ...ask, next: { invalid: 'end', timeout: 'end', failed: 'end' } };
  assert.deepEqual(findings(flowOf({ first: lost }, { handlers: [{ on: 'failure', next: 'end' }] })), [open.exit]);
});
