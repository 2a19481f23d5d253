import { BY, defineCommand, UsageError } from '../command.ts';
import { readFlowRef } from '../reading/flow-source.ts';
import { when } from '../terminal/time.ts';

/** Makes somebody a test user of a flow, or a code by which whoever writes it becomes one. */
export const flowTestersAdd = defineCommand({
  name: 'flow testers add',
  summary: 'Makes somebody a test user of a flow: its draft answers them from their next conversation on.',
  takes: 'FLOW ADDRESS | FLOW --code',
  count: [1, 2],
  options: {
    on: { type: 'string', value: 'CONNECTION', about: 'the connection that they write on (any, for a phone number)' },
    code: { type: 'boolean', about: 'a code instead: whoever writes it first, within 15 minutes, becomes one' },
    ...BY,
  },
  prints: '{ id, flow, address, connection?, contact?, at, by }; with --code { code, text, until, by }',
  examples: [
    'flow testers add lead +393331234567',
    'flow testers add lead 48213377 --on telegram',
    'flow testers add lead --code',
  ],
  async run({ values, args: [name = '', address], control, io }) {
    const { flow } = readFlowRef(name);
    const by = values.by ?? io.user;
    if ((address === undefined) !== (values.code === true)) throw new UsageError('Say either an address, or --code.');
    if (address === undefined) {
      const made = await (await control()).call('testers.invite', { flow, by });
      const line = `Write "${made.text}" to any channel of this installation, until ${when(made.until, io.now(), io.timeZone)}.`;
      return { json: made, text: [line] };
    }
    const connection = values.on === undefined ? {} : { connection: values.on };
    const tester = await (await control()).call('testers.add', { flow, address, by, ...connection });
    const where = tester.connection === undefined ? 'any channel' : tester.connection;
    return { json: tester, text: [`${tester.address.value} on ${where} is a test user of "${flow}" (${tester.id}).`] };
  },
});
