import { BY, defineCommand, YES } from '../command.ts';
import { confirmed } from '../reading/confirmed.ts';

/** Gives back what an outside system gave to a connection. */
export const connectionsDisconnect = defineCommand({
  name: 'connections disconnect',
  summary:
    'Ends the access of a connection at the outside system. Its tokens, and which account or org it was for, are forgotten. What flows do over it waits until it is connected again.',
  takes: 'NAME',
  count: [1, 1],
  options: { ...YES, ...BY },
  prints: '{ connection }',
  examples: ['connections disconnect crm', 'connections disconnect crm --yes'],
  async run({ values, args: [connection = ''], control, io }) {
    const open = await control();
    await confirmed(`Disconnect "${connection}"? Its runs wait until it is connected again.`, values.yes, io);
    const answer = await open.call('connections.disconnect', { connection, by: values.by ?? io.user });
    return {
      json: answer,
      text: [`"${connection}" is disconnected. Connect it again: rondine connections connect ${connection}`],
    };
  },
});
