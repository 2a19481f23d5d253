import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, draftWith, ROW, types } from '../../../src/flow/edit/small-draft.contract.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { createStepViews } from '../canvas/step-view.ts';
import { keyOfStep, outlineOf, parentsIn, pathTo, rowsOf, type OutlineRow } from './tree.ts';
import { rowByTyping, walkRows } from './walk-rows.ts';

const outline = (draft: Draft) => outlineOf(draft, createStepViews(types), 'it');

/** Lines as text: indented by level, a way that joins as an arrow, one that leads nowhere with a ring. */
const lines = (draft: Draft, closed: readonly string[] = []): string[] =>
  rowsOf(outline(draft), new Set(closed)).map(({ node, level }) => `${'  '.repeat(level - 1)}${said(node)}`);

function said(node: OutlineRow['node']): string {
  if (node.kind === 'step') return node.view.id;
  if (node.kind !== 'exit') return node.kind;
  const { exit, joins, isOpen } = node;
  return `${exit.outcome}${joins === undefined ? '' : ` → ${joins}`}${isOpen ? ' ○' : ''}`;
}

describe('the outline of a flow', () => {
  it('goes on on the same level by main exits, and has every other exit below its step', () => {
    const found = lines(draftWith(ROW));
    assert.deepEqual(found.slice(0, 3), ['triggers', 'hello', 'ask']);
    assert.ok(found.includes('  timeout → hello'));
    assert.equal(found.at(-1), 'end');
  });

  it('has each step once, and says where ways join', () => {
    const draft = draftWith({
      choose: {
        type: 'branch',
        params: { cases: [{ exit: 'yes', when: { left: 'a', operator: 'equals', right: 'a' } }] },
        next: { yes: 'one', else: 'two' },
      },
      one: { type: 'note', params: { text: 'one' }, next: { next: 'both' } },
      two: { type: 'note', params: { text: 'two' }, next: { next: 'both' } },
      both: { type: 'end' },
    });
    assert.deepEqual(lines(draft), ['triggers', 'choose', '  else', '    two', '      next → both', 'one', 'both']);
  });

  it('has steps that no way leads to at the end, beginning with the first of them', () => {
    const draft = draftWith({
      end: { type: 'end' },
      later: { type: 'end' },
      earlier: { type: 'note', params: { text: '' }, next: { next: 'later' } },
    });
    assert.deepEqual(lines(draft), ['triggers', 'end', 'unreached', '  earlier', '  later']);
  });

  it('ends where the steps go round, and with a flow that has no step', () => {
    const round = draftWith({ a: { type: 'note', params: { text: '' }, next: { next: 'a' } } });
    assert.deepEqual(lines(round), ['triggers', 'a', '  next → a']);
    assert.deepEqual(lines(draftWith({})), ['triggers', '  start ○']);
  });

  it('has handlers below the triggers', () => {
    const draft = draftWith(ROW, { handlers: [{ on: 'message', keywords: ['stop'], next: 'end' }] });
    assert.deepEqual(lines(draft).slice(0, 2), ['triggers', '  message → end']);
  });

  it('counts lines on each level, and hides what is closed', () => {
    const nodes = outline(draftWith(ROW));
    const open = rowsOf(nodes, new Set());
    const ask = open.find(({ key }) => key === keyOfStep(at('ask')));
    assert.deepEqual([ask?.level, ask?.place, ask?.setSize, ask?.isExpanded], [1, 3, 4, true]);
    const closed = rowsOf(nodes, new Set(parentsIn(nodes)));
    assert.deepEqual(
      closed.map(({ level }) => level),
      [1, 1, 1, 1],
    );
    const [exit] = open.filter(({ parent }) => parent === keyOfStep(at('ask')));
    assert.deepEqual(pathTo(nodes, exit?.key ?? ''), [keyOfStep(at('ask'))]);
  });

  it('has all of a thousand steps in a row on one level', () => {
    const steps = Object.fromEntries(
      Array.from({ length: 1000 }, (_none, n) => [
        `s${n}`,
        { type: 'note', params: { text: '' }, ...(n < 999 ? { next: { next: `s${n + 1}` } } : {}) },
      ]),
    );
    const rows = rowsOf(outline(draftWith(steps)), new Set());
    assert.equal(rows.filter(({ level }) => level === 1).length, 1001);
  });
});

describe('walking the outline', () => {
  const rows = rowsOf(outline(draftWith(ROW)), new Set());
  const place = rows.findIndex(({ key }) => key === keyOfStep(at('ask')));

  it('goes up and down, to the ends, and into and out of what stands below', () => {
    assert.deepEqual(walkRows(rows, place, 'ArrowUp'), { to: keyOfStep(at('hello')) });
    assert.deepEqual(walkRows(rows, 0, 'ArrowUp'), { to: 'triggers' });
    assert.deepEqual(walkRows(rows, place, 'Home'), { to: 'triggers' });
    assert.deepEqual(walkRows(rows, 0, 'End'), { to: keyOfStep(at('end')) });
    assert.deepEqual(walkRows(rows, 0, 'PageDown'), walkRows(rows, 0, 'End'));
    assert.deepEqual(walkRows(rows, place, 'ArrowRight'), { to: rows[place + 1]?.key });
    assert.deepEqual(walkRows(rows, place, 'ArrowLeft'), { collapse: keyOfStep(at('ask')) });
    assert.deepEqual(walkRows(rows, place + 1, 'ArrowLeft'), { to: keyOfStep(at('ask')) });
    const shut = rowsOf(outline(draftWith(ROW)), new Set([keyOfStep(at('ask'))]));
    assert.deepEqual(walkRows(shut, place, 'ArrowRight'), { expand: keyOfStep(at('ask')) });
    assert.equal(walkRows(rows, 0, 'x'), undefined);
    assert.equal(walkRows([], 0, 'Home'), undefined);
  });

  it('finds the next line by its first letters, and goes round', () => {
    const names = ['Ask', 'Branch', 'Answer', 'Both'];
    assert.equal(rowByTyping(names, 0, 'a'), 2);
    assert.equal(rowByTyping(names, 2, 'a'), 0);
    assert.equal(rowByTyping(names, 1, 'bo'), 3);
    assert.equal(rowByTyping(names, 0, 'z'), undefined);
  });
});
