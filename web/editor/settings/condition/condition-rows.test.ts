import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Condition } from '../../../../src/flow/flow.ts';
import { conditionOf, EMPTY_ROW, groupOf, sideText, withOperator } from './condition-rows.ts';

const is = (right: string): Condition => ({ left: '{{ vars.topic }}', operator: 'equals', right });

describe('a condition as rows', () => {
  for (const condition of [
    is('sales'),
    { all: [is('a'), is('b')] },
    { any: [is('a'), { all: [is('b'), is('c')] }] },
    { any: [{ all: [is('b')] }, is('c')] },
  ] satisfies Condition[])
    it(`comes back as it was: ${JSON.stringify(condition)}`, () =>
      assert.deepEqual(conditionOf(groupOf(condition)), condition));

  it('of one row is a comparison by itself', () => {
    assert.deepEqual(conditionOf(groupOf({ all: [is('a')] })), is('a'));
  });

  it('has one empty row where there is no condition yet', () => {
    assert.deepEqual(groupOf(undefined), { join: 'all', rows: [EMPTY_ROW] });
    assert.deepEqual(groupOf({ strange: true }), { join: 'all', rows: [EMPTY_ROW] });
  });

  it('may be a group without rows', () => {
    assert.deepEqual(conditionOf({ join: 'any', rows: [] }), { any: [] });
  });
});

describe('a row', () => {
  it('loses its right side where the comparison has none, and gets an empty one back', () => {
    const empty = withOperator({ left: 'x', operator: 'equals', right: 'y' }, 'isEmpty');
    assert.deepEqual(empty, { left: 'x', operator: 'isEmpty' });
    assert.deepEqual(withOperator(empty, 'contains'), { left: 'x', operator: 'contains', right: '' });
  });

  it('shows lists with commas and values as texts', () => {
    assert.equal(sideText(['si', 'yes', 1]), 'si, yes, 1');
    assert.equal(sideText(5), '5');
    assert.equal(sideText(null), '');
  });
});
