import { textOf } from '../../message/content.ts';
import { defineCommand, UsageError } from '../command.ts';
import type { ShadowedEffect } from '../../control/shadow.ts';
import { personName, shortJson } from '../terminal/describe.ts';
import { when } from '../terminal/time.ts';
import { styled, type Line } from '../terminal/text.ts';

/** Lists what shadow mode has kept from going out. */
export const shadowList = defineCommand({
  name: 'shadow list',
  summary: 'Lists what would have been sent and written, had it not been for shadow mode: by person, the latest first.',
  takes: '',
  count: [0, 0],
  options: {
    connection: { type: 'string', value: 'NAME', about: 'only what would have gone out on this connection' },
    contact: { type: 'string', value: 'ID', about: 'only for this person' },
    limit: { type: 'string', value: 'N', about: 'at most so many; 100 unless told' },
  },
  prints:
    'a list of { effect, at, connection, what, request, failure?, run, flow?, conversation?, contact?: { id, name?, addresses } }',
  examples: ['shadow list', 'shadow list --connection salesforce --json'],
  async run({ values, control, io }) {
    const limit = values.limit === undefined ? 100 : Number(values.limit);
    if (!Number.isInteger(limit) || limit < 1)
      throw new UsageError(`--limit takes a whole number, not "${values.limit}".`);
    const { connection, contact } = values;
    const found = await (
      await control()
    ).call('shadow.list', {
      limit,
      ...(connection === undefined ? {} : { connection }),
      ...(contact === undefined ? {} : { contact }),
    });
    const none = ['Nothing was kept back. A connection goes into shadow mode by: rondine connections shadow NAME on'];
    const at = (time: number): string => when(time, io.now(), io.timeZone);
    return { json: found, text: found.length > 0 ? linesOf(found, at) : none };
  },
});

function linesOf(found: readonly ShadowedEffect[], at: (time: number) => string): Line[] {
  const people = Map.groupBy(found, ({ contact }) => (contact ? personName(contact) : 'nobody'));
  return [...people].flatMap(([person, effects]): Line[] => [
    [styled('bold', person)],
    ...effects.flatMap((effect): Line[] => [
      [`  ${at(effect.at)}  ${effect.what}`, styled('dim', effect.flow ? `  ${effect.flow}` : '')],
      `    ${wordsOf(effect)}`,
      ...(effect.failure ? [[styled('yellow', '    it would have been refused: '), effect.failure.message]] : []),
    ]),
  ]);
}

function wordsOf({ request }: ShadowedEffect): string {
  if (request.kind === 'call') return shortJson(request.input);
  if (request.kind !== 'send') return shortJson(request);
  return textOf(request.content) || shortJson(request.content);
}
