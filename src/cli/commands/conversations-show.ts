import { textOf } from '../../message/content.ts';
import type { MessageRecord } from '../../store/records.ts';
import { defineCommand } from '../command.ts';
import { readCount } from '../reading/run-filter.ts';
import { factLines, heading, personName, standing, stateSpan } from '../terminal/describe.ts';
import { conversationState } from '../terminal/people.ts';
import { moment, when } from '../terminal/time.ts';
import { styled, type Line } from '../terminal/text.ts';

/** Shows a conversation with what was said. */
export const conversationsShow = defineCommand({
  name: 'conversations show',
  summary: 'Shows a conversation: who holds it, the last messages and what became of each, notes, runs.',
  takes: 'CONVERSATION|RUN',
  count: [1, 1],
  options: { messages: { type: 'string', value: 'N', about: 'so many messages, the last ones (30)' } },
  prints: '{ conversation, contact?, messages, notes, runs }',
  examples: ['conversations show v-0mfx2k1ab-…', 'conversations show v-0mfx2k1ab-… --messages 200'],
  async run({ values, args: [conversation = ''], control, io }) {
    const messages = readCount('messages', values.messages, 10_000);
    const asked = { conversation, ...(messages === undefined ? {} : { messages }) };
    const found = await (await control()).call('conversations.show', asked);
    const { conversation: record, contact, notes, runs } = found;
    const at = (time: number): string => when(time, io.now(), io.timeZone);
    const text: Line[] = [
      ...factLines([
        ['conversation', record.key],
        ['with', contact && `${personName(contact)} (${contact.key})`],
        ['on', `${record.connection} (${record.channel})`],
        ['state', conversationState(record)],
        ['queue', record.queue],
        ['given to', record.assignee],
        ['priority', record.priority],
        ['begun', at(record.createdAt)],
        ['last wrote', record.lastInboundAt > 0 ? at(record.lastInboundAt) : 'never'],
      ]),
      ...heading('Messages'),
      ...found.messages.flatMap((message) => messageLines(message, io.timeZone)),
    ];
    if (notes.length > 0)
      text.push(...heading('Notes'), ...notes.map(({ text: words, by, at: time }) => `${by}, ${at(time)}: ${words}`));
    if (runs.length > 0)
      text.push(
        ...heading('Runs'),
        ...runs.map((run): Line => [
          `${run.id}  ${run.flow.id}@${run.flow.version}  `,
          stateSpan(run.status),
          `  ${standing(run, io.now())}`,
        ]),
      );
    return { json: found, text };
  },
});

function messageLines(
  { key, direction, content, at, status, echo, routing, failure, connection, late }: MessageRecord,
  timeZone: string | undefined,
): Line[] {
  const who = direction === 'in' ? styled('cyan', 'they') : styled('green', echo ? 'staff' : 'we');
  const words = textOf(content) || `(${content.kind})`;
  const out = [status, ...(connection === undefined ? [] : [`on ${connection}`]), ...(late ? ['late'] : [])].join(', ');
  const fate = direction === 'in' ? (routing ? (routing.word ?? routing.fate) : '') : out;
  return [
    [styled('dim', `${moment(at, timeZone)}  `), who, `  ${words}  `, styled('dim', fate)],
    ...(failure ? [[styled('red', `    ${failure.code}: `), failure.message]] : []),
    ...(direction === 'in' ? [[styled('dim', `    ${key}`)]] : []),
  ];
}
