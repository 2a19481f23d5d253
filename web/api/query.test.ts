import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concerns, keyOf, topicOf } from './query.ts';

test('a change of one thing concerns it and the lists that it may stand in, and nothing else', () => {
  const change = { topic: 'flows', key: 'one' };
  const of = (name: string, input: unknown = {}) => concerns({ name, input }, change);
  assert.ok(of('GET /flows'));
  assert.ok(of('GET /flows/:flow/draft', { params: { flow: 'one' } }));
  assert.ok(!of('GET /flows/:flow/draft', { params: { flow: 'two' } }));
  assert.ok(!of('GET /runs'));
  // What may be named by flows is made of flows and connections.
  assert.ok(of('GET /catalog'));
  assert.ok(concerns({ name: 'GET /flows/:flow', input: { params: { flow: 'two' } } }, { topic: 'flows', key: '*' }));
});

test('what is cached is named by its route and what it was given', () => {
  assert.deepEqual(keyOf('GET /flows', { query: { tag: 'a' } }), ['GET /flows', { query: { tag: 'a' } }]);
  assert.equal(topicOf('POST /runs/:run/repair'), 'runs');
});
