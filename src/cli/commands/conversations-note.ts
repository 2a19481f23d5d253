import { BY, defineCommand } from '../command.ts';

/** Writes a note on a conversation. */
export const conversationsNote = defineCommand({
  name: 'conversations note',
  summary: 'Writes a note on a conversation that only people see.',
  takes: 'CONVERSATION TEXT|-',
  count: [2, 2],
  options: { ...BY },
  prints: 'the conversation',
  examples: ['conversations note v-0mfx2k1ab-… "Wants a call back at five."'],
  async run({ values, args, control, io }) {
    const [conversation = '', words = ''] = args;
    const text = words === '-' ? (await io.input()).trim() : words;
    const asked = { conversation, operation: 'addNote', input: { text }, by: values.by ?? io.user };
    const changed = await (await control()).call('conversations.operate', asked);
    return { json: changed, text: [`The note is on ${changed.key}.`] };
  },
});
