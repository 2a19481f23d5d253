import { defineCommand, UsageError } from '../command.ts';
import { readJsonInput } from '../reading/json-input.ts';
import { styled, type Line } from '../terminal/text.ts';

/** Suggests values for a member of an operation's input. */
export const connectionsSuggest = defineCommand({
  name: 'connections suggest',
  summary:
    'Suggests values for one member of an operation’s input, asked of the system behind it: objects, fields, choices, owners.',
  takes: 'NAME OPERATION MEMBER',
  count: [3, 3],
  options: {
    input: { type: 'string', value: 'FILE|JSON|-', about: 'what is filled in already, such as {"object":"Lead"}' },
    text: { type: 'string', value: 'TEXT', about: 'what was typed so far' },
  },
  prints: '[{ value, label, detail? }], at most 20',
  examples: [
    'connections suggest crm create object',
    `connections suggest crm create fields.OwnerId --input '{"object":"Lead"}' --text giu`,
  ],
  async run({ values, args: [connection = '', operation = '', member = ''], control, io }) {
    const path = member.split('.');
    if (path.includes('')) throw new UsageError(`"${member}" names no member. Write object, or fields.OwnerId.`);
    const input = values.input === undefined ? {} : await readJsonInput(values.input, io);
    const { text = '' } = values;
    const found = await (await control()).call('connections.suggest', { connection, operation, input, path, text });
    const lines = found.map(({ value, label, detail }): Line => [
      styled('bold', typeof value === 'string' ? value : JSON.stringify(value)),
      label === value ? '' : `  ${label}`,
      styled('dim', detail === undefined ? '' : `  ${detail}`),
    ]);
    return { json: found, text: lines.length > 0 ? lines : ['Nothing is suggested for this.'] };
  },
});
