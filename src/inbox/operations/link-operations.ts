import { Type } from 'typebox';
import { id } from '../../base/ids.ts';
import { findLink, linkRecord as link } from '../contacts/link-record.ts';
import { contactFor, defineOperation, type Lister } from './define.ts';
import { contactField, textField } from './fields.ts';
import type { OwnOperation } from './operation.ts';

const connection = textField('Connection', 'The connection of the outside system.', 'crm', 100);
const object = textField('Object', 'What sort of record it is.', 'Lead', 100);
const record = textField('Record', 'The record’s id over there.', '00QKB000001abcd', 200);
const url = textField('Address', 'Where people see it.', 'https://crm.example/00QKB000001abcd', 2000);

const linkRecord = defineOperation({
  title: 'Link record',
  description: 'Ties a contact to a record of an outside system, so that it is found again.',
  input: Type.Object(
    {
      contact: contactField,
      connection,
      object,
      record,
      url: Type.Optional(url),
      how: Type.Optional(
        Type.Enum(['created', 'matched', 'told'], {
          title: 'How it is known',
          description: 'Made by us, found by a match, or said by a person.',
          default: 'told',
          examples: ['matched'],
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ contact: textField('Contact', 'Id of the contact.', 'c-ada') }),
  examples: [
    {
      input: { connection: 'crm', object: 'Lead', record: '00QKB000001abcd', how: 'matched' },
      output: { contact: 'c-ada' },
    },
  ],
  async run({ contact: key, connection: name, how = 'told', ...facts }, scene) {
    const contact = await contactFor(key, scene);
    const { run, effect, by } = scene;
    const source = { ...(run ? { run: run.id } : {}), ...(effect ? { effect } : {}) };
    await link({ contact: contact.key, connection: id.connection(name), how, ...facts, ...source, by }, scene);
    return { contact: contact.key };
  },
});

function findLinkOperation(store: Lister): OwnOperation {
  return defineOperation({
    title: 'Find link',
    description: 'Finds the record of an outside system that stands for a contact; of several the newest.',
    input: Type.Object({ contact: contactField, connection, object }, { additionalProperties: false }),
    output: Type.Object({
      outcome: Type.Enum(['found', 'missing'], { title: 'Outcome', description: 'Whether there is such a link.' }),
      record: Type.Optional(record),
      url: Type.Optional(url),
    }),
    outcomes: ['found', 'missing'],
    examples: [
      { input: { connection: 'crm', object: 'Lead' }, output: { outcome: 'found', record: '00QKB000001abcd' } },
      { input: { connection: 'crm', object: 'Case' }, output: { outcome: 'missing' } },
    ],
    async run({ contact: key, connection: name, object: sort }, scene) {
      const contact = await contactFor(key, scene);
      const wanted = { contact: contact.key, connection: id.connection(name), object: sort };
      const found = await findLink(wanted, { draft: scene.draft, store });
      if (!found) return { outcome: 'missing' };
      return { outcome: 'found', record: found.record, ...(found.url === undefined ? {} : { url: found.url }) };
    },
  });
}

/** What flows and people do about records of outside systems that stand for a contact. */
export function linkOperations(store: Lister): Readonly<Record<string, OwnOperation>> {
  return { linkRecord, findLink: findLinkOperation(store) };
}
