import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSearch, searchOf, writeSearch } from './search-params.ts';

describe('the part of an address after ?', () => {
  it('is texts, and lists where a name comes twice', () => {
    assert.deepEqual(parseSearch('?q=ada&status=failed&status=active&n=007'), {
      q: 'ada',
      status: ['failed', 'active'],
      n: '007',
    });
    assert.deepEqual(parseSearch(''), {});
  });
  it('is written as it is read', () => {
    for (const search of ['', '?q=a%26b', '?status=failed&status=active&sort=-startedAt'])
      assert.equal(writeSearch(parseSearch(search)), search);
  });
  it('leaves out what is empty', () => {
    assert.equal(writeSearch({ q: '', status: [], sort: undefined, step: 'a' }), '?step=a');
  });
  it('cannot be made to reach into objects', () => {
    const found = parseSearch('?__proto__=x&constructor=y');
    assert.equal(Object.hasOwn(found, 'constructor'), true);
    assert.equal(({} as Record<string, unknown>)['x'], undefined);
  });
});

describe('the search of a page', () => {
  const read = searchOf({ q: 'text', status: 'list' });
  it('has what the page knows, in the form that it expects', () => {
    assert.deepEqual(read({ q: 'ada', status: 'failed', other: 'x' }), { q: 'ada', status: ['failed'] });
    assert.deepEqual(read({ q: ['first', 'second'], status: ['a', 'b'] }), { q: 'first', status: ['a', 'b'] });
  });
  it('leaves out what is missing, empty or no text', () => {
    assert.deepEqual(read({ q: '', status: [1, {}] }), {});
  });
});
