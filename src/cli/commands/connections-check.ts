import { defineCommand } from '../command.ts';
import { styled, type Line } from '../terminal/text.ts';

/** Looks at a connection from outside. */
export const connectionsCheck = defineCommand({
  name: 'connections check',
  summary: 'Asks the provider behind a connection: are the credentials good, is it set up as it should be?',
  takes: 'NAME',
  count: [1, 1],
  options: {},
  prints: '{ connection, ok, results: [{ name, ok, message, fix? }] }',
  examples: ['connections check whatsapp'],
  async run({ args: [connection = ''], control }) {
    const results = await (await control()).call('connections.check', { connection });
    const ok = results.every((result) => result.ok);
    const text = results.flatMap(({ name, ok: good, message, fix }): Line[] => [
      [styled(good ? 'green' : 'red', good ? '✓ ' : '✗ '), styled('bold', name), `  ${message}`],
      ...(fix ? [[styled('dim', `  fix: ${fix}`)]] : []),
    ]);
    return { json: { connection, ok, results }, text, failed: !ok };
  },
});
