import { defineCommand } from '../command.ts';
import { lastMessage } from '../terminal/activity-text.ts';
import { stateSpan } from '../terminal/describe.ts';
import { table } from '../terminal/table.ts';
import { when } from '../terminal/time.ts';
import type { Span } from '../terminal/text.ts';

/** Lists the connections. */
export const connectionsList = defineCommand({
  name: 'connections list',
  summary: 'Lists the connections: how they stand and what waits for them.',
  takes: '',
  count: [0, 0],
  options: {},
  prints:
    'a list of { key, kind, type, config (secrets masked), state, problem?, limits?, simulator?, shadow?, waiting?, webhook?, activity? }',
  examples: ['connections list'],
  async run({ control, io }) {
    const connections = await (await control()).call('connections.list');
    const rows = connections.map(({ key, kind, type, state, problem, waiting, shadow, activity }): Span[] => [
      key,
      `${type} (${kind})`,
      shadow ? `${state}, shadow` : stateSpan(state),
      lastMessage(activity, (time) => when(time, io.now(), io.timeZone)),
      waiting?.since === undefined ? '' : `${waiting.count} since ${when(waiting.since, io.now(), io.timeZone)}`,
      problem?.message ?? activity?.failing?.message ?? '',
    ]);
    const columns = [
      { head: 'NAME' },
      { head: 'TYPE' },
      { head: 'STATE' },
      { head: 'LAST MESSAGE' },
      { head: 'WAITING' },
      { head: 'PROBLEM', cut: true },
    ] as const;
    const none = ['There is no connection yet: a project’s rondine.json names them.'];
    return { json: connections, text: rows.length > 0 ? table(columns, rows, io.width) : none };
  },
});
