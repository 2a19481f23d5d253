import { defineCommand } from '../command.ts';
import { readFlowRef } from '../reading/flow-source.ts';
import { table } from '../terminal/table.ts';
import { when } from '../terminal/time.ts';
import { styled, type Span } from '../terminal/text.ts';

/** Lists every version of a flow. */
export const flowHistory = defineCommand({
  name: 'flow history',
  summary: 'Lists every version of a flow that was ever published, the newest first.',
  takes: 'ID',
  count: [1, 1],
  options: {},
  prints: 'a list of { key, flow, version, current, publishedAt, retiredAt?, name?, note?, by? }',
  examples: ['flow history lead'],
  async run({ args: [name = ''], control, io }) {
    const versions = await (await control()).call('flows.history', readFlowRef(name));
    const rows = versions.map((each): Span[] => [
      `${each.flow}@${each.version}`,
      each.current ? styled('green', 'current') : '',
      when(each.publishedAt, io.now(), io.timeZone),
      each.by ?? '',
      [each.name, each.note].filter(Boolean).join(': '),
    ]);
    const columns = [
      { head: 'VERSION' },
      { head: '' },
      { head: 'PUBLISHED' },
      { head: 'BY' },
      { head: 'ABOUT', cut: true },
    ] as const;
    const none = [`"${name}" was never published: rondine flow publish ${name}`];
    return { json: versions, text: rows.length > 0 ? table(columns, rows, io.width) : none };
  },
});
