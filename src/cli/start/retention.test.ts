import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLAIN_INSTALLATION } from '../../engine/installation-book.ts';
import { openTestWorld } from '../../engine/testing/test-world.ts';
import type { Books } from '../../control/books.ts';
import { retentionAt, startRetention } from './retention.ts';

const DAY = 86_400_000;
const AT = Date.UTC(2026, 10, 22);

void test('what an installation does not say is kept for ever, and nothing younger than a day is let go of', () => {
  assert.equal(retentionAt(AT, PLAIN_INSTALLATION), undefined);
  const facts = { retention: { messagesMs: 30 * DAY, runsMs: 1000 } };
  assert.deepEqual(retentionAt(AT, facts), { messagesOlderThan: AT - 30 * DAY, runsOlderThan: AT - DAY });
});

void test('old values and messages are let go of once a day', async () => {
  const { store, clock, close, log } = await openTestWorld(AT);
  const media = { async *list() {}, delete: async () => true, deleteUnreferenced: async () => [] };
  const facts = { ...PLAIN_INSTALLATION, retention: { messagesMs: 2 * DAY } };
  const parts = { store, media, installation: { facts: () => facts } } as unknown as Books;
  const stop = startRetention(parts, { clock, log: (message, about) => void log.push({ message, facts: about }) });
  const keep = (key: string, until: number) =>
    store.commit([{ op: 'put', kind: 'value', record: { key, value: 1, until, at: AT } }]);
  await keep('a/one', AT);
  await clock.advance(3_600_000);
  assert.equal(await store.get('value', 'a/one'), undefined);
  await keep('a/two', AT);
  await clock.advance(3_600_000);
  assert.notEqual(await store.get('value', 'a/two'), undefined);
  await clock.advance(DAY);
  assert.equal(await store.get('value', 'a/two'), undefined);
  await stop();
  await close();
});
