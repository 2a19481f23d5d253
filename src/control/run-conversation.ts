import { allOf } from '../inbox/contacts/list-of.ts';
import type { ConversationRecord, MessageRecord, NoteRecord } from '../store/records.ts';
import type { ControlParts } from './control.ts';
import { theRun } from './runs.ts';

/** What was said where a run took place. */
export type RunConversation = {
  /** Missing on a run without a person. */
  conversation?: Pick<ConversationRecord, 'key' | 'connection' | 'channel' | 'state' | 'stage' | 'queue' | 'assignee'>;
  /** The last ones, oldest first. Lanes and routings are left out. */
  messages: Omit<MessageRecord, 'lane' | 'routing'>[];
  notes: NoteRecord[];
  /** True where earlier messages were left out. */
  cut: boolean;
};

/** Messages shown beside a run. */
const MOST_MESSAGES = 500;

/** Shows what was said around a run. */
export function runConversationFunctions(parts: ControlParts) {
  const { store } = parts;
  return {
    'runs.conversation': async ({ run: key }: { run: string }): Promise<RunConversation> => {
      const run = await theRun(parts, key);
      const conversation = run.conversation ? await store.get('conversation', run.conversation) : undefined;
      if (!conversation) return { messages: [], notes: [], cut: false };
      const where = { conversation: conversation.key };
      const { key: name, connection, channel, state, stage, queue, assignee } = conversation;
      const found = await store.list('message', { where, newestFirst: true, limit: MOST_MESSAGES + 1 });
      return {
        conversation: {
          key: name,
          connection,
          channel,
          state,
          ...(stage === undefined ? {} : { stage }),
          ...(queue === undefined ? {} : { queue }),
          ...(assignee === undefined ? {} : { assignee }),
        },
        messages: found
          .slice(0, MOST_MESSAGES)
          .reverse()
          .map(({ lane: _lane, routing: _routing, ...message }) => message),
        notes: await allOf('note', { where }, store),
        cut: found.length > MOST_MESSAGES,
      };
    },
  };
}
