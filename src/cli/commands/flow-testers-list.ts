import { defineCommand } from '../command.ts';
import { readFlowRef } from '../reading/flow-source.ts';
import { heading } from '../terminal/describe.ts';
import { table } from '../terminal/table.ts';
import { when } from '../terminal/time.ts';
import type { Line } from '../terminal/text.ts';

const COLUMNS = [
  { head: 'ID' },
  { head: 'ADDRESS' },
  { head: 'ON' },
  { head: 'WHO', cut: true },
  { head: 'SINCE' },
] as const;

/** Lists the test users of a flow. */
export const flowTestersList = defineCommand({
  name: 'flow testers list',
  summary: 'Lists the test users of a flow: its draft answers them, and everybody else gets what is published.',
  takes: 'FLOW',
  count: [1, 1],
  options: {},
  prints: '{ testers: [{ id, address, connection?, contact?, at, by }], codes, dry, draft?: { errors }, runs }',
  examples: ['flow testers list lead'],
  async run({ args: [name = ''], control, io }) {
    const { flow } = readFlowRef(name);
    const view = await (await control()).call('testers.show', { flow });
    const { testers, codes, draft, dry, runs } = view;
    const rows = testers.map(({ id, address, connection, contact, at }) => [
      id,
      address.value,
      connection ?? 'any',
      contact?.name ?? '',
      when(at, io.now(), io.timeZone),
    ]);
    const text: Line[] = [
      ...(rows.length > 0
        ? table(COLUMNS, rows, io.width)
        : [`"${flow}" has no test users: rondine flow testers add ${flow} +39…`]),
      ...codes.map(
        ({ text: word, until }) => `"${word}" makes its writer one, until ${when(until, io.now(), io.timeZone)}.`,
      ),
      '',
      draftLine(draft, flow),
      dry ? 'Records are not written: outside systems only try what is asked of them.' : 'Records are really written.',
      ...(runs.length > 0 ? heading('Last test runs') : []),
      ...runs.map(({ run, status, startedAt }) => `${run}  ${status}  ${when(startedAt, io.now(), io.timeZone)}`),
    ];
    return { json: view, text };
  },
});

function draftLine(draft: { errors: number } | undefined, flow: string): string {
  if (!draft) return 'There is no draft: they get what is published.';
  if (draft.errors === 0) return 'The draft answers them.';
  const found = draft.errors === 1 ? 'an error' : `${draft.errors} errors`;
  return `The draft has ${found} and answers nobody: rondine flow check ${flow}@draft`;
}
