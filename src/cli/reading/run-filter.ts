import { UsageError, type Io, type Options, type Values } from '../command.ts';
import type { RunFilter } from '../../engine/search.ts';
import { readMoment } from '../terminal/time.ts';
import { readVersion } from './flow-source.ts';

/** Options that choose runs; all that are given must hold. */
export const FILTER = {
  flow: { type: 'string', value: 'ID', about: 'runs of this flow' },
  status: { type: 'string', value: 'WORD', about: 'active, completed, failed or canceled' },
  failure: { type: 'string', value: 'CODE', about: 'that failed with this code, such as denied or invalid' },
  step: { type: 'string', value: 'STEP', about: 'that stand, or ended, at this step' },
  version: { type: 'string', value: 'N', about: 'of this version of their flow' },
  phone: { type: 'string', value: 'NUMBER', about: 'with the person of this number or other address' },
  contact: { type: 'string', value: 'ID', about: 'with this contact' },
  record: { type: 'string', value: 'ID', about: 'of the person whom this record of an outside system stands for' },
  text: { type: 'string', value: 'WORDS', about: 'in whose state this text stands' },
  tests: { type: 'string', value: 'WORD', about: 'only: runs of test users; none: all others' },
  since: { type: 'string', value: 'TIME', about: 'begun since then: 2026-11-22, 2026-11-22T10:00, 90m, 24h, 7d' },
  until: { type: 'string', value: 'TIME', about: 'begun before then' },
} as const satisfies Options;

const STATES = ['active', 'completed', 'failed', 'canceled'] as const;
const TESTS = ['only', 'none'] as const;

/** Reads the options that choose runs. Throws `UsageError`. */
export function readRunFilter(values: Values<typeof FILTER>, io: Pick<Io, 'now' | 'timeZone'>): RunFilter {
  const { flow, failure, step, phone, contact, record, text } = values;
  const named = { flow, failure, step, phone, contact, record, text };
  const status = STATES.find((state) => state === values.status);
  if (values.status !== undefined && !status)
    throw new UsageError(`"${values.status}" is no state of a run. There is ${STATES.join(', ')}.`);
  const tests = TESTS.find((each) => each === values.tests);
  if (values.tests !== undefined && !tests) throw new UsageError(`--tests ${values.tests} is neither only nor none.`);
  const from = readTime('since', values.since, io);
  const until = readTime('until', values.until, io);
  const version = values.version === undefined ? undefined : readVersion(values.version);
  const given = Object.entries({ ...named, status, tests, from, until, version }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(given);
}

/** Reads a moment given as an option. Throws `UsageError`. */
export function readTime(
  option: string,
  text: string | undefined,
  { now, timeZone }: Pick<Io, 'now' | 'timeZone'>,
): number | undefined {
  const at = text === undefined ? undefined : readMoment(text, now(), timeZone);
  if (text !== undefined && at === undefined)
    throw new UsageError(
      `--${option} ${text} is no time. Write 2026-11-22, 2026-11-22T10:00, or how long ago: 90m, 24h, 7d.`,
    );
  return at;
}

/** Reads a whole number from 1 to `most`. Throws `UsageError`. */
export function readCount(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
  throw new UsageError(`--${option} ${text} is no number from 1 to ${most}.`);
}
