import { defineCommand } from '../command.ts';
import { readFlowRef } from '../reading/flow-source.ts';
import { table } from '../terminal/table.ts';
import type { Span } from '../terminal/text.ts';

/** Shows how many runs are under way on each version of a flow. */
export const flowDrain = defineCommand({
  name: 'flow drain',
  summary: 'Shows how many runs are under way on each version of a flow: whether an old version has run dry.',
  takes: 'ID',
  count: [1, 1],
  options: {},
  prints: 'a list of { version, current, activeRuns, oldest? }',
  examples: ['flow drain lead'],
  async run({ args: [name = ''], control, io }) {
    const versions = await (await control()).call('flows.drain', readFlowRef(name));
    const rows = versions.map((each): Span[] => [
      `v${each.version}`,
      each.current ? 'current' : each.activeRuns > 0 ? 'draining' : 'dry',
      String(each.activeRuns),
      each.oldest ?? '',
    ]);
    const columns = [
      { head: 'VERSION' },
      { head: 'STATE' },
      { head: 'ACTIVE RUNS', right: true },
      { head: 'OLDEST' },
    ] as const;
    const none = [`"${name}" was never published.`];
    return { json: versions, text: rows.length > 0 ? table(columns, rows, io.width) : none };
  },
});
