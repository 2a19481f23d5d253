import { BY, defineCommand } from '../command.ts';
import { readVersion } from '../reading/flow-source.ts';
import { repairedAnswer } from '../terminal/repaired.ts';

/** Does the step again that a run failed in. */
export const runsReplay = defineCommand({
  name: 'runs replay',
  summary:
    'Does the step again that a run failed in, under the same effect ids: what has happened does not happen twice.',
  takes: 'RUN',
  count: [1, 1],
  options: {
    version: { type: 'string', value: 'N|current', about: 'go on in this version of the flow (the one it has)' },
    ...BY,
  },
  prints: '{ run, before, after }',
  examples: ['runs replay r-0mfx2k1ab-…', 'runs replay r-0mfx2k1ab-… --version current --by ada'],
  async run({ values, args: [run = ''], control, io }) {
    const { version } = values;
    const on =
      version === undefined ? {} : { version: version === 'current' ? ('current' as const) : readVersion(version) };
    const request = { type: 'replay', run, by: values.by ?? io.user, ...on } as const;
    return repairedAnswer(await (await control()).call('runs.repair', request), io.now());
  },
});
