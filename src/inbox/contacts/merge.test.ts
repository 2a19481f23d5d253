import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import type { ContactRecord } from '../../store/records.ts';
import { contactOf, conversationOf, openInbox, type TestInbox } from '../testing/open-inbox.ts';
import { laneNoteKey, notedLane } from '../lane-note.ts';
import { addressKey, findOrCreateContact } from '../people.ts';
import { laneOfPerson } from '../start-event.ts';
import { changeContact } from './change-contact.ts';
import { consentOf, withdrawConsent } from './consent.ts';
import { findLink, linkRecord } from './link-record.ts';
import { mergeContacts, unmergeContacts } from './merge.ts';
import { resolveContact } from './resolve-contact.ts';

const phone = { kind: 'phone', value: '+39333000001' } as const;
const user = { kind: 'user', value: 'IT.77' } as const;
const mail = { kind: 'email', value: 'ada@example.org' } as const;
const shop = id.connection('shop');
const crm = id.connection('crm');

const ada = contactOf('ada', {
  name: 'Ada',
  addresses: [phone],
  fields: { city: 'Roma' },
  tags: ['vip'],
  stage: 'customer',
  firstMessageAt: 100,
  attribution: { first: { at: 100, connection: shop, kind: 'ad' }, last: { at: 100, connection: shop, kind: 'ad' } },
});
const other = contactOf('other', {
  name: 'A. Rossi',
  language: 'it',
  addresses: [user],
  fields: { city: 'Bari', plan: 'S' },
  tags: ['news'],
  groups: ['friends'],
  firstMessageAt: 50,
  attribution: {
    first: { at: 50, connection: shop, kind: 'direct' },
    last: { at: 50, connection: shop, kind: 'direct' },
  },
});

const keysOf = (contact: ContactRecord) => contact.addresses.map((address) => addressKey(address, shop));

async function withTwo(work: (inbox: TestInbox) => Promise<void>): Promise<void> {
  const inbox = await openInbox();
  const conversation = conversationOf(other.key, { connection: shop, replyTo: [user] });
  await inbox.apply(({ draft }) => {
    for (const contact of [ada, other]) {
      draft.put('contact', contact);
      for (const key of keysOf(contact)) draft.put('address', { key, contact: contact.key });
    }
    draft.put('conversation', conversation);
    draft.put('lane', {
      key: conversation.lane,
      contact: other.key,
      conversation: conversation.key,
      foreground: null,
      held: [],
      at: 0,
    });
  });
  try {
    await work(inbox);
  } finally {
    await inbox.close();
  }
}

const merge = (inbox: TestInbox, from = other.key, into = ada.key) =>
  inbox.apply((scene) => mergeContacts({ from, into, by: 'staff' }, scene, inbox.store));
const unmerge = (inbox: TestInbox, key: string) =>
  inbox.apply((scene) => unmergeContacts({ merge: key, by: 'staff' }, scene, inbox.store));

test('two contacts become one that knows what both knew', () =>
  withTwo(async (inbox) => {
    const conversation = await inbox.store.get('conversation', 'v-other');
    await merge(inbox);
    const survivor = await inbox.store.get('contact', ada.key);
    assert.deepEqual(survivor, {
      ...ada,
      language: 'it',
      addresses: [phone, user],
      fields: { city: 'Roma', plan: 'S' },
      tags: ['vip', 'news'],
      groups: ['friends'],
      firstMessageAt: 50,
      attribution: { first: other.attribution?.first, last: ada.attribution?.last },
    });
    assert.deepEqual(
      inbox.changes.map(({ what, contact, by }) => [what, contact, by]),
      [['merged', ada.key, 'staff']],
    );
    assert.equal((await inbox.store.get('address', 'user:shop:IT.77'))?.contact, ada.key);
    assert.deepEqual(await inbox.store.get('conversation', 'v-other'), conversation);
    assert.equal((await inbox.apply(({ draft }) => resolveContact(other.key, draft)))?.key, ada.key);
  }));

test('a merge undone leaves both as they were', () =>
  withTwo(async (inbox) => {
    const { key } = await merge(inbox);
    await unmerge(inbox, key);
    assert.deepEqual(await inbox.store.get('contact', ada.key), ada);
    assert.deepEqual(await inbox.store.get('contact', other.key), other);
    assert.equal((await inbox.store.get('address', 'user:shop:IT.77'))?.contact, other.key);
    assert.equal((await inbox.store.get('address', 'phone:+39333000001'))?.contact, ada.key);
    assert.deepEqual((await inbox.store.get('merge', key))?.undone?.by, 'staff');
    assert.equal(inbox.changes[0]?.what, 'unmerged');
  }));

test('what came after a merge stays where it belongs when the merge is undone', () =>
  withTwo(async (inbox) => {
    const { key } = await merge(inbox);
    await inbox.apply(async (scene) => {
      const survivor = await resolveContact(other.key, scene.draft);
      const change = { name: 'Ada Rossi', fields: { plan: 'M', age: 36 }, addTags: ['late'], removeTags: ['news'] };
      changeContact(survivor ?? ada, { ...change, by: 'flow' }, scene);
    });
    // The other person writes, and shows a new address.
    const sender = { key: 'IT.77', addresses: [user, mail] };
    await inbox.apply(async (scene) => {
      await findOrCreateContact({ sender, at: 1, written: true }, shop, scene);
      const talk = await scene.draft.get('conversation', 'v-other');
      if (talk) scene.draft.put('conversation', { ...talk, replyTo: sender.addresses });
    });
    assert.deepEqual((await inbox.store.get('contact', ada.key))?.addresses, [phone, user, mail]);
    await unmerge(inbox, key);
    const survivor = await inbox.store.get('contact', ada.key);
    assert.deepEqual(
      [survivor?.name, survivor?.fields, survivor?.tags, survivor?.addresses],
      ['Ada Rossi', { city: 'Roma', plan: 'M', age: 36 }, ['vip', 'late'], [phone]],
    );
    assert.deepEqual((await inbox.store.get('contact', other.key))?.addresses, [user, mail]);
    assert.equal((await inbox.store.get('address', 'email:ada@example.org'))?.contact, other.key);
  }));

test('a lane finds the person it talks to, merged and not', () =>
  withTwo(async (inbox) => {
    const meet = () =>
      inbox.apply(async (scene) => {
        const sender = { key: 'IT.77', addresses: [user] };
        const { contact } = await findOrCreateContact({ sender, at: 1, written: true }, shop, scene);
        scene.lane = { ...scene.lane, contact: contact.key };
        scene.draft.put('lane', scene.lane);
        return contact.key;
      });
    const { key } = await merge(inbox);
    assert.equal(await meet(), ada.key);
    await unmerge(inbox, key);
    assert.equal(await meet(), other.key);
  }));

test('a handle met for the first time leads to the conversation that the merged contact has', () =>
  withTwo(async (inbox) => {
    const theirs = id.lane('shop/theirs');
    const note = (contact: ContactRecord, value: string) =>
      inbox.apply(({ draft }) => draft.put('memory', { key: laneNoteKey(shop, contact.key), value }));
    const lane = (contact: ContactRecord) => notedLane(shop, contact.key, inbox.store);
    await note(other, theirs);
    const { key } = await merge(inbox);
    const met = await inbox.apply((scene) => laneOfPerson(shop, { addresses: [phone] }, scene));
    assert.deepEqual([met, await lane(ada)], [theirs, theirs]);
    await unmerge(inbox, key);
    assert.deepEqual([await lane(ada), await lane(other)], [undefined, theirs]);
    await note(ada, 'shop/own');
    await unmerge(inbox, (await merge(inbox)).key);
    assert.deepEqual([await lane(ada), await lane(other)], ['shop/own', theirs]);
    const again = await merge(inbox);
    assert.equal(again.lanes, undefined);
  }));

test('links and consents go with the person, and come back', () =>
  withTwo(async (inbox) => {
    const consent = { contact: other.key, address: 'user:shop:IT.77', purpose: 'marketing' } as const;
    await inbox.apply(async (scene) => {
      const lead = { connection: crm, object: 'Lead', record: '00Q1', how: 'created', by: 'flow' } as const;
      await linkRecord({ ...lead, contact: other.key }, scene);
      await linkRecord({ ...lead, contact: other.key, record: '00Q2' }, scene);
      await linkRecord({ ...lead, contact: ada.key, record: '00Q2' }, scene);
      await withdrawConsent({ ...consent, proof: { how: 'STOP' }, by: 'flow' }, scene);
    });
    const { key } = await merge(inbox);
    const linksOf = async (contact: string) =>
      (await inbox.store.list('link', { where: { contact } })).map(({ record }) => record);
    assert.deepEqual(await linksOf(ada.key), ['00Q1', '00Q2']);
    assert.deepEqual(await linksOf(other.key), ['00Q2']);
    const stateOf = (contact: typeof ada.key) => inbox.apply(({ draft }) => consentOf({ ...consent, contact }, draft));
    assert.deepEqual([await stateOf(ada.key), await stateOf(other.key)], ['withdrawn', 'unknown']);
    await unmerge(inbox, key);
    assert.deepEqual([await linksOf(ada.key), await linksOf(other.key)], [['00Q2'], ['00Q1', '00Q2']]);
    assert.deepEqual([await stateOf(ada.key), await stateOf(other.key)], ['unknown', 'withdrawn']);
  }));

test('merges are refused that make no sense, and undone in the reverse order', () =>
  withTwo(async (inbox) => {
    const third = contactOf('third');
    await inbox.store.commit([{ op: 'put', kind: 'contact', record: third }]);
    await assert.rejects(merge(inbox, ada.key, ada.key), /into itself/);
    await assert.rejects(merge(inbox, id.contact('nobody')), /no record nobody/);
    const first = await merge(inbox);
    await assert.rejects(merge(inbox), /is merged into ada already/);
    await assert.rejects(merge(inbox, ada.key, other.key), /into itself/);
    const second = await merge(inbox, ada.key, third.key);
    assert.equal((await inbox.apply(({ draft }) => resolveContact(other.key, draft)))?.key, third.key);
    await assert.rejects(unmerge(inbox, first.key), /Undo it first/);
    await unmerge(inbox, second.key);
    await unmerge(inbox, first.key);
    await assert.rejects(unmerge(inbox, first.key), /undone already/);
    assert.deepEqual(await inbox.store.get('contact', ada.key), ada);
    assert.deepEqual(await inbox.store.get('contact', third.key), third);
  }));

test('contacts that are merged in a circle are a defect, not an endless loop', () =>
  withTwo(async (inbox) => {
    await inbox.apply(({ draft }) => {
      draft.put('contact', { ...ada, mergedInto: other.key });
      draft.put('contact', { ...other, mergedInto: ada.key });
    });
    await assert.rejects(
      inbox.apply(({ draft }) => resolveContact(ada.key, draft)),
      /merged more than 20 times/,
    );
  }));

test('the newest link to an object is found, in the commit that makes it too', () =>
  withTwo(async (inbox) => {
    const place = { connection: crm, object: 'Lead', contact: ada.key };
    const told = { how: 'told', by: 'staff' } as const;
    await inbox.apply((scene) => linkRecord({ ...place, ...told, record: '00Q1' }, scene));
    await inbox.apply(async (scene) => {
      const seen = { draft: scene.draft, store: inbox.store };
      assert.equal((await findLink(place, seen))?.record, '00Q1');
      await linkRecord({ ...place, ...told, record: '00Q2' }, scene);
      await linkRecord({ ...place, ...told, object: 'Case', record: '500' }, scene);
      assert.equal((await findLink(place, seen))?.record, '00Q2');
      assert.equal(await findLink({ ...place, object: 'Account' }, seen), undefined);
    });
    const url = 'https://crm.example/00Q1';
    await inbox.apply((scene) => linkRecord({ ...place, how: 'created', by: 'flow', record: '00Q1', url }, scene));
    assert.deepEqual(inbox.changes, []);
    const known = await inbox.store.get('link', 'ada/crm/Lead/00Q1');
    assert.deepEqual([known?.how, known?.url], ['told', url]);
  }));
