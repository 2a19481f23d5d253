import { defineCommand } from '../command.ts';
import { readCount } from '../reading/run-filter.ts';
import { contactTable } from '../terminal/people.ts';

/** Finds people. */
export const contactsFind = defineCommand({
  name: 'contacts find',
  summary:
    'Finds people by what is known of them, an address, or a record of an outside system. Without words: the newest.',
  takes: '[WORDS ...]',
  count: [0, 20],
  options: {
    phone: { type: 'string', value: 'NUMBER', about: 'by a phone number, an e-mail address or a provider’s id' },
    record: { type: 'string', value: 'ID', about: 'by a record that stands for the person' },
    limit: { type: 'string', value: 'N', about: 'at most so many (50)' },
  },
  prints:
    'a list of contacts: { key, name?, language?, addresses, fields?, tags?, groups?, stage?, attribution?, createdAt }',
  examples: ['contacts find Rossi', 'contacts find --phone +393331234567', 'contacts find --record 00Q5g00000AbCdE'],
  async run({ values, args, control, io }) {
    const text = args.join(' ');
    const limit = readCount('limit', values.limit, 1000);
    const contacts = await (
      await control()
    ).call('contacts.find', {
      ...(text === '' ? {} : { text }),
      ...(values.phone === undefined ? {} : { address: values.phone }),
      ...(values.record === undefined ? {} : { record: values.record }),
      ...(limit === undefined ? {} : { limit }),
    });
    const found = contacts.length > 0 ? contactTable(contacts, io) : ['Nobody was found.'];
    return { json: contacts, text: found };
  },
});
