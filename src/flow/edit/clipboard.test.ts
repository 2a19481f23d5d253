import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { SECRET } from '../../base/schema.ts';
import type { Types } from '../step-type.ts';
import { copySteps } from './copy-steps.ts';
import { draftOf } from './draft.ts';
import { pasteSteps } from './paste-steps.ts';
import { at, draftWith, PLACES, ROW, types } from './small-draft.contract.ts';

const NOTE = { x: 10, y: -20, width: 50, height: 40, text: 'Nota' };
const layout = {
  ...PLACES,
  notes: { note: NOTE, other: NOTE },
  groups: { both: { title: 'Due', steps: ['hello', 'ask'] }, more: { title: 'Tre', steps: ['ask', 'end'] } },
  pins: { ask: { secret: 'x' } },
};
const row = draftWith(ROW, { layout });
const copied = (steps: string[], notes: string[] = []) => copySteps(row, { steps: steps.map(at), notes }, types).text;

test('steps are copied as text with what is between them and what they name', () => {
  const draft = draftWith({
    ask: { type: 'ask', params: { text: '{{ vars.city }}', saveAs: 'name' }, next: { answered: 'run', failed: 'end' } },
    run: { type: 'subflow', params: { flow: 'book' }, next: { done: 'end' } },
    call: { type: 'call', params: { connection: 'crm', operation: 'create' }, next: {} },
    end: { type: 'end' },
  });
  const { text, withheld } = copySteps(draft, { steps: [at('ask'), at('run'), at('call')] }, types);
  const { steps, names, rondineSteps } = JSON.parse(text);
  assert.equal(rondineSteps, 1);
  assert.deepEqual(steps, {
    ask: { ...draft.flow.steps[at('ask')], next: { answered: 'run' } },
    run: { ...draft.flow.steps[at('run')], next: {} },
    call: draft.flow.steps[at('call')],
  });
  assert.deepEqual(names, { variables: ['city', 'name'], flows: ['book'], connections: ['crm'] });
  assert.deepEqual(withheld, []);
});

test('what is pasted has new ids, new titles, its notes and whole groups, at the pointer', () => {
  const titled = { ...ROW, hello: { ...ROW['hello']!, title: 'Saluto' }, twice: { type: 'end', title: 'Saluto 2' } };
  const source = draftWith(titled, { layout });
  const { text } = copySteps(source, { steps: [at('hello'), at('ask')], notes: ['note'] }, types);
  const { draft, steps, notes } = pasteSteps(source, { text, at: { x: 1000, y: 0 } }, types);
  assert.deepEqual(steps, ['saluto-3', 'ask-2']);
  assert.deepEqual(notes, ['note-2']);
  assert.equal(draft.flow.steps[steps[0]!]?.title, 'Saluto 3');
  assert.deepEqual(draft.flow.steps[steps[0]!]?.next, { next: 'ask-2' });
  assert.deepEqual(draft.flow.steps[steps[1]!]?.next, { timeout: 'saluto-3' });
  assert.deepEqual(draft.layout.steps[steps[0]!], { x: 1000, y: 20 });
  assert.deepEqual(draft.layout.notes['note-2'], { ...NOTE, x: 1010, y: 0 });
  assert.deepEqual(draft.layout.groups['both-2'], { title: 'Due', steps });
  assert.equal(Object.keys(draft.layout.groups).length, 3);
  assert.deepEqual(draft.layout.pins, source.layout.pins);
});

test('without a pointer the copy stands a little apart, and in an empty flow the first step is the start', () => {
  const empty = draftWith({}, { start: 'nowhere' });
  const { draft } = pasteSteps(empty, { text: copied(['ask', 'hello']) }, types);
  assert.equal(draft.flow.start, 'ask');
  assert.deepEqual(draft.layout.steps, { ask: { x: 140, y: 240 }, note: { x: 40, y: 40 } });
  assert.equal(pasteSteps(row, { text: copied([]), at: { x: 0, y: 0 } }, types).draft, row);
});

test('plain secrets are not copied, and where they stood is told', () => {
  const vault: Types['steps'] = {
    vault: {
      ...types.steps['note']!,
      type: 'vault',
      params: Type.Object({ key: Type.String(SECRET), named: Type.String(SECRET), plain: Type.String() }),
    },
  };
  const known = { steps: { ...types.steps, ...vault } };
  const draft = draftWith({
    set: { type: 'set', params: { values: { list: ['sk_live_abcdefghij1234567890', 'ciao'] } } },
    vault: { type: 'vault', params: { key: 'abc', named: '{{ secrets.key }}', plain: 'x' } },
  });
  const { text, withheld } = copySteps(draft, { steps: [at('set'), at('vault')] }, known);
  assert.deepEqual(withheld, [
    { step: 'set', path: ['values', 'list', 0] },
    { step: 'vault', path: ['key'] },
  ]);
  assert.ok(!text.includes('sk_live') && !text.includes('abc"'));
  const pasted = pasteSteps(draft, { text }, known);
  assert.deepEqual(pasted.withheld, withheld);
  assert.deepEqual(pasted.draft.flow.steps[pasted.steps[0]!]?.params, { values: { list: ['', 'ciao'] } });
  assert.deepEqual(pasted.draft.flow.steps[pasted.steps[1]!]?.params, {
    key: '',
    named: '{{ secrets.key }}',
    plain: 'x',
  });
});

test('a foreign or damaged text is refused with words', () => {
  const refused = (text: string) => {
    assert.throws(() => pasteSteps(row, { text }, types), { name: 'EditError', code: 'bad_clipboard' });
  };
  refused('ciao');
  refused('[]');
  refused('{"steps":{}}');
  refused('{"rondineSteps":2,"steps":{}}');
  refused('{"rondineSteps":1,"steps":{"a":{"type":"note"}}}');
  refused(`{"rondineSteps":1,"x":"${'x'.repeat(2_000_000)}"}`);
  refused('{"rondineSteps":1,"steps":{"__proto__":{"type":"note","params":{},"next":{}}}}');
});

test('what a text lays out beside its steps is left out', () => {
  const text = JSON.stringify({
    rondineSteps: 1,
    steps: { a: { type: 'note', params: { text: '' }, next: { next: 'gone' } } },
    layout: { steps: { a: { x: 0, y: 0 }, gone: { x: 1, y: 1 } }, groups: { g: { title: 'G', steps: ['gone'] } } },
  });
  const { draft, steps, names } = pasteSteps(row, { text }, types);
  assert.deepEqual(draft.flow.steps[steps[0]!]?.next, {});
  assert.deepEqual(Object.keys(draft.layout.steps), ['hello', 'ask', 'end', 'note']);
  assert.deepEqual(draft.layout.groups, row.layout.groups);
  assert.deepEqual(names, { variables: [], flows: [], connections: [] });
  assert.equal(pasteSteps(row, { text: '{"rondineSteps":1}' }, types).draft, row);
});

test('a step that does not exist is not copied', () => {
  assert.throws(() => copied(['lost']), { code: 'unknown_step' });
  assert.equal(draftOf({ rondine: 1, flow: row.flow }).layout.triggers, undefined);
});
