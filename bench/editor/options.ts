import { parseArgs } from 'node:util';
import { UsageError } from '../harness/usage-error.ts';

/** What one call of the bench is to do. */
export type Options = { steps: number; rounds: number; json: boolean };

/** What the gate asks for. */
export const GATE = { openMs: 1000, frameMs: 8, firstPaintBytes: 350 * 1024 } as const;

export const HELP = `usage: npm run bench -- editor [options]

A flow of 300 steps in a real Chromium against a real server: how long until it is on the screen, how much scripting a
frame costs while a card is dragged, and how much a browser loads before the first page is there. The exit code is 0 when
the flow is open within a second (by the clock the quickest time counts, because what else runs on the machine only adds to
it; by work of the page the median), a frame costs at most 8 ms of scripting (p95), and the first page at most 350 KB, packed.

  --steps N   steps of the flow              (300)
  --rounds N  times that the flow is opened  (7)
  --short     as --rounds 3
  --json      print figures as JSON
  --help      this text
`;

/** Reads the arguments; undefined when only help was asked for. Throws `UsageError`. */
export function readOptions(args: readonly string[]): Options | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  return {
    steps: number('steps', values.steps ?? '300'),
    rounds: number('rounds', values.rounds ?? (values.short ? '3' : '7')),
    json: values.json ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        steps: { type: 'string' },
        rounds: { type: 'string' },
        short: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

function number(name: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`--${name} is "${text}". Give a whole number from 1 to 9999.\n\n${HELP}`);
}
