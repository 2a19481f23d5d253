import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../src/base/ids.ts';
import { barsOf, findFlows, foldersBelow, pathTo, stateOf, sum, writtenFolder, type ListedFlow } from './flow-list.ts';

const labels = (folder: string, tags: string[] = [], isArchived = false): ListedFlow['labels'] => ({
  folder,
  tags,
  revision: 1,
  ...(isArchived ? { archived: { at: 1, by: 'Ada' } } : {}),
});
const FLOWS: readonly Pick<ListedFlow, 'flow' | 'name' | 'labels' | 'state'>[] = [
  { flow: id.flow('lead'), name: 'Nuovo Lead', labels: labels('Vendite/Italia', ['whatsapp']), state: 'published' },
  { flow: id.flow('case'), name: 'Già cliente', labels: labels('Assistenza', ['viber']), state: 'changes' },
  { flow: id.flow('nudge'), name: 'Nudge', labels: labels('Vendite'), state: 'failing' },
  { flow: id.flow('old'), name: 'Old', labels: labels('', [], true), state: 'unpublished' },
];
const ids = (wanted: Parameters<typeof findFlows>[1]): string[] => findFlows(FLOWS, wanted).map(({ flow }) => flow);

test('flows are found by words of their name, id, folder and tags, whatever their case and accents', () => {
  assert.deepEqual(ids({}), ['lead', 'case', 'nudge']);
  assert.deepEqual(ids({ q: 'GIA' }), ['case']);
  assert.deepEqual(ids({ q: 'vendite lead' }), ['lead']);
  assert.deepEqual(ids({ q: 'viber' }), ['case']);
});

test('a folder holds what lies below it, and one of several states or tags is enough', () => {
  assert.deepEqual(ids({ folder: 'Vendite' }), ['lead', 'nudge']);
  assert.deepEqual(ids({ folder: 'Vend' }), []);
  assert.deepEqual(ids({ state: ['failing', 'changes'] }), ['case', 'nudge']);
  assert.deepEqual(ids({ tag: ['viber', 'whatsapp'] }), ['lead', 'case']);
});

test('what was put away is shown only to those who ask for it', () => {
  assert.deepEqual(ids({ state: ['archived'] }), ['old']);
  assert.deepEqual(ids({ state: ['unpublished'] }), []);
  assert.deepEqual(FLOWS.slice(3).map(stateOf), ['archived']);
});

test('folders are counted with what lies below them, and those put away do not count', () => {
  assert.deepEqual(foldersBelow(FLOWS), [
    { path: 'Assistenza', name: 'Assistenza', count: 1 },
    { path: 'Vendite', name: 'Vendite', count: 2 },
  ]);
  assert.deepEqual(foldersBelow(FLOWS, 'Vendite'), [{ path: 'Vendite/Italia', name: 'Italia', count: 1 }]);
  assert.deepEqual(pathTo('Vendite/Italia'), [
    { name: 'Vendite', path: 'Vendite' },
    { name: 'Italia', path: 'Vendite/Italia' },
  ]);
});

test('a typed folder has no empty parts', () => {
  assert.equal(writtenFolder(' / Vendite // Italia /'), 'Vendite/Italia');
});

test('bars are as high as their share of the highest, and a small one can be seen', () => {
  assert.deepEqual(barsOf([0, 1, 50, 100]), [0, 0.12, 0.5, 1]);
  assert.deepEqual(barsOf([0, 0]), [0, 0]);
  assert.equal(sum([1, 2, 3]), 6);
});
