import { describeDiff } from '../../flow/diff/describe-diff.ts';
import { diff, isSame } from '../../flow/diff/diff.ts';
import { defineCommand } from '../command.ts';
import { readFlow } from '../reading/flow-source.ts';

/** Says what is different between two flows. */
export const flowDiff = defineCommand({
  name: 'flow diff',
  summary:
    'Says what is different between two flows, by what they mean. With one: its draft against its current version.',
  takes: 'A [B]    each a file, -, ID, ID@VERSION or ID@draft',
  count: [1, 2],
  options: {},
  prints: '{ before, after, same, facts, triggers, handlers, steps }',
  examples: ['flow diff lead', 'flow diff lead@3 lead@draft', 'flow diff lead lead.json'],
  async run({ args: [first = '', second], control, io }) {
    const before = await readFlow(first, { io, control });
    const after = await readFlow(second ?? `${first}@draft`, { io, control });
    const found = diff(before.flow, after.flow);
    const same = isSame(found);
    const text = same ? [`${before.label} and ${after.label} mean the same.`] : describeDiff(found);
    return { json: { before: before.label, after: after.label, same, ...found }, text };
  },
});
