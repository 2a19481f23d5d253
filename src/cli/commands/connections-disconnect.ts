import { BY, defineCommand, YES } from '../command.ts';
import { confirmed } from '../reading/confirmed.ts';

/** Gives back what an outside system gave to a connection. */
export const connectionsDisconnect = defineCommand({
  name: 'connections disconnect',
  summary:
    'Ends the access of a connection at the outside system. Its tokens, and which account or org it was for, are forgotten. What flows do over it waits until it is connected again. Of a channel it takes the webhook away: nothing comes in any more.',
  takes: 'NAME',
  count: [1, 1],
  options: { ...YES, ...BY },
  prints: '{ connection, kind }',
  examples: ['connections disconnect crm', 'connections disconnect crm --yes'],
  async run({ values, args: [connection = ''], control, io }) {
    const open = await control();
    await confirmed(`Disconnect "${connection}"?`, values.yes, io);
    const answer = await open.call('connections.disconnect', { connection, by: values.by ?? io.user });
    const now = answer.kind === 'channel' ? 'Nothing comes in any more.' : 'Its runs wait.';
    return {
      json: answer,
      text: [`"${connection}" is disconnected. ${now} Connect it again: rondine connections connect ${connection}`],
    };
  },
});
