import { readArgs, wholeNumber } from '../harness/read-args.ts';

/** What one call of the bench is to do. */
export type Options = {
  /** Conversations that wait throughout. */
  waiting: number;
  /** Rounds of an empty and the full store. */
  pairs: number;
  /** Messages of one load. */
  messages: number;
  /** Waits that end at one moment; 0 leaves that out. */
  due: number;
  json: boolean;
  /** Where to put data folders; some place on a disk when unset. */
  data: string | undefined;
};

export const HELP = `usage: npm run bench -- waiting [options]

A million people have been asked something and have not answered yet. Measured is the real server on core 0, with such a
store and with an empty one in turns: how soon it is ready, its memory, and its CPU for a message, half of them answers of
people who wait and half from people who are new. Then many waits end at one moment, while others go on writing. The exit
code is 0 when it is ready within 2 s, takes at most 100 MB more than with an empty store and at most 1.2 times its CPU
per message, and when replies take at most 2 s (p99) while the waits end.

The file of the store is read into memory and held there, as after days of work: give the machine 16 GB or more for a
million, and run the bench as root or with a high "ulimit -l"; "disk reads" tells how many pages a message had to wait for
all the same. The filled store is kept in the folder for temporary files (10 GB for a million) and used again: the first
call takes minutes longer.

  --waiting N    conversations that wait                                        (1000000)
  --pairs N      interleaved rounds of an empty and the full store              (5)
  --messages N   messages per run                                               (6000)
  --due N        waits that end at one moment; 0 leaves that out                (10000)
  --short        as --waiting 100000 --pairs 3 --messages 3000 --due 2000
  --data DIR     put data folders below DIR, which must be on a disk
  --json         print figures as JSON
  --help         this text
`;

/** Reads the arguments; undefined when only help was asked for. Throws `UsageError`. */
export function readOptions(args: readonly string[]): Options | undefined {
  const values = readArgs(args, {
    texts: ['waiting', 'pairs', 'messages', 'due', 'data'],
    switches: ['short', 'json'],
    help: HELP,
  });
  if (!values) return undefined;
  const number = (name: 'waiting' | 'pairs' | 'messages' | 'due', usual: number, short: number): number =>
    wholeNumber(name, values[name] ?? String(values.short ? short : usual), [name === 'due' ? 0 : 1, 9_999_999]);
  return {
    waiting: number('waiting', 1_000_000, 100_000),
    pairs: number('pairs', 5, 3),
    messages: number('messages', 6000, 3000),
    due: number('due', 10_000, 2000),
    json: values.json ?? false,
    data: values.data,
  };
}
