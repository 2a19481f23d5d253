import { defineCommand } from '../command.ts';
import { factLines, shortJson, stateSpan } from '../terminal/describe.ts';
import { when } from '../terminal/time.ts';
import { activityFacts } from '../terminal/activity-text.ts';
import { styled } from '../terminal/text.ts';
import { looksText, usageText } from '../terminal/usage-text.ts';

/** Shows one connection. */
export const connectionsShow = defineCommand({
  name: 'connections show',
  summary: 'Shows a connection: its configuration with the secrets masked, its state, and what waits for it.',
  takes: 'NAME',
  count: [1, 1],
  options: {},
  prints:
    '{ key, kind, type, config, state, problem?, limits?, simulator?, waiting?, shadow?, webhook?, activity?: { verifiedAt?, inboundAt?, sentAt?, failing? }, usage?, looks?: [{ flow, trigger, poll, every, perDay }] }',
  examples: ['connections show salesforce'],
  async run({ args: [connection = ''], control, io }) {
    const found = await (await control()).call('connections.show', { connection });
    const {
      key,
      type,
      kind,
      state,
      problem,
      waiting,
      limits,
      config,
      simulator,
      webhook,
      activity,
      usage,
      looks = [],
    } = found;
    const at = (time: number): string => when(time, io.now(), io.timeZone);
    const text = factLines([
      ['name', key],
      ['type', `${type} (${kind})${simulator ? ', a simulator stands behind it' : ''}`],
      ['state', stateSpan(state)],
      ['shadow', found.shadow ? styled('yellow', 'on: nothing goes out') : undefined],
      ['webhook', webhook],
      ...activityFacts(activity, at),
      ['problem', problem && `${problem.code}: ${problem.message} (${at(problem.at)})`],
      ['waiting', waiting?.since === undefined ? undefined : `${waiting.count} since ${at(waiting.since)}`],
      ['parked', waiting && waiting.parked > 0 ? String(waiting.parked) : undefined],
      ['daily calls', usage && usageText(usage, { now: io.now(), timeZone: io.timeZone })],
      ...looks.map((look) => ['looks', looksText(look, usage)] as const),
      ['limits', limits && shortJson(limits)],
      ...Object.entries(config).map(
        ([name, value]) => [`config.${name}`, typeof value === 'string' ? value : shortJson(value)] as const,
      ),
    ]);
    return { json: found, text };
  },
});
