import { defineCommand, UsageError, type Io } from '../command.ts';
import type { Control } from '../../control/control.ts';
import type { MessageRef } from '../../control/why.ts';
import { versionName } from '../../flow/draft-version.ts';
import { heading } from '../terminal/describe.ts';
import { when } from '../terminal/time.ts';
import { styled, type Line } from '../terminal/text.ts';

/** Says why a message, or a record of an outside system, started a flow, or did not. */
export const flowWhy = defineCommand({
  name: 'flow why',
  summary: 'Says what became of a message or a record, and for each flow why it started or did not.',
  takes: 'MESSAGE | --last --from PHONE | --record ID',
  count: [0, 1],
  options: {
    last: { type: 'boolean', about: 'the last message of the person named by --from' },
    from: { type: 'string', value: 'PHONE', about: 'the person’s number, or other address' },
    record: { type: 'string', value: 'ID', about: 'a record of another system, by its id' },
  },
  prints:
    '{ message, at, text, connection, fate, run?, summary, reasons: [{ flow, version, name, trigger?, started, reason }] }; for a record [{ flow, trigger, connection, at, id?, record?, run?, reach?, reason }]',
  examples: [
    'flow why --last --from +393331234567',
    'flow why wamid.HBgLMzkzMzMxMjM0NTY3',
    'flow why --record 500QKB000001abcAAA',
  ],
  async run({ values, args: [message], control, io }) {
    if (values.record !== undefined) return whyRecord(values.record, [message, values], await control(), io);
    const ref = readRef(message, values);
    const why = await (await control()).call('flows.why', ref);
    const reasons = why.reasons.flatMap(({ flow, version, trigger, started, reason }): Line[] => [
      [
        styled(started ? 'green' : 'dim', started ? '✓ ' : '✗ '),
        styled('bold', `${flow}@${versionName(version)}`),
        trigger === undefined ? '' : `, trigger ${trigger + 1}`,
      ],
      `  ${reason}`,
    ]);
    const text: Line[] = [
      `«${why.text}» on ${why.connection}, ${when(why.at, io.now(), io.timeZone)}`,
      [styled('dim', why.message)],
      '',
      why.summary,
      ...(reasons.length > 0
        ? [...heading('Flows at that moment'), ...reasons]
        : ['No flow was current at that moment.']),
    ];
    return { json: why, text };
  },
});

/** What became of a record, each time that a look found it. */
async function whyRecord(
  record: string,
  [message, { last, from }]: [string | undefined, { last?: boolean; from?: string }],
  control: Control,
  io: Io,
) {
  if (message !== undefined || last || from !== undefined)
    throw new UsageError('Ask either for a message or for a record, not for both.');
  const fates = await control.call('flows.whyRecord', { record });
  const text = fates.flatMap(({ flow, trigger, connection, at, run, reason }): Line[] => [
    [
      styled(run === undefined ? 'dim' : 'green', run === undefined ? '✗ ' : '✓ '),
      styled('bold', flow),
      `, trigger ${trigger + 1}, on ${connection}, ${when(at, io.now(), io.timeZone)}`,
    ],
    `  ${reason}`,
  ]);
  return { json: fates, text };
}

function readRef(message: string | undefined, values: { last?: boolean; from?: string }): MessageRef {
  const { last, from } = values;
  if (message !== undefined && !last && from === undefined) return { message };
  if (message === undefined && from !== undefined) return { from };
  throw new UsageError('Name one message by its id, or a person’s last one: --last --from PHONE.');
}
