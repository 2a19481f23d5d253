import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filterOf, isFiltered, readRunsSearch } from './filter.ts';
import { readObject } from './read-object.ts';

const NOW = Date.UTC(2026, 10, 23, 9, 2, 30);

describe('the address of the list', () => {
  it('stands for a filter, and what it says wrongly is left out', () => {
    const search = readRunsSearch({
      status: 'failed',
      flow: 'lead',
      version: '3',
      since: '1d',
      tests: 'only',
      odd: 'x',
      waiting: 'tea',
    });
    assert.deepEqual(filterOf(search, NOW), {
      status: 'failed',
      flow: 'lead',
      version: 3,
      tests: 'only',
      from: Date.UTC(2026, 10, 22, 9, 0),
    });
    assert.deepEqual(filterOf({ status: 'gone', version: 'x', since: 'ever', tests: 'all' }, NOW), {});
  });

  it('asks for the same while a few minutes pass', () => {
    assert.deepEqual(filterOf({ since: '1h' }, NOW), filterOf({ since: '1h' }, NOW + 60_000));
  });

  it('is filtered by chips and not by a search or an order', () => {
    assert.equal(isFiltered({ q: 'ada', sort: 'who' }), false);
    assert.equal(isFiltered({ step: 'create' }), true);
  });
});

describe('JSON that somebody writes', () => {
  it('is an object, or says what is wrong with it', () => {
    assert.deepEqual(readObject('{"a": 1}'), { value: { a: 1 } });
    assert.ok(readObject('{"a": }').problem);
    for (const text of ['[]', '1', 'null', '"a"']) assert.equal(readObject(text).value, undefined, text);
  });
});
