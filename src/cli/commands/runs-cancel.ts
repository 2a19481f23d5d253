import { BY, defineCommand, YES } from '../command.ts';
import { confirmed } from '../reading/confirmed.ts';
import { repairedAnswer } from '../terminal/repaired.ts';

/** Ends a run. */
export const runsCancel = defineCommand({
  name: 'runs cancel',
  summary: 'Ends a run where it stands. What of it is under way is finished; nothing more is begun.',
  takes: 'RUN',
  count: [1, 1],
  options: { reason: { type: 'string', value: 'TEXT', about: 'why, for the history' }, ...BY, ...YES },
  prints: '{ run, before, after }',
  examples: ['runs cancel r-0mfx2k1ab-… --reason "Wrong number" --yes'],
  async run({ values, args: [run = ''], control, io }) {
    await confirmed(`Run ${run} will end where it stands. Cancel it?`, values.yes, io);
    const reason = values.reason ?? 'canceled by hand';
    const request = { type: 'cancel', run, reason, by: values.by ?? io.user } as const;
    return repairedAnswer(await (await control()).call('runs.repair', request), io.now());
  },
});
