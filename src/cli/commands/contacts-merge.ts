import { BY, defineCommand, YES } from '../command.ts';
import { confirmed } from '../reading/confirmed.ts';
import { personName } from '../terminal/describe.ts';
import { contactFacts } from '../terminal/people.ts';

/** Takes one contact into another. */
export const contactsMerge = defineCommand({
  name: 'contacts merge',
  summary:
    'Takes one contact into another, because both are one person. Conversations keep their reply addresses. It can be undone.',
  takes: 'FROM INTO',
  count: [2, 2],
  options: { ...BY, ...YES },
  prints: 'the contact that stands for the person now',
  examples: ['contacts merge c-0mfx2k1ab-… c-0mfx1a9zz-… --yes', 'contacts merge +393331234567 ada@example.com'],
  async run({ values, args: [from = '', into = ''], control, io }) {
    const open = await control();
    const [source, target] = [
      (await open.call('contacts.show', { contact: from })).contact,
      (await open.call('contacts.show', { contact: into })).contact,
    ];
    const question = `${personName(source) || source.key} will be taken into ${personName(target) || target.key}. Merge them?`;
    await confirmed(question, values.yes, io);
    const merged = await open.call('contacts.merge', { from: source.key, into: target.key, by: values.by ?? io.user });
    return { json: merged, text: contactFacts(merged, io) };
  },
});
