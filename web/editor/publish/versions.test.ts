import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLater, lookedAt, neighbour, readState, statesOf } from './versions.ts';

const VERSIONS = [{ version: 1 }, { version: 3 }, { version: 2 }];

test('states are the draft where it is ahead, then the versions, the newest first', () => {
  assert.deepEqual(statesOf(VERSIONS, true), ['draft', 3, 2, 1]);
  assert.deepEqual(statesOf(VERSIONS, false), [3, 2, 1]);
  assert.deepEqual(statesOf([], false), ['draft']);
});

test('the newest is compared with the one before it unless the address says otherwise', () => {
  const states = statesOf(VERSIONS, true);
  assert.deepEqual(lookedAt(states, {}), { state: 'draft', against: 3 });
  assert.deepEqual(lookedAt(states, { version: '2' }), { state: 2, against: 1 });
  assert.deepEqual(lookedAt(states, { version: '1' }), { state: 1, against: undefined });
  assert.deepEqual(lookedAt(states, { version: '1', against: 'draft' }), { state: 1, against: 'draft' });
  assert.deepEqual(lookedAt(states, { version: '9', against: '3' }), { state: 'draft', against: 3 });
  assert.deepEqual(lookedAt(states, { against: 'none' }), { state: 'draft', against: undefined });
});

test('only numbers of versions and the draft are states', () => {
  assert.deepEqual(['draft', '7', '0', '07', 'x', undefined].map(readState), [
    'draft',
    7,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('the draft is later than every version', () => {
  assert.deepEqual(
    [isLater('draft', 3), isLater(3, 'draft'), isLater(3, 2), isLater(2, 2)],
    [true, false, true, false],
  );
});

test('going through a list begins anew at its ends', () => {
  const items = ['a', 'b', 'c'];
  assert.equal(neighbour(items, undefined, 1), 'a');
  assert.equal(neighbour(items, undefined, -1), 'c');
  assert.equal(neighbour(items, 'c', 1), 'a');
  assert.equal(neighbour(items, 'a', -1), 'c');
  assert.equal(neighbour([], undefined, 1), undefined);
});
