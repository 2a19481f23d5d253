import type { JsonObject } from '../../base/json.ts';
import { BY, defineCommand, UsageError } from '../command.ts';
import { contactFacts } from '../terminal/people.ts';
import { readJsonOption } from '../reading/text-source.ts';

const TEXTS = ['name', 'language', 'stage'] as const;

/** Changes what is known of a person. */
export const contactsEdit = defineCommand({
  name: 'contacts edit',
  summary: 'Changes what is known of a person; an empty text takes name, language or stage away.',
  takes: 'CONTACT|PHONE',
  count: [1, 1],
  options: {
    name: { type: 'string', value: 'TEXT', about: 'what the person is called' },
    language: { type: 'string', value: 'TAG', about: 'BCP 47, such as it or en-GB' },
    stage: { type: 'string', value: 'TEXT', about: 'where the person stands' },
    fields: { type: 'string', value: 'JSON', about: 'fields of your own: JSON, @FILE, or -; null takes one away' },
    ...BY,
  },
  prints: 'the contact',
  examples: [
    'contacts edit +393331234567 --name "Ada Rossi" --language it',
    `contacts edit c-0mfx2k1ab-… --fields '{ "city": "Roma" }'`,
  ],
  async run({ values, args: [contact = ''], control, io }) {
    const texts = TEXTS.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name] || null] as const]));
    const fields = values.fields === undefined ? {} : { fields: await readJsonOption('fields', values.fields, io) };
    const change: JsonObject = { ...Object.fromEntries(texts), ...fields };
    if (Object.keys(change).length === 0)
      throw new UsageError('Say what changes: --name, --language, --stage or --fields.');
    const by = values.by ?? io.user;
    const changed = await (await control()).call('contacts.change', { contact, by, change });
    return { json: changed, text: contactFacts(changed, io) };
  },
});
