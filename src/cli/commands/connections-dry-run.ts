import { defineCommand, UsageError } from '../command.ts';
import { readJsonInput } from '../reading/json-input.ts';
import { styled, type Line } from '../terminal/text.ts';

/** Tries an operation without leaving anything behind. */
export const connectionsDryRun = defineCommand({
  name: 'connections dry-run',
  summary: 'Tries an operation in the system behind a connection, which undoes it: what would come of it, or why not.',
  takes: 'NAME OPERATION',
  count: [2, 2],
  options: { input: { type: 'string', value: 'FILE|JSON|-', about: 'what the operation gets' } },
  prints: '{ request, result: { output } | { failure }, blind: [text] }',
  examples: ['connections dry-run crm create --input lead.json'],
  async run({ values, args: [connection = '', operation = ''], control, io }) {
    if (values.input === undefined) throw new UsageError('Say what it gets: --input FILE, or --input JSON');
    const input = await readJsonInput(values.input, io);
    const trial = await (await control()).call('connections.dryRun', { connection, operation, input });
    const { request, result, blind } = trial;
    const failed = 'failure' in result;
    const outcome: Line[] = failed
      ? [[styled('red', 'It would fail: '), result.failure.message]]
      : [[styled('green', 'It would be done:')], ...indented(result.output)];
    return {
      json: trial,
      text: [
        ...outcome,
        [styled('bold', 'Request')],
        ...indented(request),
        [styled('bold', 'What a trial cannot tell')],
        ...blind.map((each) => `  ${each}`),
      ],
      failed,
    };
  },
});

function indented(value: unknown): string[] {
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => `  ${line}`);
}
