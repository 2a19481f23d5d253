import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { openTestWorld } from '../../engine/testing/test-world.ts';
import type { Caller } from '../auth/caller.ts';
import { Problem } from '../problem.ts';
import { AT } from '../testing/api-world.ts';
import { createReplay, type Keyed } from './replay.ts';

const ada: Caller = { kind: 'user', id: 'ada', name: 'Ada', role: 'editor' };
const asked: Keyed = { key: 'k', caller: ada, route: 'POST /flows', asked: { name: 'one' }, shownOnce: false };
const HOUR_MS = 3_600_000;

async function open(t: TestContext) {
  const { store, close } = await openTestWorld(AT);
  t.after(close);
  let at = AT;
  let done = 0;
  const replay = createReplay({ store, now: () => at });
  return {
    store,
    pass: (ms: number) => void (at += ms),
    once: (more: Partial<Keyed> = {}) =>
      replay.once({ ...asked, ...more }, async () => ({ status: 201, body: { number: ++done } })),
    replay,
  };
}

const refused = (name: string) => (error: unknown) =>
  error instanceof Problem && error.body.type === `urn:rondine:problem:${name}`;

test('the same request is answered as the first time, for a day and for its caller alone', async (t) => {
  const { once, pass, store } = await open(t);
  const first = await once();
  assert.deepEqual(await once(), first);
  assert.notDeepEqual(await once({ caller: { ...ada, id: 'grace' } }), first);
  assert.notDeepEqual(await once({ caller: { ...ada, kind: 'token' } }), first);
  await assert.rejects(once({ asked: { name: 'two' } }), refused('key-reused'));
  await assert.rejects(once({ route: 'POST /runs/bulk' }), refused('key-reused'));
  pass(24 * HOUR_MS);
  assert.notDeepEqual(await once(), first);
  assert.equal(await store.count('memory'), 1, 'what is older than a day is swept');
});

test('while the first is being done the second is told so', async (t) => {
  const { replay, once } = await open(t);
  const { promise, resolve } = Promise.withResolvers<{ status: number }>();
  const first = replay.once(asked, () => promise);
  await assert.rejects(once(), refused('under-way'));
  resolve({ status: 204 });
  assert.deepEqual([await first, await once()], [{ status: 204 }, { status: 204 }]);
});

test('what failed may be tried again with its key', async (t) => {
  const { replay, once } = await open(t);
  await assert.rejects(
    replay.once(asked, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal((await once()).status, 201);
});

test('what is shown once is not kept', async (t) => {
  const { once, store } = await open(t);
  await once({ shownOnce: true });
  assert.ok(!JSON.stringify(await store.list('memory')).includes('number'));
  await assert.rejects(once({ shownOnce: true }), refused('done-already'));
});
