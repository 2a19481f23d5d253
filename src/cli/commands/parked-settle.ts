import { BY, defineCommand, UsageError } from '../command.ts';
import type { SettleRequest } from '../../control/parked.ts';
import { readJsonOption } from '../reading/text-source.ts';

/** Says what became of a parked effect. */
export const parkedSettle = defineCommand({
  name: 'parked settle',
  summary: 'Says what became of a parked effect: it happened, it did not, or it is to be tried again.',
  takes: 'EFFECT happened|failed|again',
  count: [2, 2],
  options: {
    output: { type: 'string', value: 'JSON', about: 'of "happened": what it gave, such as the record’s id' },
    reason: { type: 'string', value: 'TEXT', about: 'of "failed": why, for the history' },
    ...BY,
  },
  prints: '{ effect, run, state }',
  examples: [
    `parked settle 'r-0mfx2k1ab-…#1' happened --output '{ "id": "00Q5g00000AbCdE" }'`,
    `parked settle 'r-0mfx2k1ab-…#1' again --by ada`,
  ],
  async run({ values, args: [effect = '', as = ''], control, io }) {
    const base = { effect, by: values.by ?? io.user };
    const output = values.output === undefined ? {} : { output: await readJsonOption('output', values.output, io) };
    const reason = values.reason === undefined ? {} : { reason: values.reason };
    const settled = await (await control()).call('parked.settle', readAs(as, { base, output, reason }));
    const words = { done: 'counts as done', failed: 'counts as failed', pending: 'will be tried again' };
    const said = words[settled.state as keyof typeof words] ?? `is ${settled.state}`;
    return { json: settled, text: [`Effect ${effect} ${said}; its run goes on: rondine runs show ${settled.run}`] };
  },
});

type Given = {
  base: { effect: string; by: string };
  output: Pick<SettleRequest & { as: 'happened' }, 'output'>;
  reason: { reason?: string };
};

function readAs(as: string, { base, output, reason }: Given): SettleRequest {
  if (as === 'happened') return { ...base, as, ...output };
  if (as === 'failed') return { ...base, as, ...reason };
  if (as === 'again') return { ...base, as };
  throw new UsageError(`"${as}" says nothing about an effect. Write happened, failed or again.`);
}
