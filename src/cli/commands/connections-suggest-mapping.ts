import { formatPath } from '../../base/diagnostic.ts';
import { defineCommand, UsageError } from '../command.ts';
import { styled, type Line } from '../terminal/text.ts';

const CONFIDENCE = { sure: 'green', likely: 'yellow', guess: 'red' } as const;

/** Suggests which fields take what flows know of a person. */
export const connectionsSuggestMapping = defineCommand({
  name: 'connections suggest-mapping',
  summary:
    'Suggests a call step for a flow: which fields of an object take what a conversation tells, with the reason for each.',
  takes: 'NAME',
  count: [1, 1],
  options: {
    object: {
      type: 'string',
      value: 'NAME',
      about: 'the object whose records are to be written: Lead, Case, Contact …',
    },
    operation: { type: 'string', value: 'NAME', about: 'what the step does (create)' },
  },
  prints: '{ step, why: [{ path, confidence, why }], open: [{ path, message }] }',
  examples: ['connections suggest-mapping crm --object Lead'],
  async run({ values, args: [connection = ''], control }) {
    const { object, operation = 'create' } = values;
    if (object === undefined) throw new UsageError('Say of what: --object Lead');
    const input = { object };
    const {
      input: proposed,
      why,
      open,
    } = await (await control()).call('connections.propose', { connection, operation, input });
    const step = { type: 'call', params: { connection, operation, input: proposed, saveAs: object.toLowerCase() } };
    const reasons = why.map(({ path, confidence, why: reason }): Line => [
      styled(CONFIDENCE[confidence], confidence),
      ` ${formatPath(path)}  ${reason}`,
    ]);
    const rest = open.map(({ path, message }): Line => [styled('yellow', 'open'), ` ${formatPath(path)}  ${message}`]);
    return { json: { step, why, open }, text: [...JSON.stringify(step, null, 2).split('\n'), '', ...reasons, ...rest] };
  },
});
