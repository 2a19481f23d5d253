import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Handler } from '../flow.ts';
import type { Trigger } from '../trigger.ts';
import { alignSteps, type Alignment } from './align-steps.ts';
import { distributeSteps } from './distribute-steps.ts';
import { addGroup, changeGroup, collapseGroups, removeGroups } from './edit-groups.ts';
import { addHandler, changeHandler, moveHandler, removeHandler } from './edit-handlers.ts';
import { addNote, changeNote, removeNotes } from './edit-notes.ts';
import { clearPin, setPin } from './edit-pins.ts';
import { addTrigger, changeTrigger, moveTrigger, removeTrigger } from './edit-triggers.ts';
import { addLanguage, removeLanguage } from './languages.ts';
import { setFlow } from './set-flow.ts';
import { at, draftWith, PLACES, ROW, types } from './small-draft.contract.ts';
import { snapToGrid } from './snap-to-grid.ts';

const row = draftWith(ROW, { layout: PLACES });
const ALL = [at('hello'), at('ask'), at('end')];
const MANUAL: Trigger = { type: 'manual' };
const FLOW: Trigger = { type: 'flow' };

test('triggers are added, changed, moved and removed', () => {
  const made = addTrigger(addTrigger(row, { trigger: MANUAL }), { trigger: FLOW, before: 0 });
  assert.deepEqual(made.flow.triggers, [FLOW, MANUAL]);
  assert.deepEqual(moveTrigger(made, { from: 0, to: 1 }).flow.triggers, [MANUAL, FLOW]);
  assert.deepEqual(changeTrigger(made, { at: 1, trigger: FLOW }).flow.triggers, [FLOW, FLOW]);
  assert.deepEqual(removeTrigger(made, { at: 0 }).flow.triggers, [MANUAL]);
  assert.throws(() => removeTrigger(made, { at: 2 }), { code: 'unknown_place' });
  assert.throws(() => moveTrigger(made, { from: 0, to: 2 }), { code: 'unknown_place' });
});

test('handlers are added, changed, moved and removed', () => {
  const [stop, fail]: Handler[] = [
    { on: 'message', keywords: ['stop'], next: at('end') },
    { on: 'failure', next: at('end') },
  ];
  const made = addHandler(addHandler(row, { handler: stop! }), { handler: fail! });
  assert.deepEqual(moveHandler(made, { from: 1, to: 0 }).flow.handlers, [fail, stop]);
  assert.deepEqual(changeHandler(made, { at: 0, handler: fail! }).flow.handlers, [fail, fail]);
  assert.deepEqual(removeHandler(made, { at: 0 }).flow.handlers, [fail]);
  assert.throws(() => removeHandler(row, { at: 0 }), { code: 'unknown_place' });
  assert.throws(() => addHandler(row, { handler: { ...fail!, next: at('lost') } }), { code: 'unknown_step' });
});

test('facts of the flow are set, and what is not said stays', () => {
  const made = setFlow(row, { name: ' Nuovo ', language: 'en', settings: { country: 'CH' } });
  assert.deepEqual(made.flow, {
    ...row.flow,
    name: 'Nuovo',
    language: 'en',
    settings: { timeZone: 'Europe/Rome', country: 'CH' },
  });
  assert.equal(setFlow(row, {}), row);
  assert.throws(() => setFlow(row, { name: ' ' }), { code: 'bad_name' });
  assert.throws(() => setFlow(row, { name: 'x'.repeat(201) }), { code: 'bad_name' });
});

test('notes are added, changed and removed', () => {
  const note = { x: 1, y: 2, width: 3, height: 4, text: 'Nota' };
  const { draft, note: name } = addNote(row, { note });
  assert.equal(name, 'note');
  assert.equal(addNote(draft, { note }).note, 'note-2');
  assert.deepEqual(changeNote(draft, { note: name, change: { text: 'Altra' } }).layout.notes, {
    note: { ...note, text: 'Altra' },
  });
  assert.deepEqual(removeNotes(draft, { notes: [name] }), row);
  assert.throws(() => removeNotes(row, { notes: ['note'] }), { code: 'unknown_place' });
});

test('a step is in one group, and a group without steps goes', () => {
  const { draft, group } = addGroup(row, { steps: [at('hello'), at('ask')], title: 'Inizio', colour: 'red' });
  assert.equal(group, 'inizio');
  assert.deepEqual(draft.layout.groups, { inizio: { title: 'Inizio', steps: ['hello', 'ask'], colour: 'red' } });
  const second = addGroup(draft, { steps: [at('ask')], title: '🙂' });
  assert.equal(second.group, 'group');
  assert.deepEqual(second.draft.layout.groups['inizio']?.steps, ['hello']);
  const taken = changeGroup(second.draft, { group: 'group', change: { steps: [at('hello'), at('ask')], colour: '' } });
  assert.deepEqual(taken.layout.groups, { group: { title: '🙂', steps: ['hello', 'ask'] } });
  assert.throws(() => addGroup(row, { steps: [], title: 'x' }), { code: 'unknown_step' });
  assert.throws(() => changeGroup(draft, { group, change: { steps: [at('lost')] } }), { code: 'unknown_step' });
});

test('groups are collapsed, expanded and taken apart', () => {
  const { draft } = addGroup(row, { steps: [at('hello')], title: 'Uno' });
  const collapsed = collapseGroups(draft, { collapsed: true });
  assert.equal(collapsed.layout.groups['uno']?.collapsed, true);
  assert.deepEqual(collapseGroups(collapsed, { groups: ['uno'], collapsed: false }), draft);
  assert.deepEqual(removeGroups(draft, { groups: ['uno'] }), row);
  assert.throws(() => removeGroups(row, { groups: ['uno'] }), { code: 'unknown_place' });
});

test('outputs are pretended and forgotten', () => {
  const made = setPin(row, { step: at('ask'), output: { id: '7' } });
  assert.deepEqual(made.layout.pins, { ask: { id: '7' } });
  assert.deepEqual(clearPin(made, { steps: [at('ask')] }), row);
  assert.throws(() => setPin(row, { step: at('lost'), output: {} }), { code: 'unknown_step' });
});

test('steps are lined up by each of their sides', () => {
  const sizes = { hello: { width: 100, height: 40 }, end: { width: 50, height: 20 } };
  const places = (by: Alignment) =>
    Object.values(alignSteps(row, { steps: ALL, by, sizes }).layout.steps).map(({ x, y }) => [x, y]);
  assert.deepEqual(places('left'), [
    [0, 0],
    [0, 200],
    [0, 400],
  ]);
  assert.deepEqual(places('right'), [
    [250, 0],
    [350, 200],
    [300, 400],
  ]);
  assert.deepEqual(places('centre'), [
    [125, 0],
    [175, 200],
    [150, 400],
  ]);
  assert.deepEqual(places('top'), [
    [0, 0],
    [100, 0],
    [300, 0],
  ]);
  assert.deepEqual(places('bottom'), [
    [0, 380],
    [100, 420],
    [300, 400],
  ]);
  assert.deepEqual(places('middle'), [
    [0, 190],
    [100, 210],
    [300, 200],
  ]);
  const bare = draftWith(ROW);
  assert.equal(alignSteps(bare, { steps: ALL, by: 'left' }), bare);
  assert.throws(() => alignSteps(row, { steps: [at('lost')], by: 'left' }), { code: 'unknown_step' });
});

test('steps are put at equal distances between the outermost', () => {
  const sizes = { hello: { width: 100, height: 40 } };
  const along = (axis: 'x' | 'y') => distributeSteps(row, { steps: ALL, along: axis, sizes }).layout.steps[at('ask')];
  assert.deepEqual(along('x'), { x: 200, y: 200 });
  assert.deepEqual(along('y'), { x: 100, y: 220 });
  assert.equal(distributeSteps(row, { steps: [at('hello'), at('end')], along: 'x' }), row);
});

test('steps are put on the grid', () => {
  const draft = draftWith(ROW, { layout: { steps: { hello: { x: -3, y: 11 } } } });
  assert.deepEqual(snapToGrid(draft, { steps: ALL }).layout.steps, { hello: { x: 0, y: 20 } });
  assert.deepEqual(snapToGrid(draft, { steps: ALL, grid: 5 }).layout.steps, { hello: { x: -5, y: 10 } });
});

test('texts get a language more, and lose it again', () => {
  const params = { text: 'Nome?', saveAs: 'name', invalidText: { it: 'No', fr: 'Non' } };
  const draft = draftWith({ ask: { type: 'ask', params }, odd: { type: 'send', params: { text: 5 } } });
  const made = addLanguage(draft, { language: 'fr' }, types);
  assert.deepEqual(made.flow.steps[at('ask')]?.params, { ...params, text: { it: 'Nome?', fr: 'Nome?' } });
  assert.deepEqual(addLanguage(draft, { language: 'it' }, types), draft);
  const more = addLanguage(made, { language: 'de' }, types).flow.steps[at('ask')]?.params;
  assert.deepEqual(more?.['invalidText'], { it: 'No', fr: 'Non', de: 'No' });
  const less = removeLanguage(made, { language: 'fr' }, types);
  assert.deepEqual(less.flow.steps[at('ask')]?.params, { ...params, invalidText: 'No' });
  assert.throws(() => addLanguage(draft, { language: 'italiano' }, types), { code: 'bad_name' });
  assert.throws(() => removeLanguage(draft, { language: 'it' }, types), { code: 'bad_name' });
});

test('a text that is in one language only keeps it', () => {
  const draft = draftWith({
    a: { type: 'send', params: { text: { fr: 'Salut' } } },
    b: { type: 'send', params: { text: { fr: 'Oui', en: 'Yes' } } },
  });
  const made = removeLanguage(draft, { language: 'fr' }, types);
  assert.deepEqual(made.flow.steps[at('a')]?.params, { text: { fr: 'Salut' } });
  assert.deepEqual(made.flow.steps[at('b')]?.params, { text: { en: 'Yes' } });
});
