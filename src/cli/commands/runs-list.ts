import { defineCommand } from '../command.ts';
import { versionName } from '../../flow/draft-version.ts';
import { FILTER, readCount, readRunFilter } from '../reading/run-filter.ts';
import { personName, standing, stateSpan } from '../terminal/describe.ts';
import { table } from '../terminal/table.ts';
import { ago } from '../terminal/time.ts';
import { styled, type Line, type Span } from '../terminal/text.ts';

/** Lists runs. */
export const runsList = defineCommand({
  name: 'runs list',
  summary: 'Lists runs, the newest first; every option that is given must hold.',
  takes: '',
  count: [0, 0],
  options: {
    ...FILTER,
    limit: { type: 'string', value: 'N', about: 'at most so many (50)' },
    after: { type: 'string', value: 'RUN', about: 'go on after this run: the "next" of the list before' },
  },
  prints:
    '{ runs: [{ run, flow, version, status, step, wait, failure?, changedAt, contact?, test? }], next?, searched }',
  examples: [
    'runs list --status failed --since 24h',
    'runs list --phone +393331234567',
    'runs list --flow lead --failure denied --step create',
    'runs list --text "order 4711" --limit 200',
  ],
  async run({ values, control, io }) {
    const limit = readCount('limit', values.limit, 10_000);
    const page = {
      ...(limit === undefined ? {} : { limit }),
      ...(values.after === undefined ? {} : { after: values.after }),
    };
    const found = await (await control()).call('runs.list', { filter: readRunFilter(values, io), page });
    const rows = found.runs.map((run): Span[] => [
      run.run,
      `${run.flow}@${versionName(run.version)}${run.test ? ' (test)' : ''}`,
      stateSpan(run.status),
      run.step ?? '',
      standing(run, io.now()),
      run.contact ? personName(run.contact) : '',
      ago(run.changedAt, io.now()),
    ]);
    const columns = [
      { head: 'RUN' },
      { head: 'FLOW', cut: true },
      { head: 'STATE' },
      { head: 'STEP', cut: true },
      { head: '', cut: true },
      { head: 'WITH', cut: true },
      { head: 'CHANGED' },
    ] as const;
    const text: Line[] = rows.length > 0 ? table(columns, rows, io.width) : ['No run was found.'];
    if (found.next !== undefined) text.push([styled('dim', `There may be more: --after ${found.next}`)]);
    return { json: found, text };
  },
});
