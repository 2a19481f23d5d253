import { defineCommand } from '../command.ts';
import type { FlowSummary } from '../../control/flows.ts';
import { table } from '../terminal/table.ts';
import { styled, type Span } from '../terminal/text.ts';

/** Lists the flows. */
export const flowList = defineCommand({
  name: 'flow list',
  summary: 'Lists all flows: their current version, changes that are not published, runs under way.',
  takes: '',
  count: [0, 0],
  options: {},
  prints: 'a list of { flow, name, current?, versions, draft?, managedBy?, triggers, activeRuns }',
  examples: ['flow list', 'flow list --json'],
  async run({ control, io }) {
    const flows = await (await control()).call('flows.list');
    const rows = flows.map((flow): Span[] => [
      flow.flow,
      flow.name,
      stateOf(flow),
      flow.triggers.join(', '),
      String(flow.activeRuns),
      flow.managedBy ?? '',
    ]);
    const columns = [
      { head: 'FLOW' },
      { head: 'NAME', cut: true },
      { head: 'STATE' },
      { head: 'STARTS FROM', cut: true },
      { head: 'ACTIVE RUNS', right: true },
      { head: 'MANAGED BY', cut: true },
    ] as const;
    const text = rows.length > 0 ? table(columns, rows, io.width) : ['There is no flow yet: rondine flow import FILE'];
    return { json: flows, text };
  },
});

function stateOf({ current, draft }: FlowSummary): Span {
  const changed = draft?.hasChanges ? ', changed' : '';
  return current === undefined ? styled('yellow', 'draft') : styled('green', `v${current}${changed}`);
}
