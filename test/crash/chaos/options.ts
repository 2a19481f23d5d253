import { parseArgs } from 'node:util';

/** How hard the storm is and how long it may last. */
export type Options = {
  conversations: number;
  /** Conversations under way at once. */
  inFlight: number;
  seed: number;
  /** The storm goes on until so many kills, even when every conversation is over. */
  leastKills: number;
  /** After this the storm ends and one undisturbed server finishes. */
  stormMs: number;
  /** How long the undisturbed server may need. */
  calmMs: number;
  proofSeconds: number;
  json: boolean;
};

const USAGE = `usage: node test/crash/chaos.ts [--conversations N] [--full] [--seed N] [--proof-seconds N] [--json]

Plays conversations while the server is killed again and again, then checks that nothing was lost, doubled or swapped.

  --conversations N   how many                                        (60; 1000 with --full)
  --full              the full figure
  --seed N            repeats a storm's choices                       (random, printed)
  --proof-seconds N   wait for proof of a send of unknown outcome     (1; 10 with --full)
  --json              one object with all figures instead of lines
`;

/** Reads the arguments. Undefined after `--help`, which is printed. */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      conversations: { type: 'string' },
      full: { type: 'boolean', default: false },
      seed: { type: 'string' },
      'proof-seconds': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const { full } = values;
  const conversations = whole('--conversations', values.conversations) ?? (full ? 1000 : 60);
  return {
    conversations,
    inFlight: Math.max(4, Math.min(100, Math.ceil(conversations / 8))),
    seed: whole('--seed', values.seed) ?? Math.floor(Math.random() * 1_000_000),
    leastKills: full ? 100 : 15,
    stormMs: full ? 25 * 60_000 : 45_000,
    calmMs: full ? 5 * 60_000 : 45_000,
    proofSeconds: whole('--proof-seconds', values['proof-seconds']) ?? (full ? 10 : 1),
    json: values.json,
  };
}

function whole(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`${name} is "${text}". Give a whole number.\n\n${USAGE}`);
}
