import { BY, defineCommand, UsageError } from '../command.ts';
import { contactFacts } from '../terminal/people.ts';

/** Adds and takes away tags and groups of a person. */
export const contactsTag = defineCommand({
  name: 'contacts tag',
  summary: 'Adds tags to a person and takes others away; with --groups, groups.',
  takes: 'CONTACT|PHONE [TAG ...]',
  count: [1, 50],
  options: {
    remove: { type: 'string', multiple: true, value: 'TAG', about: 'take this one away; may be given several times' },
    groups: { type: 'boolean', about: 'groups instead of tags' },
    ...BY,
  },
  prints: 'the contact',
  examples: ['contacts tag +393331234567 vip', 'contacts tag c-0mfx2k1ab-… customer --remove prospect --groups'],
  async run({ values, args: [contact = '', ...add], control, io }) {
    const remove = values.remove ?? [];
    if (add.length + remove.length === 0) throw new UsageError('Name a tag to add, or one to take away: --remove TAG.');
    const what = values.groups ? 'Groups' : 'Tags';
    const change = {
      ...(add.length > 0 ? { [`add${what}`]: add } : {}),
      ...(remove.length > 0 ? { [`remove${what}`]: remove } : {}),
    };
    const by = values.by ?? io.user;
    const changed = await (await control()).call('contacts.change', { contact, by, change });
    return { json: changed, text: contactFacts(changed, io) };
  },
});
