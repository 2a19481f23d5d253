import { BY, defineCommand, UsageError } from '../command.ts';

const PRIORITIES = ['low', 'normal', 'high', 'urgent'];

/** Puts a conversation into a queue. */
export const conversationsQueue = defineCommand({
  name: 'conversations queue',
  summary: 'Puts a conversation into a queue, and says how urgent it is.',
  takes: 'CONVERSATION QUEUE|-',
  count: [2, 2],
  options: { priority: { type: 'string', value: 'WORD', about: 'low, normal, high or urgent' }, ...BY },
  prints: 'the conversation',
  examples: [
    'conversations queue v-0mfx2k1ab-… sales --priority high',
    'conversations queue v-0mfx2k1ab-… -    (into none)',
  ],
  async run({ values, args, control, io }) {
    const [conversation = '', name = ''] = args;
    const by = values.by ?? io.user;
    const open = await control();
    const { priority } = values;
    if (priority !== undefined && !PRIORITIES.includes(priority))
      throw new UsageError(`"${priority}" is no priority. There is ${PRIORITIES.join(', ')}.`);
    const queue = name === '-' ? null : name;
    let changed = await open.call('conversations.operate', {
      conversation,
      operation: 'setQueue',
      input: { queue },
      by,
    });
    if (priority !== undefined)
      changed = await open.call('conversations.operate', {
        conversation,
        operation: 'setPriority',
        input: { priority },
        by,
      });
    const urgency = changed.priority === undefined ? '' : `, priority ${changed.priority}`;
    return { json: changed, text: [`${changed.key} is in ${changed.queue ?? 'no queue'}${urgency}.`] };
  },
});
