import { Type } from 'typebox';
import {
  addNote as note,
  assignConversation,
  closeConversation as close,
  reopenConversation as reopen,
  setPriority as prioritize,
  setQueue as enqueue,
} from '../conversations/change-conversation.ts';
import { conversationFor, defineOperation } from './define.ts';
import { nullable, textField } from './fields.ts';
import type { OwnOperation } from './operation.ts';

const output = Type.Object({ conversation: textField('Conversation', 'Id of the conversation.', 'v-ada') });
const given = { conversation: 'v-ada' };
const strict = { additionalProperties: false };

const assign = defineOperation({
  title: 'Assign conversation',
  description: 'Gives the conversation to an agent; with null nobody has it.',
  input: Type.Object({ assignee: nullable(textField('Agent', 'Who gets it.', 'eva', 200)) }, strict),
  output,
  examples: [{ input: { assignee: 'eva' }, output: given }],
  async run({ assignee }, scene) {
    return { conversation: assignConversation(conversationFor(scene), { assignee, by: scene.by }, scene).key };
  },
});

const setQueue = defineOperation({
  title: 'Set queue',
  description: 'Puts the conversation into a queue of people; with null into none.',
  input: Type.Object({ queue: nullable(textField('Queue', 'Name of the queue.', 'sales', 200)) }, strict),
  output,
  examples: [{ input: { queue: 'sales' }, output: given }],
  async run({ queue }, scene) {
    return { conversation: enqueue(conversationFor(scene), { queue, by: scene.by }, scene).key };
  },
});

const setPriority = defineOperation({
  title: 'Set priority',
  description: 'Says how urgent the conversation is.',
  input: Type.Object(
    {
      priority: Type.Enum(['low', 'normal', 'high', 'urgent'], {
        title: 'Priority',
        description: 'How urgent it is.',
        examples: ['high'],
      }),
    },
    strict,
  ),
  output,
  examples: [{ input: { priority: 'high' }, output: given }],
  async run({ priority }, scene) {
    return { conversation: prioritize(conversationFor(scene), { priority, by: scene.by }, scene).key };
  },
});

const addNote = defineOperation({
  title: 'Add note',
  description: 'Writes a note on the conversation that only people see.',
  input: Type.Object(
    { text: textField('Text', 'What people should know.', 'Wants a call back at five.', 10_000) },
    strict,
  ),
  output,
  examples: [{ input: { text: 'Wants a call back at five.' }, output: given }],
  async run({ text }, scene) {
    return { conversation: note(conversationFor(scene), { text, by: scene.by }, scene).conversation };
  },
});

const closeConversation = defineOperation({
  title: 'Close conversation',
  description: 'Ends the conversation: the person’s next message begins another one.',
  input: Type.Object({}, strict),
  output,
  examples: [{ input: {}, output: given }],
  async run(_input, scene) {
    return { conversation: close(conversationFor(scene), { by: scene.by }, scene).key };
  },
});

const reopenConversation = defineOperation({
  title: 'Reopen conversation',
  description: 'Takes up a closed conversation again, while the person has not begun another one.',
  input: Type.Object({}, strict),
  output,
  examples: [{ input: {}, output: given }],
  async run(_input, scene) {
    return { conversation: reopen(conversationFor(scene), { by: scene.by }, scene).key };
  },
});

/** What flows and people do to conversations. */
export const conversationOperations: Readonly<Record<string, OwnOperation>> = {
  assign,
  setQueue,
  setPriority,
  addNote,
  closeConversation,
  reopenConversation,
};
