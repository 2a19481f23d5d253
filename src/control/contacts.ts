import { allOf } from '../inbox/contacts/list-of.ts';
import { id, type ContactId, type Lane } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { readPhoneNumber } from '../flow/reading/phone.ts';
import { resolveContact } from '../inbox/contacts/resolve-contact.ts';
import { withMerged } from '../store/merged-people.ts';
import type {
  ChangeRecord,
  ConsentRecord,
  ContactRecord,
  ConversationRecord,
  LinkRecord,
  MergeRecord,
} from '../store/records.ts';
import { missing, type ControlParts } from './control.ts';
import { operate } from './operate.ts';

/** Whom to look for: by a text in what is known of them, by an address, or by a record of an outside system. */
export type ContactQuery = { text?: string; address?: string; record?: string; limit?: number };

/** A person with all that is kept about them besides what was said. */
export type ContactDetails = {
  contact: ContactRecord;
  /** Contacts that were taken into this one. */
  merged: ContactRecord[];
  merges: MergeRecord[];
  links: LinkRecord[];
  consents: ConsentRecord[];
  conversations: ConversationRecord[];
  /** The newest first. */
  changes: ChangeRecord[];
};

/** What is to be different about a contact. */
export type ContactEdit = { contact: string; by: string; change: JsonObject };

const MOST_FOUND = 50;
const MOST_CHANGES = 50;

/** Finds people, and changes what is known of them. */
export function contactFunctions(parts: ControlParts) {
  const { store } = parts;
  return {
    'contacts.find': async ({ text, address, record, limit = MOST_FOUND }: ContactQuery): Promise<ContactRecord[]> => {
      if (address !== undefined) return contactsByAddress(parts, address);
      if (record !== undefined) return contactsByRecord(parts, record);
      const contains = text === undefined ? {} : { contains: text };
      return store.list('contact', { newestFirst: true, limit, ...contains });
    },

    'contacts.show': async ({ contact: name }: { contact: string }): Promise<ContactDetails> => {
      const contact = await theContact(parts, name);
      const merges = (await allOf('merge', {}, store)).filter(({ from, into }) => [from, into].includes(contact.key));
      const keys = await withMerged([contact.key], store);
      const others = await Promise.all(keys.slice(1).map((key) => store.get('contact', key)));
      const merged = others.filter((each) => each !== undefined);
      const where = { contact: contact.key };
      const conversations = await Promise.all(
        keys.map((key) => allOf('conversation', { where: { contact: key } }, store)),
      );
      return {
        contact,
        merged,
        merges,
        links: await allOf('link', { where }, store),
        consents: await allOf('consent', { where }, store),
        conversations: conversations.flat(),
        changes: await store.list('change', { where, newestFirst: true, limit: MOST_CHANGES }),
      };
    },

    'contacts.change': async ({ contact: name, by, change }: ContactEdit): Promise<ContactRecord> => {
      const contact = await theContact(parts, name);
      const asked = { operation: 'updateContact', input: change, by, contact: contact.key };
      await operate(parts, await laneOfContact(parts, contact.key), asked);
      return theContact(parts, contact.key);
    },

    'contacts.merge': async (input: { from: string; into: string; by: string }): Promise<ContactRecord> => {
      const [from, into] = [await theContact(parts, input.from), await theContact(parts, input.into)];
      const asked = { operation: 'mergeContacts', input: { contact: into.key, from: from.key }, by: input.by };
      await operate(parts, await laneOfContact(parts, into.key), { ...asked, contact: into.key });
      return theContact(parts, into.key);
    },

    'contacts.unmerge': async ({ merge: key, by }: { merge: string; by: string }): Promise<MergeRecord> => {
      const merge = await store.get('merge', key);
      if (!merge) return missing(`merge "${key}"`, '', 'Those of a person: rondine contacts show CONTACT');
      const asked = { operation: 'unmergeContacts', input: { merge: key }, by, contact: merge.into };
      await operate(parts, await laneOfContact(parts, merge.into), asked);
      return (await store.get('merge', key)) ?? merge;
    },
  };
}

/** A contact by its id or by an address that is its alone; merges are followed. Throws where there is none. */
export async function theContact(parts: Pick<ControlParts, 'store'>, name: string): Promise<ContactRecord> {
  const found = await resolveContact(id.contact(name), parts.store);
  if (found) return found;
  const [only, ...others] = await contactsByAddress(parts, name);
  if (only && others.length === 0) return only;
  const several = `Several have it: ${[only, ...others].map((each) => each?.key).join(', ')}. Name one by its id.`;
  return missing(
    only ? `single contact "${name}"` : `contact "${name}"`,
    only ? several : '',
    only ? '' : 'Find it: rondine contacts find TEXT',
  );
}

/** The contacts that an address belongs to: a phone number, an e-mail address, or a provider's id of a person. */
export async function contactsByAddress(
  { store }: Pick<ControlParts, 'store'>,
  address: string,
): Promise<ContactRecord[]> {
  const phone =
    readPhoneNumber(address)?.e164 ?? (/^\+?\d[\d ]{4,}$/.test(address) ? `+${address.replace(/\D/g, '')}` : '');
  const keys = [`phone:${phone}`, `phone:${address}`, `email:${address.toLowerCase()}`];
  const known = await Promise.all(keys.map((key) => store.get('address', key)));
  const others = known.some(Boolean) ? [] : await store.list('address', { contains: address, limit: MOST_FOUND });
  // A number as people write it at home is the end of the whole one.
  const isPart = /^\d{6,}$/.test(address);
  const fitting = others.filter(({ key }) =>
    isPart ? key.startsWith('phone:') && key.endsWith(address) : key.endsWith(`:${address}`),
  );
  const contacts = [...known, ...fitting].flatMap((record) => (record ? [record.contact] : []));
  return resolved({ store }, contacts);
}

async function contactsByRecord({ store }: ControlParts, record: string): Promise<ContactRecord[]> {
  const links = await store.list('link', { where: { record }, limit: MOST_FOUND });
  return resolved(
    { store },
    links.map(({ contact }) => contact),
  );
}

async function resolved({ store }: Pick<ControlParts, 'store'>, keys: readonly ContactId[]): Promise<ContactRecord[]> {
  const found = await Promise.all([...new Set(keys)].map((key) => resolveContact(key, store)));
  return [...new Map(found.flatMap((contact) => (contact ? [[contact.key, contact]] : []))).values()];
}

/** The lane on which a person is spoken with last; one of their own where nobody has. */
export async function laneOfContact({ store }: Pick<ControlParts, 'store'>, contact: ContactId): Promise<Lane> {
  const [last] = await store.list('conversation', { where: { contact }, newestFirst: true, limit: 1 });
  return last?.lane ?? id.lane(`contact:${contact}`);
}
