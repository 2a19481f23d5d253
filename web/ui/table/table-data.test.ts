import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextSort, parseSort, rowAfterKey, sortRows, toCsv, writeSort } from './table-data.ts';

describe('the order in an address', () => {
  it('is a column with a minus where it goes down', () => {
    assert.deepEqual(parseSort('name'), { column: 'name', down: false });
    assert.deepEqual(parseSort('-startedAt'), { column: 'startedAt', down: true });
    assert.equal(writeSort({ column: 'startedAt', down: true }), '-startedAt');
  });
  it('is none where nothing is said', () => {
    for (const text of [undefined, '', '-']) assert.equal(parseSort(text), undefined);
  });
  it('goes up, down and away as a head is clicked', () => {
    const up = nextSort({ column: 'other', down: true }, 'name');
    assert.deepEqual(up, { column: 'name', down: false });
    const down = nextSort(up, 'name');
    assert.deepEqual(down, { column: 'name', down: true });
    assert.equal(nextSort(down, 'name'), undefined);
  });
});

describe('sorting', () => {
  const order = (values: readonly (string | number | undefined)[], down = false): unknown[] =>
    sortRows(values, { valueOf: (value) => value, down, language: 'it' });
  it('puts texts as the language has them and numbers by size', () => {
    assert.deepEqual(order(['Zara', 'élan', 'Ada', 'run 10', 'run 9']), ['Ada', 'élan', 'run 9', 'run 10', 'Zara']);
    assert.deepEqual(order([10, 9, 100], true), [100, 10, 9]);
  });
  it('puts what is missing last, whichever way', () => {
    assert.deepEqual(order([undefined, 2, 1]), [1, 2, undefined]);
    assert.deepEqual(order([undefined, 2, 1], true), [2, 1, undefined]);
  });
});

describe('CSV', () => {
  it('quotes what would break a line or a cell', () => {
    assert.equal(
      toCsv([
        ['a', 'b,c'],
        ['say "hi"', 'two\nlines'],
      ]),
      '\uFEFFa,"b,c"\r\n"say ""hi""","two\nlines"\r\n',
    );
  });
  it('does not let a customer write a formula, and leaves numbers alone', () => {
    assert.equal(toCsv([['=1+1', '@x', '-12', '+39 333 100 0001']]), "\uFEFF'=1+1,'@x,-12,+39 333 100 0001\r\n");
  });
});

describe('keys on a row', () => {
  const from = { row: 5, count: 20, page: 10 };
  it('lead to other rows and stop at the ends', () => {
    assert.deepEqual(
      ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'j', 'k'].map((key) => rowAfterKey(key, from)),
      [6, 4, 15, 0, 0, 19, 6, 4],
    );
    assert.equal(rowAfterKey('ArrowDown', { ...from, row: 19 }), 19);
  });
  it('mean nothing otherwise', () => {
    assert.equal(rowAfterKey('Tab', from), undefined);
  });
});
