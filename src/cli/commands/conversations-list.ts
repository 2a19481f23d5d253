import { defineCommand, UsageError } from '../command.ts';
import { readCount } from '../reading/run-filter.ts';
import { conversationTable } from '../terminal/people.ts';

const STAGES = ['open', 'idle', 'closed'] as const;

/** Lists conversations. */
export const conversationsList = defineCommand({
  name: 'conversations list',
  summary: 'Lists conversations, the newest first.',
  takes: '',
  count: [0, 0],
  options: {
    people: { type: 'boolean', about: 'only those that people hold' },
    stage: { type: 'string', value: 'WORD', about: 'open, idle or closed' },
    queue: { type: 'string', value: 'NAME', about: 'of this queue' },
    assignee: { type: 'string', value: 'NAME', about: 'given to this agent' },
    contact: { type: 'string', value: 'ID|PHONE', about: 'with this person' },
    limit: { type: 'string', value: 'N', about: 'at most so many (50)' },
  },
  prints: 'a list of conversations with contactName',
  examples: ['conversations list --people --queue sales', 'conversations list --contact +393331234567'],
  async run({ values, control, io }) {
    const { queue, assignee, contact } = values;
    const stage = STAGES.find((each) => each === values.stage);
    if (values.stage !== undefined && !stage)
      throw new UsageError(`"${values.stage}" is no stage. There is ${STAGES.join(', ')}.`);
    const limit = readCount('limit', values.limit, 1000);
    const found = await (
      await control()
    ).call('conversations.list', {
      ...(values.people ? { state: 'people' as const } : {}),
      ...(stage ? { stage } : {}),
      ...(queue === undefined ? {} : { queue }),
      ...(assignee === undefined ? {} : { assignee }),
      ...(contact === undefined ? {} : { contact }),
      ...(limit === undefined ? {} : { limit }),
    });
    return { json: found, text: found.length > 0 ? conversationTable(found, io) : ['There is no such conversation.'] };
  },
});
