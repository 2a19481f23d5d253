import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { concerns, keyOf, refresh, refreshAll, topicOf } from './query.ts';

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

/** Somebody who shows a route that answers when the test says so. */
function reader(queries: QueryClient, key: readonly unknown[]) {
  const open: { answer(value: number): void; signal: AbortSignal }[] = [];
  const observer = new QueryObserver(queries, {
    queryKey: key,
    queryFn: ({ signal }) => new Promise<number>((answer) => open.push({ answer, signal })),
    retry: false,
  });
  return { open, observer, stop: observer.subscribe(() => undefined) };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what is being read when a change is told is finished, and read once more for all changes meanwhile', async (t) => {
  const queries = new QueryClient();
  const { open, observer, stop } = reader(queries, keyOf('GET /flows'));
  t.after(() => (stop(), queries.clear()));
  await turn();
  const changes = [refresh(queries, 'flows', 'one'), refresh(queries, 'flows', 'two'), refreshAll(queries)];
  await turn();
  assert.deepEqual([open.length, open[0]?.signal.aborted], [1, false]);
  open[0]?.answer(1);
  await turn();
  assert.equal(observer.getCurrentResult().data, 1);
  assert.equal(open.length, 2);
  open[1]?.answer(2);
  await Promise.all(changes);
  assert.equal(observer.getCurrentResult().data, 2);
  assert.equal(open.length, 2);
});

test('what nobody reads just then is read at once, and other topics are left alone', async (t) => {
  const queries = new QueryClient();
  const flows = reader(queries, keyOf('GET /flows'));
  const runs = reader(queries, keyOf('GET /runs'));
  t.after(() => (flows.stop(), runs.stop(), queries.clear()));
  await turn();
  flows.open[0]?.answer(1);
  runs.open[0]?.answer(1);
  await turn();
  void refresh(queries, 'flows');
  await turn();
  assert.deepEqual([flows.open.length, runs.open.length], [2, 1]);
  flows.open[1]?.answer(2);
});
