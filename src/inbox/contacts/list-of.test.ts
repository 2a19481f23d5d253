import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import { openInbox } from '../testing/open-inbox.ts';
import { allOf, listOf } from './list-of.ts';

const ada = id.contact('ada');
const eva = id.contact('eva');

test('what a contact has is on disk, but for what the commit under way has changed', async () => {
  const inbox = await openInbox();
  const place = { store: inbox.store };
  await inbox.apply(({ draft }) => {
    for (const key of ['stays', 'goes', 'leaves']) draft.put('address', { key, contact: ada });
    draft.put('address', { key: 'comes', contact: eva });
  });
  await inbox.apply(async ({ draft }) => {
    draft.delete('address', 'goes');
    draft.put('address', { key: 'leaves', contact: eva });
    draft.put('address', { key: 'comes', contact: ada });
    draft.put('address', { key: 'begins', contact: ada });
    const found = await listOf('address', ada, { ...place, draft });
    assert.deepEqual(found.map(({ key }) => key).sort(), ['begins', 'comes', 'stays']);
  });
  await inbox.close();
});

test('a list is read to its end, however many pages it has', async () => {
  const inbox = await openInbox();
  await inbox.apply(({ draft }) => {
    for (let n = 0; n < 1203; n++) draft.put('address', { key: String(n).padStart(5, '0'), contact: ada });
  });
  const all = await allOf('address', { where: { contact: ada } }, inbox.store);
  assert.deepEqual([all.length, new Set(all.map(({ key }) => key)).size], [1203, 1203]);
  await inbox.close();
});
