import { parseArgs } from 'node:util';
import { UsageError } from '../harness/usage-error.ts';

/** What one call of the bench is to do. */
export type Options = {
  /** The channels to measure; all that have a simulated phone when unset. */
  channel: string | undefined;
  /** Webhooks offered in a second, whether or not the last ones are answered. */
  rate: number;
  /** How long they are offered, and how long as many as possible are taken. */
  seconds: number;
  rounds: number;
  /** A run is started and ended by each message, instead of leaving it to people. */
  flow: boolean;
  json: boolean;
  /** Print only: so little says nothing for sure. */
  short: boolean;
  /** Where to put data folders; some place on a disk when unset. */
  data: string | undefined;
};

export const HELP = `usage: npm run bench -- ingest [options]

Signed webhooks with one message each, from people in turn, to the real server on core 0; the provider is on core 1. An
answer comes when the message is on disk. First as many as possible, 64 at a time: requests a second and CPU of each.
Then a fixed number each second, whatever becomes of them: the time from when a webhook was due until its answer. The
exit code is 0 when WhatsApp's p99 is at most 25 ms at 1,000 a second; other channels and rates are reported.

  --channel ID   one channel                                               (all with a simulated phone)
  --rate N       webhooks offered each second                              (1000)
  --seconds N    of each of the two measurements                           (10)
  --rounds N     rounds over all channels; figures are medians             (3)
  --flow         a flow takes each message and ends; else it stays with people
  --short        as --rounds 1 --seconds 2, and nothing is gated
  --data DIR     put data folders below DIR, which must be on a disk
  --json         print figures as JSON
  --help         this text
`;

/** Reads the arguments; undefined when only help was asked for. Throws `UsageError`. */
export function readOptions(args: readonly string[]): Options | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const { short = false } = values;
  return {
    channel: values.channel,
    rate: number('rate', values.rate ?? '1000'),
    seconds: number('seconds', values.seconds ?? (short ? '2' : '10')),
    rounds: number('rounds', values.rounds ?? (short ? '1' : '3')),
    flow: values.flow ?? false,
    json: values.json ?? false,
    short,
    data: values.data,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        channel: { type: 'string' },
        rate: { type: 'string' },
        seconds: { type: 'string' },
        rounds: { type: 'string' },
        flow: { type: 'boolean' },
        short: { type: 'boolean' },
        data: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

function number(name: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UsageError(`--${name} is "${text}". Give a whole number from 1 to 999999.`);
}
