import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flatOf, isOpenAtFirst, runsOfAll, treeOf, type TreeRow } from './flow-tree.ts';

const flow = (name: string, folder = '') => ({ name, labels: { folder, tags: [], revision: 1 } });
const FLOWS = [flow('c', 'Sales/Italy'), flow('a'), flow('b', 'Sales'), flow('d', 'Help')];
const lines = (rows: readonly TreeRow<(typeof FLOWS)[number]>[]): string[] =>
  rows.map(
    (row) =>
      '  '.repeat(row.depth) +
      ('flow' in row ? row.flow.name : `${row.isOpen ? '-' : '+'} ${row.folder.name} ${row.folder.count}`),
  );

test('what lies at the top stands first, then folders by name, folded with the number of their flows', () => {
  assert.deepEqual(lines(treeOf(FLOWS, () => false)), ['a', '+ Help 1', '+ Sales 2']);
});

test('an open folder shows what lies in it, and its folders', () => {
  assert.deepEqual(lines(treeOf(FLOWS, (path) => path === 'Sales')), [
    'a',
    '+ Help 1',
    '- Sales 2',
    '  b',
    '  + Italy 1',
  ]);
  const all = treeOf(FLOWS, () => true);
  assert.deepEqual(lines(all).slice(-2), ['  - Italy 1', '    c']);
  const sales = all.find((row) => 'folder' in row && row.folder.path === 'Sales');
  assert.ok(sales && 'folder' in sales);
  assert.deepEqual(
    sales.flows.map(({ name }) => name),
    ['c', 'b'],
  );
});

test('a list has no folders, and few flows need none folded', () => {
  assert.deepEqual(lines(flatOf(FLOWS)), ['c', 'a', 'b', 'd']);
  assert.deepEqual([isOpenAtFirst(FLOWS), isOpenAtFirst(Array.from({ length: 13 }))], [true, false]);
});

test('runs of a folder are those of its flows, day by day', () => {
  assert.deepEqual(runsOfAll([{ runsPerDay: [1, 2] }, { runsPerDay: [0, 5] }]), [1, 7]);
  assert.deepEqual(runsOfAll([]), []);
});
