import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import { namesOf, recordChange } from './changes.ts';
import { AT, openInbox } from './testing/open-inbox.ts';

const ada = id.contact('ada');

test('changes are kept in the order in which they happened, and flows are told of each', async () => {
  const inbox = await openInbox();
  await inbox.apply((scene) => {
    recordChange({ contact: ada, what: 'tagged', after: { tags: ['vip'] }, by: 'flow a' }, scene);
    recordChange({ contact: ada, what: 'untagged', before: { tags: ['vip'] }, by: 'flow a' }, scene);
    recordChange({ contact: ada, what: 'tagged', after: { tags: ['vip'] }, by: 'flow a' }, scene);
  });
  await inbox.apply((scene) =>
    recordChange({ contact: ada, what: 'staged', after: { stage: 'customer' }, by: 'ada' }, scene),
  );
  const kept = await inbox.store.list('change', { where: { contact: ada } });
  assert.deepEqual(
    kept.map(({ what, by, at }) => [what, by, at - AT]),
    [
      ['tagged', 'flow a', 0],
      ['untagged', 'flow a', 0],
      ['tagged', 'flow a', 0],
      ['staged', 'ada', 60_000],
    ],
  );
  assert.deepEqual(inbox.changes, [kept.at(-1)]);
  await inbox.close();
});

test('that something has begun is told and leaves no record besides its own', async () => {
  const inbox = await openInbox();
  await inbox.apply((scene) => {
    recordChange({ contact: ada, what: 'created', by: 'contact' }, scene);
    recordChange({ contact: ada, conversation: id.conversation('v'), what: 'opened', by: 'contact' }, scene);
  });
  assert.deepEqual(
    inbox.changes.map(({ what }) => what),
    ['created', 'opened'],
  );
  assert.equal(await inbox.store.count('change'), 0);
  await inbox.close();
});

test('a change is named by what it is about', () => {
  const names = (what: Parameters<typeof namesOf>[0]['what'], before = {}, after = {}) =>
    namesOf({ what, before, after });
  assert.deepEqual(names('tagged', {}, { tags: ['a', 'b'] }), ['a', 'b']);
  assert.deepEqual(names('untagged', { tags: ['a'] }), ['a']);
  assert.deepEqual(names('joined', {}, { groups: ['staff'] }), ['staff']);
  assert.deepEqual(names('left', { groups: ['staff'] }), ['staff']);
  assert.deepEqual(names('staged', { stage: 'lead' }, { stage: 'customer' }), ['customer']);
  assert.deepEqual(names('staged', { stage: 'lead' }, { stage: null }), []);
  assert.deepEqual(names('linked', {}, { connection: 'crm', object: 'Lead' }), ['Lead']);
  assert.deepEqual(names('consented', {}, { purpose: 'marketing' }), ['marketing']);
  assert.deepEqual(names('withdrew', {}, { purpose: 'service' }), ['service']);
  const changed = names('changed', { name: 'A', fields: { city: null } }, { name: 'B', fields: { city: 'Roma' } });
  assert.deepEqual(changed, ['name', 'city']);
  assert.deepEqual(names('closed', {}, { queue: 'sales' }), []);
});
