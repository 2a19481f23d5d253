import { Type } from 'typebox';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { addressOf } from '../../message/address.ts';
import type { ContactRecord } from '../../store/records.ts';
import { changeContact } from '../contacts/change-contact.ts';
import { mergeContacts, unmergeContacts } from '../contacts/merge.ts';
import { resolveContact } from '../contacts/resolve-contact.ts';
import { contactFor, defineOperation, type Lister } from './define.ts';
import { contactField, nullable, textField, words } from './fields.ts';
import type { OperationScene, OwnOperation } from './operation.ts';

const EXAMPLE_MERGE = 'm-0mwrlw2o0-_jb5vzsTOVld1HUILxkHa2';

const summary = Type.Object(
  {
    id: textField('Id', 'The contact’s id.', 'c-ada'),
    name: Type.Optional(textField('Name', 'What the person is called.', 'Ada Rossi')),
    language: Type.Optional(textField('Language', 'The language they are written to in.', 'it')),
    phone: Type.Optional(textField('Phone', 'Phone number, as E.164.', '+393330000001')),
    email: Type.Optional(textField('E-mail', 'E-mail address.', 'ada@example.org')),
    fields: Type.Record(Type.String(), Type.Unknown(), { title: 'Fields', description: 'What is known besides.' }),
    tags: words('Tags', 'Tags of the contact.', 'vip'),
    groups: words('Groups', 'Groups that the contact is in.', 'customers'),
    stage: Type.Optional(textField('Stage', 'Where the person stands.', 'lead')),
  },
  { title: 'Contact', description: 'The contact as it is now.' },
);

const fields = Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Type.Unknown(), {
  title: 'Fields',
  description: 'Fields to set, by names of your own; null takes one away.',
  maxProperties: 200,
  examples: [{ city: 'Roma' }],
});

const updateContact = defineOperation({
  title: 'Update contact',
  description: 'Sets name, language, fields and stage of a contact, and adds or removes tags and groups.',
  input: Type.Object(
    {
      contact: contactField,
      name: Type.Optional(nullable(textField('Name', 'What the person is called; null forgets it.', 'Ada Rossi', 200))),
      language: Type.Optional(
        nullable(
          Type.String({
            title: 'Language',
            description: 'BCP 47 tag of the language to write in; null forgets it.',
            pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$',
            maxLength: 35,
            examples: ['it'],
          }),
        ),
      ),
      fields: Type.Optional(fields),
      addTags: Type.Optional(words('Add tags', 'Tags to add.', 'vip')),
      removeTags: Type.Optional(words('Remove tags', 'Tags to take away.', 'new')),
      addGroups: Type.Optional(words('Add to groups', 'Groups to join.', 'customers')),
      removeGroups: Type.Optional(words('Remove from groups', 'Groups to leave.', 'prospects')),
      stage: Type.Optional(nullable(textField('Stage', 'Where the person stands now; null for nowhere.', 'lead', 100))),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ contact: summary }),
  examples: [
    {
      input: { name: 'Ada Rossi', language: 'it', fields: { city: 'Roma' }, addTags: ['vip'], stage: 'lead' },
      output: {
        contact: {
          id: 'c-ada',
          name: 'Ada Rossi',
          language: 'it',
          phone: '+393330000001',
          fields: { city: 'Roma' },
          tags: ['vip'],
          groups: [],
          stage: 'lead',
        },
      },
    },
  ],
  async run({ contact: key, fields: given, ...change }, scene) {
    const contact = await contactFor(key, scene);
    const next = changeContact(contact, { ...change, fields: given as JsonObject | undefined, by: scene.by }, scene);
    return { contact: summarize(next) };
  },
});

const getContact = defineOperation({
  title: 'Get contact',
  description: 'Reads a contact: the one talked to, or the one with an id, a phone number or an e-mail address.',
  input: Type.Object(
    {
      contact: contactField,
      phone: Type.Optional(textField('Phone', 'Phone number, as E.164.', '+393330000001', 20)),
      email: Type.Optional(textField('E-mail', 'E-mail address.', 'ada@example.org', 254)),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    outcome: Type.Enum(['found', 'missing'], { title: 'Outcome', description: 'Whether there is such a contact.' }),
    contact: Type.Optional(summary),
  }),
  outcomes: ['found', 'missing'],
  examples: [
    {
      input: { phone: '+393330000001' },
      output: {
        outcome: 'found',
        contact: {
          id: 'c-ada',
          name: 'Ada Rossi',
          language: 'it',
          phone: '+393330000001',
          fields: { city: 'Roma' },
          tags: ['vip'],
          groups: [],
          stage: 'lead',
        },
      },
    },
    { input: { email: 'nobody@example.org' }, output: { outcome: 'missing' } },
  ],
  async run({ contact: key, phone, email }, scene) {
    const contact =
      phone !== undefined || email !== undefined
        ? await byAddress(phone === undefined ? `email:${email?.toLowerCase()}` : `phone:${phone}`, scene)
        : await contactFor(key, scene).catch(missing);
    return contact ? { outcome: 'found', contact: summarize(contact) } : { outcome: 'missing' };
  },
});

function mergeOperation(store: Lister): OwnOperation {
  return defineOperation({
    title: 'Merge contacts',
    description: 'Takes another contact into this one, because both are the same person. It can be undone.',
    input: Type.Object(
      { contact: contactField, from: textField('Other contact', 'Id of the contact to take in.', 'c-old', 100) },
      { additionalProperties: false },
    ),
    output: Type.Object({
      contact: textField('Contact', 'Id of the contact that stands for the person now.', 'c-ada'),
      merge: textField('Merge', 'Name of this merge, to undo it by.', EXAMPLE_MERGE),
    }),
    examples: [{ input: { from: 'c-old' }, output: { contact: 'c-ada', merge: EXAMPLE_MERGE } }],
    async run({ contact, from }, scene) {
      const { key: into } = await contactFor(contact, scene);
      const other = await scene.draft.get('contact', from);
      if (!other) throw new Failure({ code: 'not_found', message: `There is no contact "${from}".` });
      const { key } = await mergeContacts({ from: other.key, into, by: scene.by }, scene, store);
      return { contact: into, merge: key };
    },
  });
}

function unmergeOperation(store: Lister): OwnOperation {
  return defineOperation({
    title: 'Undo merge',
    description: 'Makes two contacts again of those that a merge made one.',
    input: Type.Object(
      { merge: textField('Merge', 'Name of the merge.', EXAMPLE_MERGE, 200) },
      { additionalProperties: false },
    ),
    output: Type.Object({
      contact: textField('Contact', 'Id of the contact that had taken the other in.', 'c-ada'),
      other: textField('Other contact', 'Id of the contact that is there again.', 'c-old'),
    }),
    examples: [{ input: { merge: EXAMPLE_MERGE }, output: { contact: 'c-ada', other: 'c-old' } }],
    async run({ merge }, scene) {
      const { into, from } = await unmergeContacts({ merge, by: scene.by }, scene, store);
      return { contact: into, other: from };
    },
  });
}

/** What flows and people do to contacts. */
export function contactOperations(store: Lister): Readonly<Record<string, OwnOperation>> {
  return {
    updateContact,
    getContact,
    mergeContacts: mergeOperation(store),
    unmergeContacts: unmergeOperation(store),
  };
}

async function byAddress(key: string, { draft }: OperationScene): Promise<ContactRecord | undefined> {
  const address = await draft.get('address', key);
  return address && resolveContact(address.contact, draft);
}

function missing(error: unknown): undefined {
  if (!(error instanceof Failure) || error.code !== 'not_found') throw error;
  return undefined;
}

function summarize(contact: ContactRecord): JsonObject {
  const { key, name, language, addresses, fields: known = {}, tags = [], groups = [], stage } = contact;
  const phone = addressOf(addresses, 'phone');
  const email = addressOf(addresses, 'email');
  const facts = Object.entries({ name, language, phone, email }).filter(([, value]) => value !== undefined);
  return {
    id: key,
    ...Object.fromEntries(facts),
    fields: known,
    tags,
    groups,
    ...(stage === undefined ? {} : { stage }),
  };
}
