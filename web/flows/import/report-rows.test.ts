import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importFile } from '../../../src/imports/import-file.ts';
import { countRows, findRows, rowsOf, type Examined } from './report-rows.ts';

const BIRD = JSON.stringify({
  id: 'f-1',
  trigger: 'onOmnichannelMessage',
  title: 'Ciao',
  steps: [
    { id: 'a', action: 'hologram', options: { label: 'Proietta', size: 3 } },
    { id: 'b', action: 'setVariables', options: { label: 'Ricorda', variableSet: { source: 'Chat' } } },
  ],
});

function examine(text: string): Examined {
  const imported = importFile(text);
  if ('diagnostics' in imported) return assert.fail(JSON.stringify(imported.diagnostics));
  return { ...imported, isForeign: true, findings: [] };
}

test('what needs a look stands first, with the steps that it became', () => {
  const rows = rowsOf(examine(BIRD));
  assert.ok(rows.length >= 2);
  const grades = rows.map(({ grade }) => grade);
  assert.deepEqual(
    grades,
    [...grades].sort((left, right) => order(right) - order(left)),
  );
  const lost = rows.find(({ title }) => title === 'Proietta');
  assert.equal(lost?.grade, 'lost');
  assert.ok((lost?.steps.length ?? 0) > 0);
});

test('lines are found by their grade and by any text in them', () => {
  const rows = rowsOf(examine(BIRD));
  assert.deepEqual(
    findRows(rows, { grade: undefined, q: ' HOLOGRAM' }).map(({ title }) => title),
    ['Proietta'],
  );
  assert.deepEqual(findRows(rows, { grade: 'exact', q: 'hologram' }), []);
  const { exact, approximated, lost } = countRows(rows);
  assert.equal(exact + approximated + lost, rows.length);
});

function order(grade: string): number {
  return ['exact', 'approximated', 'lost'].indexOf(grade);
}
