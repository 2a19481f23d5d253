import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { id } from '../base/ids.ts';
import { openConnectionBook, type ConnectionSeed } from './connection-book.ts';
import { openFlowBook } from './flow-book.ts';
import { openTestWorld, openVault, testFlow, type TestWorld } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22);
const crm = id.connection('crm');
const seed = (name: string, token: string): ConnectionSeed => ({
  key: crm,
  kind: 'connector',
  type: 'test',
  config: { token },
  seed: name,
});
const refused = { code: 'auth', message: 'Token refused.' } as const;

async function world(t: TestContext): Promise<TestWorld> {
  const opened = await openTestWorld(AT);
  t.after(() => opened.close());
  return opened;
}

void test('the same seed never restores a broken connection, a new one does', async (t) => {
  const { store } = await world(t);
  const book = await openConnectionBook(store, openVault);
  assert.equal(await book.seed(seed('one', 'a')), 'seeded');
  await book.update(crm, (config) => ({ ...config, token: 'rotated' }));
  await book.breakDown(crm, refused, AT);
  const restarted = await openConnectionBook(store, openVault);
  assert.equal(await restarted.seed(seed('one', 'a')), 'kept');
  assert.deepEqual(restarted.get(crm)?.config, { token: 'rotated' });
  assert.equal(restarted.get(crm)?.record.state, 'broken');
  assert.equal(await restarted.seed(seed('two', 'b')), 'seeded');
  assert.deepEqual(restarted.get(crm)?.config, { token: 'b' });
  assert.equal(restarted.get(crm)?.record.state, 'working');
});

void test('a breakdown is reported once', async (t) => {
  const book = await openConnectionBook((await world(t)).store, openVault);
  await book.seed(seed('one', 'a'));
  const reported = await Promise.all([1, 2, 3].map(() => book.breakDown(crm, refused, AT)));
  assert.deepEqual(reported, [true, false, false]);
});

void test('limits are as the seed has them, and what the connection has learned stays', async (t) => {
  const { store } = await world(t);
  const book = await openConnectionBook(store, openVault);
  await book.seed(seed('one', 'a'));
  await book.update(crm, () => ({ token: 'rotated' }));
  assert.equal(await book.seed({ ...seed('one', 'a'), limits: { perSecond: 5 } }), 'kept');
  assert.deepEqual((await store.get('connection', crm))?.limits, { perSecond: 5 });
  assert.deepEqual(book.get(crm)?.config, { token: 'rotated' });
  await book.seed(seed('one', 'a'));
  assert.equal((await store.get('connection', crm))?.limits, undefined);
});

void test('a refusal of former credentials breaks nothing that was repaired since', async (t) => {
  const book = await openConnectionBook((await world(t)).store, openVault);
  await book.seed(seed('one', 'a'));
  const used = book.get(crm);
  await book.update(crm, () => ({ token: 'rotated' }));
  assert.equal(await book.breakDown(crm, refused, AT, used), true);
  await book.repair(crm, { token: 'put right' });
  assert.equal(book.get(crm)?.record.problem, undefined);
  assert.equal(await book.breakDown(crm, refused, AT, used), false);
  assert.equal(book.get(crm)?.record.state, 'working');
  assert.deepEqual(book.get(crm)?.config, { token: 'put right' });
  assert.equal(await book.breakDown(crm, refused, AT, book.get(crm)), true);
});

void test('updates of one connection go one after the other, each from the newest configuration', async (t) => {
  const { store } = await world(t);
  const book = await openConnectionBook(store, openVault);
  await book.seed(seed('one', ''));
  await Promise.all(
    ['a', 'b', 'c'].map((letter) =>
      book.update(crm, async (config) => {
        await new Promise((resolve) => setImmediate(resolve));
        return { token: `${String(config['token'])}${letter}` };
      }),
    ),
  );
  assert.deepEqual((await store.get('connection', crm))?.config, { token: 'abc' });
});

void test('an update that fails stores nothing and lets the next one in', async (t) => {
  const { store } = await world(t);
  const book = await openConnectionBook(store, openVault);
  await book.seed(seed('one', 'a'));
  await assert.rejects(
    book.update(crm, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.deepEqual((await store.get('connection', crm))?.config, { token: 'a' });
  assert.deepEqual(await book.update(crm, () => ({ token: 'b' })), { token: 'b' });
});

void test('what is overlaid for this process is not written down', async (t) => {
  const { store } = await world(t);
  const book = await openConnectionBook(store, openVault);
  await book.seed(seed('one', 'a'));
  book.overlay(crm, { url: 'http://127.0.0.1:1' });
  assert.deepEqual(book.get(crm)?.config, { token: 'a', url: 'http://127.0.0.1:1' });
  assert.deepEqual(await book.update(crm, (config) => ({ ...config, token: 'b' })), {
    token: 'b',
    url: 'http://127.0.0.1:1',
  });
  assert.deepEqual((await store.get('connection', crm))?.config, { token: 'b' });
});

void test('what an overlay covers outlives updates and a breakdown', async (t) => {
  const { store } = await world(t);
  const book = await openConnectionBook(store, openVault);
  await book.seed({ ...seed('one', 'a'), config: { token: 'a', url: 'https://org.example' } });
  book.overlay(crm, { url: 'http://127.0.0.1:1', port: 1 });
  await book.update(crm, (config) => ({ ...config, token: 'b' }));
  await book.breakDown(crm, refused, AT);
  assert.deepEqual((await store.get('connection', crm))?.config, { token: 'b', url: 'https://org.example' });
  assert.deepEqual(book.get(crm)?.config, { token: 'b', url: 'http://127.0.0.1:1', port: 1 });
});

void test('an unknown connection cannot be updated', async (t) => {
  const book = await openConnectionBook((await world(t)).store, openVault);
  await assert.rejects(
    book.update(crm, (config) => config),
    /no connection "crm"/,
  );
});

const flow = (name: string) => testFlow({ [id.step('end')]: { type: 'end', title: name, params: {}, next: {} } });

void test('a version is made only when the flow means something else', async (t) => {
  const { store } = await world(t);
  const book = await openFlowBook(store);
  assert.deepEqual(await book.publish(flow('one'), AT), { version: 1, changed: true });
  assert.deepEqual(await book.publish(flow('one'), AT), { version: 1, changed: false });
  assert.deepEqual(await book.publish(flow('two'), AT), { version: 2, changed: true });
  assert.deepEqual(
    book.current().map(({ version }) => version),
    [2],
  );
  const restarted = await openFlowBook(store);
  assert.deepEqual(await restarted.publish(flow('two'), AT), { version: 2, changed: false });
  assert.equal(restarted.version(id.flow('test'), 1)?.version, 1);
});

void test('an unpublished flow starts nothing, and its versions stay for the runs that are on them', async (t) => {
  const { store } = await world(t);
  const book = await openFlowBook(store);
  await book.publish(flow('one'), AT);
  await book.unpublish(id.flow('test'));
  await book.unpublish(id.flow('other'));
  const restarted = await openFlowBook(store);
  assert.deepEqual(restarted.current(), []);
  assert.equal(restarted.version(id.flow('test'), 1)?.version, 1);
  assert.deepEqual(await restarted.publish(flow('one'), AT), { version: 2, changed: true });
});

void test('shadow mode stays as it is where the seed says nothing of it, even with new credentials', async (t) => {
  const { store } = await world(t);
  const book = await openConnectionBook(store, openVault);
  await book.seed({ ...seed('one', 'a'), shadow: true });
  await book.seed(seed('two', 'b'));
  assert.equal(book.get(crm)?.record.shadow, true);
  await book.setShadow(crm, false);
  await book.seed(seed('two', 'b'));
  assert.equal((await store.get('connection', crm))?.shadow, false);
  await book.seed({ ...seed('two', 'b'), shadow: true, acknowledge: false });
  const kept = await store.get('connection', crm);
  assert.deepEqual([kept?.shadow, kept?.acknowledge, kept?.config], [true, false, { token: 'b' }]);
});

void test('a connection that a person makes is there after a restart, and its name is taken', async (t) => {
  const { store } = await world(t);
  const book = await openConnectionBook(store, openVault);
  const made = { key: crm, kind: 'connector', type: 'test', config: { token: 'a' } } as const;
  await book.create(made);
  await assert.rejects(book.create(made), /Choose another name/);
  const { record, config } = (await openConnectionBook(store, openVault)).get(crm) ?? {};
  assert.deepEqual([record?.state, record?.seed, config], ['working', undefined, { token: 'a' }]);
});

void test('changed fields put a broken connection right, changed settings do not, and null takes away', async (t) => {
  const book = await openConnectionBook((await world(t)).store, openVault);
  await book.seed({ ...seed('one', 'a'), limits: { perSecond: 5 } });
  await book.breakDown(crm, refused, AT);
  await book.change(crm, { settings: { limits: null, acknowledge: false } });
  const settled = book.get(crm)?.record;
  assert.deepEqual([settled?.state, settled?.limits, settled?.acknowledge], ['broken', undefined, false]);
  await book.change(crm, { fields: { token: null, key: 'k' } });
  assert.deepEqual(book.get(crm)?.config, { key: 'k' });
  assert.equal(book.get(crm)?.record.state, 'working');
  assert.equal(book.get(crm)?.record.problem, undefined);
});

void test('a removed connection is put back as it was, unless its name is taken meanwhile', async (t) => {
  const { store } = await world(t);
  const book = await openConnectionBook(store, openVault);
  await book.seed(seed('one', 'a'));
  book.local(crm).set('note', 1);
  const removed = await book.remove(crm);
  assert.equal(book.get(crm), undefined);
  assert.equal(await store.get('connection', crm), undefined);
  await book.restore(removed);
  assert.deepEqual([book.get(crm)?.config, book.local(crm).size], [{ token: 'a' }, 0]);
  await assert.rejects(book.restore(removed), /Choose another name/);
});
