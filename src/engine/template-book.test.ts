import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import type { TemplateFacts } from '../channels/channel.ts';
import { openTemplateBook } from './template-book.ts';
import { openTestWorld } from './testing/test-world.ts';

const reminder: TemplateFacts = { name: 'promemoria', language: 'it', status: 'approved', parameters: 1 };

test('what a provider told is at hand, replaces what it told before, and is there after a restart', async (t) => {
  const { store, close } = await openTestWorld(0);
  t.after(close);
  const book = await openTemplateBook(store);
  assert.deepEqual(book.all(), {});
  await book.keep(id.connection('shop'), [reminder, { ...reminder, language: 'en' }], 1);
  await book.keep(id.connection('shop'), [reminder], 2);
  await book.keep(id.connection('desk'), [], 3);
  const expected = { shop: [reminder], desk: [] };
  assert.deepEqual(book.all(), expected);
  assert.deepEqual((await openTemplateBook(store)).all(), expected);
});

test('a record that cannot be read counts as never told', async (t) => {
  const { store, close } = await openTestWorld(0);
  t.after(close);
  await store.commit([{ op: 'put', kind: 'setting', record: { key: 'templates/shop', value: { at: 1 } } }]);
  assert.deepEqual((await openTemplateBook(store)).all(), {});
});
