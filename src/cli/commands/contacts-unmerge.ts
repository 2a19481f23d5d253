import { BY, defineCommand } from '../command.ts';

/** Undoes a merge of contacts. */
export const contactsUnmerge = defineCommand({
  name: 'contacts unmerge',
  summary: 'Undoes a merge: both contacts are there again, each with what was its own.',
  takes: 'MERGE',
  count: [1, 1],
  options: { ...BY },
  prints: 'the merge, with who undid it and when',
  examples: ['contacts unmerge m-0mfx2k1ab-…    (as rondine contacts show names it)'],
  async run({ values, args: [merge = ''], control, io }) {
    const undone = await (await control()).call('contacts.unmerge', { merge, by: values.by ?? io.user });
    return { json: undone, text: [`${undone.from} and ${undone.into} are two contacts again.`] };
  },
});
