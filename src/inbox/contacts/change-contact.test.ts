import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactRecord } from '../../store/records.ts';
import { contactOf, openInbox, type TestInbox } from '../testing/open-inbox.ts';
import { changeContact, type ContactChange } from './change-contact.ts';

async function withAda(facts: Partial<ContactRecord>, work: (inbox: TestInbox, change: Change) => Promise<void>) {
  const inbox = await openInbox();
  await inbox.store.commit([{ op: 'put', kind: 'contact', record: contactOf('ada', facts) }]);
  try {
    await work(inbox, (change) =>
      inbox.apply(async (scene) => {
        const ada = await scene.draft.get('contact', 'ada');
        return changeContact(ada ?? contactOf('nobody'), { ...change, by: 'flow x' }, scene);
      }),
    );
  } finally {
    await inbox.close();
  }
}

type Change = (change: Omit<ContactChange, 'by'>) => Promise<ContactRecord>;

const told = ({ changes }: TestInbox) => changes.map(({ what, before, after }) => ({ what, before, after }));

test('each kind of difference is one change, with what was and what is', () =>
  withAda({ tags: ['old'], stage: 'lead', fields: { city: 'Bari', plan: 'S' } }, async (inbox, change) => {
    await change({
      name: 'Ada Rossi',
      language: 'it',
      fields: { city: 'Roma', plan: null, since: 2026 },
      addTags: ['vip', 'vip'],
      removeTags: ['old'],
      addGroups: ['friends'],
      stage: 'customer',
    });
    const after = { name: 'Ada Rossi', language: 'it', fields: { city: 'Roma', plan: null, since: 2026 } };
    const before = { name: 'ada', language: null, fields: { city: 'Bari', plan: 'S', since: null } };
    assert.deepEqual(told(inbox), [
      { what: 'changed', before, after },
      { what: 'untagged', before: { tags: ['old'] }, after: undefined },
      { what: 'tagged', before: undefined, after: { tags: ['vip'] } },
      { what: 'joined', before: undefined, after: { groups: ['friends'] } },
      { what: 'staged', before: { stage: 'lead' }, after: { stage: 'customer' } },
    ]);
    const ada = await inbox.store.get('contact', 'ada');
    assert.deepEqual(ada?.fields, { city: 'Roma', since: 2026 });
    assert.deepEqual(
      [ada.name, ada.language, ada.tags, ada.groups, ada.stage],
      ['Ada Rossi', 'it', ['vip'], ['friends'], 'customer'],
    );
  }));

test('what is so already is no change', () =>
  withAda({ tags: ['vip'], groups: ['a'], stage: 's', fields: { a: { b: [1] } } }, async (inbox, change) => {
    const before = await inbox.store.get('contact', 'ada');
    const same = { name: 'ada', language: null, fields: { a: { b: [1] }, gone: null }, addTags: ['vip'], stage: 's' };
    assert.deepEqual(await change({ ...same, removeTags: ['none'], removeGroups: ['b'], addGroups: ['a'] }), before);
    assert.deepEqual(inbox.changes, []);
    assert.equal(await inbox.store.count('change'), 0);
  }));

test('null takes away, and what comes and goes at once comes', () =>
  withAda({ stage: 's', language: 'it', groups: ['a'] }, async (inbox, change) => {
    const next = await change({
      name: null,
      language: null,
      stage: null,
      removeGroups: ['a', 'b'],
      addTags: ['t'],
      removeTags: ['t'],
    });
    assert.equal('name' in next || 'language' in next || 'stage' in next, false);
    assert.deepEqual([next.groups, next.tags], [[], ['t']]);
    assert.deepEqual(
      inbox.changes.map(({ what }) => what),
      ['changed', 'tagged', 'left', 'staged'],
    );
  }));
