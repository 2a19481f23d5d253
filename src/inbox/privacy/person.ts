import { Failure } from '../../base/failure.ts';
import { id, type ContactId, type Lane } from '../../base/ids.ts';
import type {
  ContactRecord,
  ConversationRecord,
  EffectRecord,
  MergeRecord,
  SettingRecord,
} from '../../store/records.ts';
import { withMergedBy } from '../../store/merged-people.ts';
import type { Store } from '../../store/store.ts';
import { allOf, eachOf } from '../contacts/list-of.ts';
import { resolveContact } from '../contacts/resolve-contact.ts';
import { timedName } from '../digest.ts';
import { isTester, readTester, TESTERS } from '../testers/tester-book.ts';

/** What reading about a person needs. */
export type Reader = Pick<Store, 'get' | 'list'>;

/** A person: the contact that stands for them, the contacts that were merged into it, and the merges. */
export type Person = { key: ContactId; contacts: readonly ContactRecord[]; merges: readonly MergeRecord[] };

/** Everybody that a contact is, merges followed both ways. Throws a `Failure` with `not_found`. */
export async function personOf(contact: string, store: Reader): Promise<Person> {
  const survivor = await resolveContact(id.contact(contact), store);
  if (!survivor) {
    const message = `There is no contact "${contact}". Look up its id anew, or the person is erased already.`;
    throw new Failure({ code: 'not_found', message });
  }
  const all = await allOf('merge', {}, store);
  const keys = new Set(withMergedBy(all.toReversed(), [survivor.key]));
  const contacts: ContactRecord[] = [];
  for (const key of keys) {
    const record = await store.get('contact', key);
    if (record) contacts.push(record);
  }
  // An undone merge shows the one contact as it was, with the other's name beside.
  const merges = all.filter(({ from, into }) => keys.has(from) || keys.has(into));
  return { key: survivor.key, contacts, merges };
}

/** What makes a person a test user of flows. */
export async function testersOf(
  contacts: readonly ContactRecord[],
  store: Pick<Store, 'list'>,
): Promise<SettingRecord[]> {
  const addresses = contacts.flatMap((each) => each.addresses);
  const all = await allOf('setting', TESTERS, store);
  return all.filter((record) => {
    const tester = readTester(record);
    return tester !== undefined && isTester(tester, addresses);
  });
}

/** The conversations of some contacts, oldest first for each. */
export async function* conversationsOf(
  contacts: readonly ContactId[],
  store: Pick<Store, 'list'>,
): AsyncGenerator<ConversationRecord> {
  for (const contact of contacts) yield* eachOf('conversation', { where: { contact } }, store);
}

/** What staff were told about a lane since a time: their keys begin with a time, and no other index leads to them. */
export async function* noticesOf(lane: Lane, since: number, store: Pick<Store, 'list'>): AsyncGenerator<EffectRecord> {
  for await (const effect of eachOf('effect', { from: timeOf('n', since), before: 'n.' }, store))
    if (effect.lane === lane) yield effect;
}

/** How the keys begin that are made at a time. */
export function timeOf(prefix: string, at: number): string {
  return timedName(prefix, at).split('-', 2).join('-');
}
