import type { JsonObject, JsonValue } from '../../base/json.ts';
import { BY, defineCommand, UsageError } from '../command.ts';
import { readJsonOption } from '../reading/text-source.ts';
import { repairedAnswer } from '../terminal/repaired.ts';

/** Changes variables of a run. */
export const runsEdit = defineCommand({
  name: 'runs edit',
  summary: 'Changes variables of a run; null takes one away. To go on from a failure: rondine runs replay.',
  takes: 'RUN [NAME=VALUE ...]',
  count: [1, 100],
  options: { vars: { type: 'string', value: 'JSON', about: 'variables as JSON, @FILE, or -' }, ...BY },
  prints: '{ run, before, after }',
  examples: [
    'runs edit r-0mfx2k1ab-… name="Ada Rossi" age=36',
    `runs edit r-0mfx2k1ab-… --vars '{ "address": { "city": "Roma" } }'`,
  ],
  async run({ values, args: [run = '', ...pairs], control, io }) {
    const given = values.vars === undefined ? {} : await readJsonOption('vars', values.vars, io);
    const vars: JsonObject = { ...given, ...Object.fromEntries(pairs.map(readPair)) };
    if (Object.keys(vars).length === 0) throw new UsageError('Say what to change: NAME=VALUE, or --vars JSON.');
    const request = { type: 'edit', run, by: values.by ?? io.user, vars } as const;
    return repairedAnswer(await (await control()).call('runs.repair', request), io.now());
  },
});

/** `name=value`: what reads as JSON is that value; all else is a text. */
function readPair(pair: string): [string, JsonValue] {
  const at = pair.indexOf('=');
  if (at < 1) throw new UsageError(`"${pair}" changes nothing. Write NAME=VALUE.`);
  const text = pair.slice(at + 1);
  try {
    return [pair.slice(0, at), JSON.parse(text) as JsonValue];
  } catch {
    return [pair.slice(0, at), text];
  }
}
