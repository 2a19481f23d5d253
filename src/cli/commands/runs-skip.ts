import { BY, defineCommand } from '../command.ts';
import { readJsonOption } from '../reading/text-source.ts';
import { repairedAnswer } from '../terminal/repaired.ts';

/** Leaves the step that a run stands on without doing it. */
export const runsSkip = defineCommand({
  name: 'runs skip',
  summary: 'Leaves the step that a run stands on, as if it had given an output.',
  takes: 'RUN',
  count: [1, 1],
  options: {
    outcome: { type: 'string', value: 'EXIT', about: 'by which exit (the ordinary way on)' },
    output: { type: 'string', value: 'JSON', about: 'what it would have given: JSON, @FILE, or -' },
    ...BY,
  },
  prints: '{ run, before, after }',
  examples: [`runs skip r-0mfx2k1ab-… --output '{ "id": "00Q…" }'`, 'runs skip r-0mfx2k1ab-… --outcome failed'],
  async run({ values, args: [run = ''], control, io }) {
    const output = values.output === undefined ? {} : { output: await readJsonOption('output', values.output, io) };
    const outcome = values.outcome === undefined ? {} : { outcome: values.outcome };
    const request = { type: 'skip', run, by: values.by ?? io.user, ...outcome, ...output } as const;
    return repairedAnswer(await (await control()).call('runs.repair', request), io.now());
  },
});
