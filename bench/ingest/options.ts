import { readArgs, wholeNumber } from '../harness/read-args.ts';

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

const RANGE = [1, 999_999] as const;

/** Reads the arguments; undefined when only help was asked for. Throws `UsageError`. */
export function readOptions(args: readonly string[]): Options | undefined {
  const values = readArgs(args, {
    texts: ['channel', 'rate', 'seconds', 'rounds', 'data'],
    switches: ['flow', 'short', 'json'],
    help: HELP,
  });
  if (!values) return undefined;
  const { short = false } = values;
  return {
    channel: values.channel,
    rate: wholeNumber('rate', values.rate ?? '1000', RANGE),
    seconds: wholeNumber('seconds', values.seconds ?? (short ? '2' : '10'), RANGE),
    rounds: wholeNumber('rounds', values.rounds ?? (short ? '1' : '3'), RANGE),
    flow: values.flow ?? false,
    json: values.json ?? false,
    short,
    data: values.data,
  };
}
