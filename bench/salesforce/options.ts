import { readArgs, wholeNumber } from '../harness/read-args.ts';

/** What one call of the bench is to do. */
export type Options = {
  /** Interleaved rounds of connector and rivals. */
  pairs: number;
  /** Requests of 200 Leads in each run. */
  batches: number;
  /** People who write at the same moment. */
  burst: number;
  json: boolean;
};

export const HELP = `usage: npm run bench -- salesforce [options]

1,000 people write at the same moment and become Leads: how many calls does the org see? And what does a Lead cost that
is created in a group of 200, beside a bare pool that sends the same requests (bench/salesforce/rival.ts), and beside one
that sends the Leads one by one? The exit code is 0 when the burst costs at most 10 write calls, and a Lead in a group at
most half of the CPU of one that a bare pool sends alone.

  --pairs N    interleaved rounds; figures are medians  (7)
  --batches N  requests of 200 Leads in a run           (150)
  --short      as --pairs 2 --batches 60
  --json       print figures as JSON
  --help       this text
`;

const BURST = 1000;
const RANGE = [1, 99_999] as const;

/** Reads the arguments; undefined when only help was asked for. Throws `UsageError`. */
export function readOptions(args: readonly string[]): Options | undefined {
  const values = readArgs(args, { texts: ['pairs', 'batches'], switches: ['short', 'json'], help: HELP });
  if (!values) return undefined;
  return {
    pairs: wholeNumber('pairs', values.pairs ?? (values.short ? '2' : '7'), RANGE),
    batches: wholeNumber('batches', values.batches ?? (values.short ? '60' : '150'), RANGE),
    burst: BURST,
    json: values.json ?? false,
  };
}
