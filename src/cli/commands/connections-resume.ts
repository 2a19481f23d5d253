import { defineCommand } from '../command.ts';

/** Takes up what waited for a connection. */
export const connectionsResume = defineCommand({
  name: 'connections resume',
  summary: 'Takes up what waited for a connection. Use it after the cause was put right elsewhere.',
  takes: 'NAME',
  count: [1, 1],
  options: {},
  prints: '{ before, connection }',
  examples: ['connections resume salesforce'],
  async run({ args: [connection = ''], control }) {
    const open = await control();
    const answer = await open.call('connections.repair', { connection });
    const goesOn =
      open.mode === 'server' ? 'what waited for it goes on' : 'what waited for it goes on at the next start';
    return {
      json: answer,
      text: [`Connection "${connection}" counts as working (it was ${answer.before}); ${goesOn}.`],
    };
  },
});
