import { BY, defineCommand } from '../command.ts';

/** Gives a conversation back to flows. */
export const conversationsRelease = defineCommand({
  name: 'conversations release',
  summary: 'Gives a conversation that people hold back to flows: the run that handed it over goes on.',
  takes: 'CONVERSATION',
  count: [1, 1],
  options: { ...BY },
  prints: '{ released, conversation }',
  examples: ['conversations release v-0mfx2k1ab-…'],
  async run({ values, args, control, io }) {
    const [conversation = ''] = args;
    const answer = await (await control()).call('conversations.release', { conversation, by: values.by ?? io.user });
    const { key } = answer.conversation;
    const text = answer.released
      ? `${key} is with flows again.`
      : `${key} was with flows already; nothing was changed.`;
    return { json: answer, text: [text] };
  },
});
