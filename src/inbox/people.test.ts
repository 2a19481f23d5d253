import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import type { Sender } from '../message/address.ts';
import { findOrCreateContact, relinkContact, type Meeting } from './people.ts';
import { AT, openInbox, type TestInbox } from './testing/open-inbox.ts';

const shop = id.connection('shop');
const phone = { kind: 'phone', value: '+39333000001' } as const;
const user = { kind: 'user', value: 'IT.77' } as const;
const sender: Sender = { key: 'ada', addresses: [phone], name: 'Ada' };

async function withInbox(work: (inbox: TestInbox, meet: Meet) => Promise<void>): Promise<void> {
  const inbox = await openInbox();
  try {
    await work(inbox, (meeting, lane) =>
      inbox.apply(async (scene) => {
        const met = await findOrCreateContact({ sender, at: 1, written: true, ...meeting }, shop, scene);
        return { ...met, wrote: scene.draft.writes().map((write) => write.kind) };
      }, lane),
    );
  } finally {
    await inbox.close();
  }
}

type Meet = (
  meeting: Partial<Meeting>,
  lane?: string,
) => Promise<Awaited<ReturnType<typeof findOrCreateContact>> & { wrote: string[] }>;

const told = ({ changes }: TestInbox) =>
  changes.map(({ what, before, after }) => [what, before ?? null, after ?? null]);

test('a person who comes is told of once, and one who is known costs no write', () =>
  withInbox(async (inbox, meet) => {
    const first = await meet({});
    assert.deepEqual([first.first, first.contact.firstMessageAt], [true, AT]);
    assert.deepEqual(told(inbox), [['created', null, null]]);
    const again = await meet({});
    assert.deepEqual([again.first, again.wrote, again.contact], [false, [], first.contact]);
    assert.deepEqual(told(inbox), []);
  }));

test('somebody whom we wrote to is met for the first time when they answer', () =>
  withInbox(async (inbox, meet) => {
    const { contact, first } = await meet({ written: false });
    assert.deepEqual([first, contact.firstMessageAt, contact.attribution], [false, undefined, undefined]);
    const answer = await meet({});
    assert.deepEqual([answer.first, answer.contact.attribution?.first.kind], [true, 'direct']);
    assert.deepEqual(
      inbox.changes.map(({ after }) => Object.keys(after ?? {})),
      [['attribution']],
    );
  }));

test('a new address is a change, and the name stays that was known first', () =>
  withInbox(async (inbox, meet) => {
    await meet({ sender: { key: 'ada', addresses: [phone] } });
    await meet({ sender });
    assert.deepEqual(told(inbox), [['changed', { name: null }, { name: 'Ada' }]]);
    const { contact } = await meet({ sender: { key: 'ada', addresses: [phone, user], name: 'Ada 🌸' } });
    assert.equal(contact.name, 'Ada');
    assert.deepEqual(told(inbox), [['changed', { addresses: [phone] }, { addresses: [phone, user] }]]);
    assert.equal((await meet({ sender: { key: 'u', addresses: [user] } }, 'another lane')).contact.key, contact.key);
  }));

test('an ad that brings a known person is their last touch, and a change', () =>
  withInbox(async (inbox, meet) => {
    await meet({});
    const { contact } = await meet({ referral: { source_type: 'ad', source_id: '77', ctwa_clid: 'cl1' } });
    assert.deepEqual([contact.attribution?.first.kind, contact.attribution?.last.clickId], ['direct', 'cl1']);
    assert.deepEqual(
      inbox.changes.map(({ what, after }) => [what, Object.keys(after ?? {})]),
      [['changed', ['attribution']]],
    );
  }));

test('a username never identifies, and a person has one at a time', () =>
  withInbox(async (_, meet) => {
    const named = (value: string, more: Sender['addresses'] = []) =>
      ({ key: 'k', addresses: [...more, { kind: 'username', value }] }) as Sender;
    const { contact } = await meet({ sender: named('ada', [phone]) });
    const other = await meet({ sender: named('ada', [user]) }, 'another lane');
    assert.notEqual(other.contact.key, contact.key);
    const renamed = await meet({ sender: named('ada.rossi', [phone]) });
    assert.deepEqual(renamed.contact.addresses, [phone, { kind: 'username', value: 'ada.rossi' }]);
  }));

test('a changed handle leads to the same person, and is a change', () =>
  withInbox(async (inbox, meet) => {
    const { contact } = await meet({});
    const previous = { key: 'ada', addresses: [phone] };
    const relink = (current: Sender, before: Sender = previous) =>
      inbox.apply((scene) => relinkContact(before, current, { ...scene, connection: shop }));
    await relink({ key: 'ada', addresses: [user] });
    assert.deepEqual(
      inbox.changes.map(({ what }) => what),
      ['changed'],
    );
    await relink({ key: 'ada', addresses: [user] });
    assert.deepEqual(inbox.changes, []);
    await relink({ key: 'x', addresses: [user] }, { key: 'x', addresses: [{ kind: 'phone', value: '+1' }] });
    assert.equal((await meet({ sender: { key: 'u', addresses: [user] } }, 'another lane')).contact.key, contact.key);
  }));
