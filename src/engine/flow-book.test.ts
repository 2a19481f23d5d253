import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { id } from '../base/ids.ts';
import type { Store } from '../store/store.ts';
import { openFlowBook } from './flow-book.ts';
import { FlowRefusal, type RefusalReason } from './flow-refusal.ts';
import { openTestWorld, testFlow } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22);
const TEST = id.flow('test');
const COPY = id.flow('copy');
const flow = (title: string, flowId = TEST) => ({
  ...testFlow({ [id.step('end')]: { type: 'end', title, params: {}, next: {} } }),
  id: flowId,
});
const ada = (revision: number, at = AT) => ({ by: 'ada', at, revision });

async function storeOf(t: TestContext): Promise<Store> {
  const opened = await openTestWorld(AT);
  t.after(() => opened.close());
  return opened.store;
}

function refused(reason: RefusalReason, message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof FlowRefusal);
    assert.equal(error.reason, reason);
    assert.match(error.message, message);
    return true;
  };
}

const titleOf = (content: { steps: object } | undefined) =>
  Object.values(content?.steps ?? {}).map((step: { title?: string }) => step.title)[0];

void test('a draft is kept with who, when and its revision, and outlives a restart', async (t) => {
  const store = await storeOf(t);
  const { drafts } = await openFlowBook(store);
  const first = await drafts.save(flow('one'), { ...ada(0), layout: { end: { x: 1 } } });
  assert.deepEqual([first.revision, first.by, first.changedAt], [1, 'ada', AT]);
  const second = await drafts.save(flow('two'), { ...ada(1, AT + 1) });
  const restarted = await openFlowBook(store);
  assert.deepEqual(restarted.drafts.get(TEST), second);
  assert.deepEqual(restarted.drafts.all(), [second]);
  assert.deepEqual([second.revision, second.layout], [2, { end: { x: 1 } }]);
  assert.deepEqual([restarted.current(), restarted.flows()], [[], [TEST]]);
});

void test('saving what is there already makes no revision', async (t) => {
  const { drafts } = await openFlowBook(await storeOf(t));
  await drafts.save(flow('one'), ada(0));
  assert.equal((await drafts.save(flow('one'), ada(1, AT + 1))).revision, 1);
});

void test('a change of an older draft is refused and says who made the newer one, and when', async (t) => {
  const { drafts } = await openFlowBook(await storeOf(t));
  await drafts.save(flow('one'), ada(0));
  const late = drafts.save(flow('mine'), { by: 'luisa', at: AT + 1, revision: 0 });
  await assert.rejects(late, refused('stale', /changed by ada at 2026-11-22T00:00:00.000Z \(revision 1\)/));
  await late.catch((error: FlowRefusal) => assert.deepEqual(error.newer, { by: 'ada', changedAt: AT, revision: 1 }));
  assert.equal(titleOf(drafts.get(TEST)?.content), 'one');
});

void test('of two changes at once the second is refused', async (t) => {
  const { drafts } = await openFlowBook(await storeOf(t));
  const both = await Promise.allSettled([drafts.save(flow('a'), ada(0)), drafts.save(flow('b'), ada(0))]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  );
});

void test('a change of a draft that is gone is refused', async (t) => {
  const { drafts } = await openFlowBook(await storeOf(t));
  await assert.rejects(drafts.save(flow('x'), ada(3)), refused('stale', /revision 3\) is gone/));
});

void test('a draft is published with a name, a note and who did it; without changes nothing happens', async (t) => {
  const store = await storeOf(t);
  const book = await openFlowBook(store);
  await book.drafts.save(flow('one'), ada(0));
  assert.ok(book.drafts.hasChanges(TEST));
  const about = { name: 'Spring', note: 'New greeting', by: 'ada', revision: 1, at: AT + 5 };
  assert.deepEqual(await book.publishDraft(TEST, about), { version: 1, changed: true });
  assert.deepEqual(await book.publishDraft(TEST, about), { version: 1, changed: false });
  assert.ok(!book.drafts.hasChanges(TEST));
  const [version] = (await openFlowBook(store)).history(TEST);
  assert.deepEqual([version?.name, version?.note, version?.by], ['Spring', 'New greeting', 'ada']);
  assert.deepEqual([version?.publishedAt, version?.current], [AT + 5, true]);
  await assert.rejects(book.publishDraft(TEST, { revision: 0, at: AT }), refused('stale', /revision 1/));
  await assert.rejects(book.publishDraft(COPY, { revision: 0, at: AT }), refused('unknown', /A draft of "copy"/));
});

void test('the history is there from the newest version to the oldest, with when each was current', async (t) => {
  const store = await storeOf(t);
  const book = await openFlowBook(store);
  await book.publish(flow('one'), AT);
  await book.publish(flow('two'), AT + 10);
  await book.unpublish(TEST, AT + 20);
  await book.publish(flow('three'), AT + 30);
  const restarted = await openFlowBook(store);
  assert.deepEqual(
    restarted.history(TEST).map(({ version, publishedAt, retiredAt }) => [version, publishedAt - AT, retiredAt]),
    [
      [3, 30, undefined],
      [2, 10, AT + 20],
      [1, 0, AT + 10],
    ],
  );
  assert.ok(new Set(restarted.history(TEST).map(({ hash }) => hash)).size === 3);
  const at = (time: number) => restarted.at(AT + time).map(({ version }) => version);
  assert.deepEqual(
    [at(-1), at(0), at(9), at(10), at(20), at(29), at(30), at(999)],
    [[], [1], [1], [2], [], [], [3], [3]],
  );
});

void test('a version whose end nobody wrote down was current until the next one came', async (t) => {
  const store = await storeOf(t);
  const book = await openFlowBook(store);
  await book.publish(flow('one'), AT);
  await book.unpublish(TEST);
  await book.publish(flow('two'), AT + 10);
  await book.unpublish(TEST);
  const versions = (time: number) => book.at(AT + time).map(({ version }) => version);
  assert.deepEqual([versions(5), versions(10)], [[1], []]);
});

void test('an older version becomes the draft, or is published anew', async (t) => {
  const store = await storeOf(t);
  const book = await openFlowBook(store);
  await book.publish(flow('one'), AT);
  await book.publish(flow('two'), AT + 1);
  const draft = await book.drafts.restore(TEST, 1, ada(0));
  assert.equal(titleOf(draft.content), 'one');
  assert.ok(!('version' in draft.content));
  assert.deepEqual(await book.republish(TEST, 1, { by: 'ada', at: AT + 2 }), { version: 3, changed: true });
  const restarted = await openFlowBook(store);
  assert.equal(titleOf(restarted.current()[0]), 'one');
  assert.equal(restarted.history(TEST)[0]?.hash, restarted.history(TEST)[2]?.hash);
  await assert.rejects(book.drafts.restore(TEST, 9, ada(1)), refused('unknown', /Version 9 of "test"/));
});

void test('discarding takes the changes back and keeps the layout', async (t) => {
  const { drafts, ...book } = await openFlowBook(await storeOf(t));
  await book.publish(flow('one'), AT);
  await drafts.save(flow('two'), { ...ada(0), layout: { end: { x: 1 } } });
  const draft = await drafts.discard(TEST, ada(1));
  assert.deepEqual([titleOf(draft.content), draft.layout, draft.revision], ['one', { end: { x: 1 } }, 2]);
  assert.ok(!drafts.hasChanges(TEST));
  await drafts.save(flow('x', COPY), ada(0));
  await assert.rejects(drafts.discard(COPY, ada(1)), refused('unknown', /A published version of "copy"/));
});

void test('a copy has its own id and name and begins as a draft', async (t) => {
  const store = await storeOf(t);
  const { drafts, ...book } = await openFlowBook(store);
  await book.publish(flow('one'), AT);
  const copy = { id: COPY, name: 'Copy', by: 'ada', at: AT };
  const draft = await drafts.duplicate(TEST, copy);
  assert.deepEqual([draft.key, draft.content.id, draft.content.name, draft.revision], [COPY, COPY, 'Copy', 1]);
  await assert.rejects(drafts.duplicate(TEST, copy), refused('taken', /a flow "copy" already/));
  await drafts.save({ ...draft.content, name: 'Changed' }, { ...ada(1), layout: { end: { x: 2 } } });
  const third = await drafts.duplicate(COPY, { ...copy, id: id.flow('third'), name: 'Third' });
  assert.deepEqual([third.content.name, third.layout], ['Third', { end: { x: 2 } }]);
  assert.deepEqual((await openFlowBook(store)).flows().toSorted(), [COPY, TEST, id.flow('third')].toSorted());
});

void test('a flow that was never published can be deleted, a published one cannot', async (t) => {
  const store = await storeOf(t);
  const { drafts, ...book } = await openFlowBook(store);
  await drafts.save(flow('one'), ada(0));
  await assert.rejects(drafts.remove(TEST, 0), refused('stale', /revision 1/));
  await drafts.remove(TEST, 1);
  assert.deepEqual((await openFlowBook(store)).flows(), []);
  await assert.rejects(drafts.remove(TEST, 0), refused('unknown', /A draft of "test"/));
  await drafts.save(flow('one'), ada(0));
  await book.publishDraft(TEST, { revision: 1, at: AT });
  await assert.rejects(drafts.remove(TEST, 1), refused('published', /Unpublish it/));
});

void test('flows of a folder are published together, and ended when the folder no longer holds them', async (t) => {
  const store = await storeOf(t);
  const book = await openFlowBook(store);
  await book.load({ dir: '/flows', flows: [flow('one'), flow('one', COPY)], at: AT });
  assert.equal(book.current().length, 2);
  const restarted = await openFlowBook(store);
  await restarted.load({ dir: '/flows', flows: [flow('one')], at: AT + 1 });
  assert.deepEqual(
    restarted.current().map((each) => [each.id, each.version]),
    [[TEST, 1]],
  );
  assert.equal(restarted.history(COPY)[0]?.retiredAt, AT + 1);
  assert.deepEqual([restarted.managedBy(TEST), restarted.managedBy(COPY)], ['/flows', undefined]);
});

void test('a flow that a folder manages is changed nowhere else', async (t) => {
  const store = await storeOf(t);
  const { drafts, ...book } = await openFlowBook(store);
  await book.load({ dir: '/flows', flows: [flow('one')], at: AT });
  const isManaged = refused('managed', /"test" is managed by \/flows: change its file there/);
  await assert.rejects(drafts.save(flow('two'), ada(0)), isManaged);
  await assert.rejects(drafts.restore(TEST, 1, ada(0)), isManaged);
  await assert.rejects(book.publish(flow('two'), AT), isManaged);
  await assert.rejects(book.republish(TEST, 1, { at: AT }), isManaged);
  await assert.rejects(book.unpublish(TEST, AT), isManaged);
  assert.equal((await drafts.duplicate(TEST, { id: COPY, name: 'Copy', by: 'ada', at: AT })).revision, 1);
});

void test('a flow that its folder lets go of stays published and is changed like any other', async (t) => {
  const store = await storeOf(t);
  const book = await openFlowBook(store);
  await book.load({ dir: '/flows', flows: [flow('one')], at: AT });
  await book.release();
  const restarted = await openFlowBook(store);
  assert.equal(restarted.managedBy(TEST), undefined);
  assert.equal(restarted.current().length, 1);
  assert.equal((await restarted.drafts.save(flow('two'), ada(0))).revision, 1);
});

void test('flows that an older Rondine loaded are ended when the folder no longer holds them', async (t) => {
  const store = await storeOf(t);
  await (await openFlowBook(store)).publish(flow('one'), AT);
  await store.commit([{ op: 'put', kind: 'setting', record: { key: 'loaded-flows', value: ['test'] } }]);
  const book = await openFlowBook(store);
  assert.equal(book.managedBy(TEST), undefined);
  await book.load({ dir: '/flows', flows: [], at: AT + 1 });
  assert.deepEqual(book.current(), []);
});

void test('a refused commit leaves the book as it was', async (t) => {
  const store = await storeOf(t);
  const [here, elsewhere] = [await openFlowBook(store), await openFlowBook(store)];
  await elsewhere.publish(flow('one'), AT);
  await assert.rejects(here.publish(flow('two'), AT), /exists already/);
  assert.deepEqual(here.current(), []);
});
