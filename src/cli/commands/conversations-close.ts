import { BY, defineCommand } from '../command.ts';

/** Ends a conversation. */
export const conversationsClose = defineCommand({
  name: 'conversations close',
  summary: 'Ends a conversation: the next message of the person begins another. With --reopen, takes it up again.',
  takes: 'CONVERSATION',
  count: [1, 1],
  options: { reopen: { type: 'boolean', about: 'take up a closed conversation again' }, ...BY },
  prints: 'the conversation',
  examples: ['conversations close v-0mfx2k1ab-…', 'conversations close v-0mfx2k1ab-… --reopen'],
  async run({ values, args, control, io }) {
    const [conversation = ''] = args;
    const operation = values.reopen ? 'reopenConversation' : 'closeConversation';
    const asked = { conversation, operation, input: {}, by: values.by ?? io.user };
    const changed = await (await control()).call('conversations.operate', asked);
    return { json: changed, text: [`${changed.key} is ${changed.stage ?? 'open'}.`] };
  },
});
