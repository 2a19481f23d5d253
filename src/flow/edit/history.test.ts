import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from './draft.ts';
import { beginHistory, MAX_PAST, record, undo, type History } from './history.ts';
import { readHistory, writeHistory } from './history-text.ts';
import { applyPatch, patchOf } from './patch.ts';
import { setTitle } from './set-title.ts';
import { at, draftWith, ROW } from './small-draft.contract.ts';

const row = draftWith(ROW);
const titled = (draft: Draft, title: string) => setTitle(draft, { step: at('ask'), title });
const label = { key: 'edit.setTitle', values: { count: 1 } };

/** A history of titles, each with the time at which it was typed. */
const typed = (...titles: [title: string, at: number][]): History =>
  titles.reduce<History>(
    (made, [title, time]) =>
      record(made, { draft: titled(made.present.draft, title), label, at: time, mergeKey: 'title:ask' }),
    beginHistory(row),
  );

test('an edit that changes nothing is not written down', () => {
  const history = beginHistory(row);
  assert.equal(record(history, { draft: row, label, at: 0 }), history);
});

test('edits of one burst become one, and a pause or another edit ends it', () => {
  const burst = typed(['A', 0], ['Ab', 900], ['Abc', 1800]);
  assert.equal(burst.past.length, 1);
  assert.equal(undo(burst).present.draft, row);
  assert.equal(typed(['A', 0], ['Ab', 1000]).past.length, 2);
  const other = record(typed(['A', 0]), { draft: titled(row, 'B'), label, at: 1, mergeKey: 'title:end' });
  assert.equal(record(other, { draft: titled(row, 'C'), label, at: 2 }).past.length, 3);
});

test('after an undo typing begins a new entry and what was undone is gone', () => {
  const undone = undo(typed(['A', 0], ['B', 5000]));
  assert.equal(undone.present.label, label);
  const made = record(undone, { draft: titled(row, 'C'), label, at: 5001, mergeKey: 'title:ask' });
  assert.deepEqual([made.past.length, made.future.length], [2, 0]);
});

test('the oldest drafts go where there are more than can be kept', () => {
  const many = Array.from({ length: MAX_PAST + 10 }, (_, time): [string, number] => [`T${time}`, time * 5000]);
  const history = typed(...many);
  assert.equal(history.past.length, MAX_PAST);
  assert.equal(history.past[0]?.draft.flow.steps[at('ask')]?.title, 'T9');
});

test('a history lives through being written, and drops what is farthest back where there is no room', () => {
  const history = undo(typed(['A', 0], ['B', 5000], ['C', 10_000], ['D', 15_000]));
  const text = writeHistory(history);
  assert.deepEqual(readHistory(text), history);
  const short = readHistory(writeHistory(history, text.length - 1));
  assert.deepEqual(short?.future, history.future);
  assert.deepEqual(short?.past, history.past.slice(1));
  const shortest = readHistory(writeHistory(history, 10));
  assert.deepEqual(shortest, { past: [], present: history.present, future: [] });
});

test('a text that is no history, or is broken, gives none', () => {
  const text = writeHistory(typed(['A', 0]));
  const later = text.lastIndexOf('"past"');
  const wrongPast = `${text.slice(0, later)}"past":[{"patch":{"in":{"flow":{"in":{"name":{"is":5}}}}},"facts":{}}],"future":[]}`;
  for (const broken of [
    wrongPast,
    '',
    '5',
    '{}',
    '{"history":1}',
    text.slice(1),
    text.replace('"type":"ask"', '"type":5'),
  ])
    assert.equal(readHistory(broken), undefined);
});

test('a patch holds what is different and nothing more', () => {
  const before = { a: 1, b: { c: [1, 2], d: 'x' }, e: null };
  const after = { a: 1, b: { c: [1, 3], d: 'x', f: {} }, g: true };
  const patch = patchOf(before, after);
  assert.deepEqual(patch, { in: { b: { in: { c: { is: [1, 3] }, f: { is: {} } } }, g: { is: true } }, gone: ['e'] });
  assert.deepEqual(applyPatch(before, patch), after);
  assert.equal(patchOf([1], [1]), null);
  assert.equal(patchOf({ a: [1] }, { a: [1] }), null);
  assert.equal(applyPatch(undefined, null), null);
  assert.deepEqual(applyPatch(undefined, { in: { a: { is: 1 } } }), { a: 1 });
});
