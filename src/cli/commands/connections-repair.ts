import type { JsonObject } from '../../base/json.ts';
import { defineCommand, UsageError } from '../command.ts';
import { readJsonOption } from '../reading/text-source.ts';

/** Gives a connection new credentials, and takes up what waited for it. */
export const connectionsRepair = defineCommand({
  name: 'connections repair',
  summary:
    'Changes fields of a connection, such as credentials, and takes up what waited for it. They are kept sealed.',
  takes: 'NAME',
  count: [1, 1],
  options: {
    config: {
      type: 'string',
      value: 'JSON',
      about: 'the fields that change: JSON, @FILE, or - (keeps secrets out of the history of your shell)',
    },
  },
  prints: '{ before, connection }',
  examples: [
    'connections repair salesforce --config @new-credentials.json',
    'connections repair whatsapp --config - < token.json',
  ],
  async run({ values, args: [connection = ''], control, io }) {
    if (values.config === undefined) throw new UsageError('Say what changes: --config JSON, @FILE or -');
    const fields: JsonObject = await readJsonOption('config', values.config, io);
    const answer = await (await control()).call('connections.repair', { connection, fields });
    const names = Object.keys(fields).join(', ');
    return {
      json: answer,
      text: [`Connection "${connection}" has new values for ${names}; what waited for it goes on.`],
    };
  },
});
