import { defineCommand, UsageError, YES } from '../command.ts';
import { confirmed } from '../reading/confirmed.ts';

/** Puts a connection into shadow mode, or takes it out. */
export const connectionsShadow = defineCommand({
  name: 'connections shadow',
  summary:
    'Puts a connection into shadow mode, or takes it out. In it what comes in is taken and flows run, and nothing goes out: not on this connection, and not on any other from a run that began on it. Where rondine.json says "shadow", that counts again from the next start.',
  takes: 'NAME on|off',
  count: [2, 2],
  options: { ...YES },
  prints: '{ connection, before, on }',
  examples: ['connections shadow whatsapp on', 'connections shadow whatsapp off --yes'],
  async run({ values, args: [connection = '', word = ''], control, io }) {
    if (word !== 'on' && word !== 'off') throw new UsageError(`"${word}" is neither on nor off.`);
    const on = word === 'on';
    const open = await control();
    if (!on) await confirmed(`From now on flows on "${connection}" really write to people. Go on?`, values.yes, io);
    const answer = await open.call('connections.shadow', { connection, on });
    const now = on
      ? `"${connection}" is in shadow mode: nothing goes out. What would have: rondine shadow list`
      : `"${connection}" is out of shadow mode. Runs that began in it stay in it to their end.`;
    return { json: answer, text: [answer.before === on ? `Nothing changed: ${now}` : now] };
  },
});
