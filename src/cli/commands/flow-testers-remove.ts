import { defineCommand } from '../command.ts';
import { readFlowRef } from '../reading/flow-source.ts';

/** Takes a test user off a flow. */
export const flowTestersRemove = defineCommand({
  name: 'flow testers remove',
  summary: 'Takes a test user off a flow: a run under way goes on, and then they get what everybody gets.',
  takes: 'FLOW ID|ADDRESS',
  count: [2, 2],
  options: {},
  prints: '{ removed }',
  examples: ['flow testers remove lead +393331234567'],
  async run({ args: [name = '', tester = ''], control }) {
    const { flow } = readFlowRef(name);
    await (await control()).call('testers.remove', { flow, tester });
    return { json: { removed: tester }, text: [`${tester} is no test user of "${flow}" any more.`] };
  },
});
