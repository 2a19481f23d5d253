import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { addStep } from './add-step.ts';
import { connect } from './connect.ts';
import { disconnect } from './disconnect.ts';
import { draftOf, exitsOf, fileOf, stepOf } from './draft.ts';
import { duplicateSteps } from './duplicate-steps.ts';
import { targetOf } from './ends.ts';
import { moveSteps } from './move-steps.ts';
import { freshName, slugOf } from './new-name.ts';
import { removeDanglingEdges } from './remove-dangling-edges.ts';
import { removeSteps } from './remove-steps.ts';
import { renameStep } from './rename-step.ts';
import { replaceStep } from './replace-step.ts';
import { setDisabled } from './set-disabled.ts';
import { setParams } from './set-params.ts';
import { setTitle } from './set-title.ts';
import { sliceEdges } from './slice-edges.ts';
import { at, draftWith, PLACES, ROW, types, waysIn } from './small-draft.contract.ts';

const row = draftWith(ROW, { layout: PLACES });
const unknown = { code: 'unknown_step', values: { step: 'lost' } };

test('a new step speaks the language of its flow, English where its form does not', () => {
  const firstText = (language: string, type: string): unknown => {
    const { draft, step } = addStep(draftWith(ROW, { language }), { type }, types);
    return draft.flow.steps[step]?.params['text'];
  };
  assert.deepEqual(
    ['it', 'en-GB', 'de'].map((language) => firstText(language, 'ask')),
    ['Come ti chiami?', 'What is your name?', 'What is your name?'],
  );
  assert.equal(firstText('en', 'send'), 'Hello!');
});

test('a step is added with an id of its type or its title, and with what its form begins with', () => {
  const { draft, step } = addStep(row, { type: 'ask', at: { x: 1, y: 2 } }, types);
  assert.equal(step, 'ask-2');
  assert.deepEqual(draft.flow.steps[step], {
    type: 'ask',
    params: { text: 'Come ti chiami?', saveAs: 'name' },
    next: {},
  });
  assert.deepEqual(draft.layout.steps[step], { x: 1, y: 2 });
  assert.equal(draft.flow.start, 'hello');
  const titled = addStep(row, { type: 'end', title: 'Che città?', params: { as: 'failed' } }, types);
  assert.equal(titled.step, 'che-citta');
  assert.deepEqual(titled.draft.flow.steps[titled.step], {
    type: 'end',
    title: 'Che città?',
    params: { as: 'failed' },
    next: {},
  });
  assert.equal(titled.draft.layout, row.layout);
  assert.throws(() => addStep(row, { type: 'strange' }, types), { code: 'unknown_type', values: { type: 'strange' } });
});

test('the first step of an empty flow is its start, and takes no name that something leads to', () => {
  const empty = draftWith({}, { start: 'note' });
  const { draft, step } = addStep(empty, { type: 'note' }, types);
  assert.equal(step, 'note-2');
  assert.equal(draft.flow.start, 'note-2');
});

test('a step is put behind an exit, and what was there follows its main exit', () => {
  const inEdge = addStep(row, { type: 'send', after: { step: at('hello'), outcome: 'next' } }, types);
  assert.deepEqual(waysIn(inEdge.draft).slice(0, 2), ['start > hello', 'hello.next > send']);
  assert.equal(inEdge.draft.flow.steps[at('send')]?.next['sent'], 'ask');
  assert.deepEqual(inEdge.draft.layout.steps[at('send')], { x: 50, y: 100 });
  const open = addStep(row, { type: 'end', after: { step: at('ask'), outcome: 'failed' } }, types);
  assert.equal(open.draft.flow.steps[at('ask')]?.next['failed'], 'end-2');
  assert.deepEqual(open.draft.layout.steps[at('end-2')], { x: 100, y: 360 });
  const first = addStep(row, { type: 'end', after: { start: true } }, types).draft;
  assert.equal(first.flow.start, 'end-2');
  assert.deepEqual(first.flow.steps[at('end-2')]?.next, {});
  assert.equal(first.layout.steps[at('end-2')], undefined);
  assert.throws(() => addStep(row, { type: 'end', after: { step: at('lost'), outcome: 'x' } }, types), unknown);
});

test('a step is put behind a handler', () => {
  const draft = draftWith(ROW, { handlers: [{ on: 'failure', next: 'end' }] });
  const made = addStep(draft, { type: 'note', after: { handler: 0 } }, types).draft;
  assert.equal(made.flow.handlers?.[0]?.next, 'note');
  assert.deepEqual(made.flow.steps[at('note')]?.next, { next: 'end' });
  assert.throws(() => addStep(draft, { type: 'note', after: { handler: 1 } }, types), { code: 'unknown_place' });
});

test('steps are removed with the ways to them', () => {
  const made = removeSteps(
    draftWith(ROW, { layout: { ...PLACES, pins: { ask: {} }, groups: GROUPS } }),
    { steps: [at('ask')] },
    types,
  );
  assert.deepEqual(waysIn(made), ['start > hello']);
  assert.deepEqual(made.layout, { ...GONE, groups: { some: { title: 'S', steps: ['end'] }, none: GROUPS.none } });
  assert.equal(removeSteps(row, { steps: [] }, types), row);
  assert.throws(() => removeSteps(row, { steps: [at('lost')] }, types), unknown);
});

const GROUPS = {
  some: { title: 'S', steps: ['ask', 'end'] },
  only: { title: 'O', steps: ['ask'] },
  none: { title: 'N', steps: [] },
};
const GONE = { steps: { hello: PLACES.steps.hello, end: PLACES.steps.end }, notes: {}, pins: {} };

test('ways are joined behind removed steps by their main exits', () => {
  const handlers = [{ on: 'failure', next: 'ask' }];
  const made = removeSteps(draftWith(ROW, { handlers }), { steps: [at('hello'), at('ask')], rejoin: true }, types);
  assert.deepEqual(waysIn(made), ['start > end', 'failure > end']);
  const round = draftWith({
    a: { type: 'note', next: { next: 'b' } },
    b: { type: 'note', next: { next: 'a' } },
    c: { type: 'note', next: { next: 'a' } },
  });
  assert.deepEqual(waysIn(removeSteps(round, { steps: [at('a'), at('b')], rejoin: true }, types)), ['start > nowhere']);
});

test('the start and handlers whose step is removed lead nowhere, under a name that no step gets', () => {
  const made = removeSteps(
    draftWith(ROW, { handlers: [{ on: 'failure', next: 'hello' }] }),
    { steps: [at('hello')] },
    types,
  );
  assert.deepEqual(waysIn(made).slice(0, 2), ['start > nowhere', 'failure > nowhere-2']);
  assert.equal(addStep(made, { type: 'note', title: 'Nowhere' }, types).step, 'nowhere-3');
});

test('steps and the box of the triggers are moved', () => {
  const made = moveSteps(row, { steps: { ask: { x: 5, y: 6 } }, triggers: { x: 1, y: 1 } });
  assert.deepEqual(made.layout.steps[at('ask')], { x: 5, y: 6 });
  assert.deepEqual(made.layout.triggers, { x: 1, y: 1 });
  assert.equal(moveSteps(row, { steps: { ask: { x: 100, y: 200 } } }), row);
  assert.equal(moveSteps(row, {}), row);
  assert.throws(() => moveSteps(row, { steps: { lost: { x: 1, y: 1 } } }), unknown);
});

test('exits, the start and handlers are led to steps and taken away', () => {
  const from = { step: at('ask'), outcome: 'failed' };
  const made = connect(row, { from, to: at('end') });
  assert.equal(targetOf(made, from), 'end');
  assert.equal(connect(made, { from, to: at('end') }), made);
  assert.deepEqual(disconnect(made, { from }), row);
  const started = connect(row, { from: { start: true }, to: at('ask') });
  assert.equal(started.flow.start, 'ask');
  const open = disconnect(row, { from: { start: true } });
  assert.equal(open.flow.start, 'nowhere');
  assert.equal(disconnect(open, { from: { start: true } }), open);
  assert.throws(() => connect(row, { from, to: at('lost') }), unknown);
  assert.throws(() => disconnect(row, { from: { handler: 0 } }), { code: 'unknown_place' });
});

test('several ways are sliced at once', () => {
  const edges = [
    { step: at('hello'), outcome: 'next' },
    { step: at('ask'), outcome: 'timeout' },
  ];
  assert.deepEqual(waysIn(sliceEdges(row, { edges })), ['start > hello', 'ask.answered > end']);
});

test('ways to steps that do not exist are taken away and told', () => {
  const draft = draftWith({ a: { type: 'note', next: { next: 'lost' } }, b: { type: 'note', next: { next: 'a' } } });
  const { draft: made, removed } = removeDanglingEdges(draft);
  assert.deepEqual(removed, [{ step: 'a', outcome: 'next' }]);
  assert.deepEqual(waysIn(made), ['start > a', 'b.next > a']);
  assert.equal(removeDanglingEdges(made).draft, made);
});

test('other params drop the ways from exits that are gone, and keep all while they are unfinished', () => {
  const cases = (...ids: string[]): JsonObject => ({ cases: ids.map((id) => ({ id, when: { all: [] } })) });
  const draft = draftWith({ b: { type: 'branch', params: cases('x', 'y'), next: { x: 'b', y: 'b', else: 'b' } } });
  const { draft: made, dropped } = setParams(draft, { step: at('b'), params: cases('y') }, types);
  assert.deepEqual(dropped, [{ outcome: 'x', to: 'b' }]);
  assert.deepEqual(made.flow.steps[at('b')]?.next, { y: 'b', else: 'b' });
  assert.deepEqual(setParams(draft, { step: at('b'), params: { cases: [{}] } }, types).dropped, []);
  assert.deepEqual(setParams(draft, { step: at('b'), params: {} }, types).dropped, []);
  assert.equal(setParams(draft, { step: at('b'), params: cases('x', 'y') }, types).draft, draft);
  assert.deepEqual(exitsOf({ type: 'strange', params: {}, next: { a: at('b') } }, types), ['a']);
});

test('a title is set, cut and taken away', () => {
  const made = setTitle(row, { step: at('ask'), title: '  Nome  ' });
  assert.equal(stepOf(made, at('ask')).title, 'Nome');
  assert.equal(stepOf(setTitle(made, { step: at('ask'), title: 'x'.repeat(300) }), at('ask')).title?.length, 200);
  assert.deepEqual(setTitle(made, { step: at('ask'), title: ' ' }), row);
});

test('a step is renamed wherever it is named', () => {
  const layout = {
    steps: { loop: { x: 1, y: 1 } },
    pins: { loop: {} },
    groups: { g: { title: 'G', steps: ['loop'] } },
  };
  const steps = {
    loop: { type: 'loop', params: { over: [] }, next: { each: 'out', done: 'loop' } },
    out: { type: 'goto', params: { leaves: ['loop', 'other'] }, next: { next: 'loop' } },
  };
  const draft = draftWith(steps, { handlers: [{ on: 'failure', next: 'loop' }], layout });
  const made = renameStep(draft, { step: at('loop'), to: 'orders' }, types);
  assert.deepEqual(waysIn(made), [
    'start > orders',
    'failure > orders',
    'orders.each > out',
    'orders.done > orders',
    'out.next > orders',
  ]);
  assert.deepEqual(made.flow.steps[at('out')]?.params, { leaves: ['orders', 'other'] });
  assert.deepEqual(made.layout, {
    steps: { orders: { x: 1, y: 1 } },
    pins: { orders: {} },
    groups: { g: { title: 'G', steps: ['orders'] } },
    notes: {},
  });
  assert.equal(renameStep(draft, { step: at('loop'), to: 'loop' }, types), draft);
  assert.throws(() => renameStep(draft, { step: at('loop'), to: 'out' }, types), { code: 'name_taken' });
  assert.throws(() => renameStep(draft, { step: at('loop'), to: 'no good' }, types), { code: 'bad_name' });
  assert.throws(() => renameStep(draft, { step: at('lost'), to: 'x' }, types), unknown);
});

test('a step of another type keeps ways of the same name, and the main one', () => {
  const draft = draftWith({
    a: {
      type: 'ask',
      params: { text: '', saveAs: 'x' },
      next: { answered: 'b', failed: 'c', timeout: 'b' },
      retry: { attempts: 2 },
    },
    b: { type: 'end' },
    c: { type: 'end' },
  });
  const { draft: made, dropped } = replaceStep(draft, { step: at('a'), type: 'send' }, types);
  assert.deepEqual(made.flow.steps[at('a')], {
    type: 'send',
    params: { text: 'Ciao!' },
    next: { sent: 'b', failed: 'c' },
  });
  assert.deepEqual(dropped, [{ outcome: 'timeout', to: 'b' }]);
  const ended = replaceStep(draft, { step: at('a'), type: 'end', params: { as: 'failed' } }, types);
  assert.deepEqual(ended.draft.flow.steps[at('a')], { type: 'end', params: { as: 'failed' }, next: {} });
  assert.throws(() => replaceStep(draft, { step: at('a'), type: 'strange' }, types), { code: 'unknown_type' });
});

test('steps are doubled with the ways between them, and nothing is withheld', () => {
  const secret = { type: 'set', title: 'Set', params: { values: { password: 'hunter22' } }, next: { done: 'hello' } };
  const draft = draftWith({ ...ROW, set: secret }, { layout: PLACES });
  const { draft: made, steps } = duplicateSteps(draft, { steps: [at('set'), at('hello')] }, types);
  assert.deepEqual(steps, ['set-2', 'note']);
  assert.deepEqual(made.flow.steps[at('set-2')], { ...secret, title: 'Set 2', next: { done: 'note' } });
  assert.deepEqual(made.layout.steps[at('note')], { x: 40, y: 40 });
});

test('steps are disabled and enabled', () => {
  const made = setDisabled(row, { steps: [at('ask')], disabled: true });
  assert.equal(stepOf(made, at('ask')).disabled, true);
  assert.equal(setDisabled(made, { steps: [at('ask')], disabled: true }), made);
  assert.deepEqual(setDisabled(made, { steps: [at('ask')], disabled: false }), row);
});

test('names are readable, unique and short enough', () => {
  assert.equal(slugOf('  Sì, già! '), 'si-gia');
  assert.equal(slugOf('🙂'), '');
  assert.ok(slugOf(`${'x'.repeat(39)} y`).length === 39);
  assert.equal(freshName('x'.repeat(70), new Set(['x'.repeat(64)])), `${'x'.repeat(62)}-2`);
});

test('a draft comes from a file and goes into one', () => {
  const file = fileOf(row);
  assert.deepEqual(file, { rondine: 1, flow: row.flow, layout: { steps: PLACES.steps } });
  assert.deepEqual(draftOf(file), row);
  assert.deepEqual(fileOf(draftWith(ROW)), { rondine: 1, flow: row.flow });
});
