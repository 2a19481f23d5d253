import { readArgs, wholeNumber } from '../harness/read-args.ts';
import { UsageError } from '../harness/usage-error.ts';
import type { Load } from './world.ts';

/** What one call of the bench is to do. */
export type Options = {
  /** Rounds of product, rival and grouped rival. */
  pairs: number;
  /** Rounds with statuses, which are reported only; 0 leaves them out. */
  statusPairs: number;
  load: Load;
  warmUpFlows: number;
  json: boolean;
  /** A quick answer, which measures on before it is a no. */
  short: boolean;
  /** Run the product once under the profiler instead of measuring. */
  profile: boolean;
  /** Where to put data folders; some place on a disk when unset. */
  data: string | undefined;
};

export const HELP = `usage: npm run bench -- lead [options]

A customer writes, a Lead appears, its id comes back: 64 such flows at a time, each from a new number. Measured is the
real server on core 0; the customers, the phone and the org are on core 1. Beside it stands a bare process that does the
same I/O (bench/lead/rival.ts). The exit code is 0 when the product's CPU per flow is at most the rival's / 0.6;
of a short run, at most twice the rival's.

  --pairs N      interleaved rounds of product and rivals; figures are medians  (7)
  --flows N      flows per run                                                  (4000)
  --seconds N    instead of --flows: begin flows for so long
  --warm-up N    flows before each run that do not count                        (a third of --flows, at least 1000)
  --short        as --pairs 2 --flows 1500, without the figures for statuses: a quick answer, which
                 measures 5 rounds more before it is a no
  --data DIR     put data folders below DIR, which must be on a disk, but for --profile
  --json         print figures as JSON
  --profile      run the product once under the profiler; print where its time goes. It samples time, waits for the
                 disk included: --data /dev/shm leaves these out and shows what the CPU does
  --help         this text
`;

/** Reads the arguments; undefined when only help was asked for. Throws `UsageError`. */
export function readOptions(args: readonly string[]): Options | undefined {
  const values = readArgs(args, {
    texts: ['pairs', 'flows', 'seconds', 'warm-up', 'data'],
    switches: ['short', 'json', 'profile'],
    help: HELP,
  });
  if (!values) return undefined;
  if (values.flows !== undefined && values.seconds !== undefined)
    throw new UsageError(`Give either --flows or --seconds.\n\n${HELP}`);
  const number = (name: string, text: string): number => wholeNumber(name, text, [1, 9_999_999]);
  const pairs = number('pairs', values.pairs ?? (values.short ? '2' : '7'));
  const flows = number('flows', values.flows ?? (values.short ? '1500' : '4000'));
  return {
    pairs,
    statusPairs: values.short ? 0 : Math.ceil(pairs / 3),
    load: values.seconds === undefined ? { flows } : { seconds: number('seconds', values.seconds) },
    warmUpFlows:
      values['warm-up'] === undefined ? Math.max(1000, Math.ceil(flows / 3)) : number('warm-up', values['warm-up']),
    json: values.json ?? false,
    short: values.short ?? false,
    profile: values.profile ?? false,
    data: values.data,
  };
}
