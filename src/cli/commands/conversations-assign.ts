import { BY, defineCommand } from '../command.ts';

/** Gives a conversation to an agent. */
export const conversationsAssign = defineCommand({
  name: 'conversations assign',
  summary: 'Gives a conversation to an agent.',
  takes: 'CONVERSATION AGENT|-',
  count: [2, 2],
  options: { ...BY },
  prints: 'the conversation',
  examples: ['conversations assign v-0mfx2k1ab-… eva', 'conversations assign v-0mfx2k1ab-… -    (to nobody)'],
  async run({ values, args, control, io }) {
    const [conversation = '', agent = ''] = args;
    const assignee = agent === '-' ? null : agent;
    const asked = { conversation, operation: 'assign', input: { assignee }, by: values.by ?? io.user };
    const changed = await (await control()).call('conversations.operate', asked);
    return { json: changed, text: [`${changed.key} is given to ${changed.assignee ?? 'nobody'}.`] };
  },
});
