import { defineCommand, UsageError } from '../command.ts';
import { shortJson } from '../terminal/describe.ts';
import { when } from '../terminal/time.ts';
import { styled, type Line } from '../terminal/text.ts';

/** Lists effects that a person must decide about. */
export const parked = defineCommand({
  name: 'parked',
  summary: 'Lists effects of unknown outcome that are not safe to repeat: a person must say what became of them.',
  takes: '',
  count: [0, 1],
  options: { connection: { type: 'string', value: 'NAME', about: 'only those on this connection' } },
  prints:
    'a list of { effect, run, flow?, connection, what, request, failure?, exchanges?, attempts, issuedAt, unknownSince? }',
  examples: ['parked', 'parked list --connection salesforce'],
  async run({ values, args: [list], control, io }) {
    if (list !== undefined && list !== 'list')
      throw new UsageError(`"${list}" is none of "parked list" and "parked settle".`);
    const asked = values.connection === undefined ? {} : { connection: values.connection };
    const effects = await (await control()).call('parked.list', asked);
    const lines = effects.flatMap((each): Line[] => [
      [styled('bold', each.effect), `  ${each.what}`, styled('dim', each.flow ? `  ${each.flow}` : '')],
      `  issued ${when(each.issuedAt, io.now(), io.timeZone)}, ${each.attempts} attempts`,
      `  ${shortJson(each.request.kind === 'call' ? each.request.input : each.request)}`,
      ...(each.failure ? [[styled('yellow', `  ${each.failure.code}: `), each.failure.message]] : []),
    ]);
    const how = 'Look whether it happened there, then: rondine parked settle EFFECT happened|failed|again';
    return { json: effects, text: effects.length > 0 ? [...lines, '', how] : ['Nothing is parked.'] };
  },
});
