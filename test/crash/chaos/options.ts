import { parseArgs } from 'node:util';

/** How hard the storm is and how long it may last. */
export type Options = {
  conversations: number;
  /** Conversations under way at once. */
  inFlight: number;
  seed: number;
  /** The storm goes on until so many kills, even when every conversation is over. */
  leastKills: number;
  /** Lives of the server last up to so long once it listens. */
  longestLifeMs: number;
  /** After this the storm ends and one undisturbed server finishes. */
  stormMs: number;
  /** How long the undisturbed server may need. */
  calmMs: number;
  proofSeconds: number;
  json: boolean;
};

/** What a program takes where the arguments do not say otherwise. */
export type Amounts = Pick<Options, 'conversations' | 'leastKills' | 'longestLifeMs' | 'stormMs' | 'calmMs'>;

/** The amounts of a program, and its name. */
export type Program = { name: string; short: Amounts; full: Amounts };

const usageOf = ({ name, short, full }: Program): string => `usage: node test/crash/${name}.ts [options]

Plays conversations while the server is killed again and again, then checks that nothing was lost, doubled or swapped.

  --conversations N   how many                                        (${short.conversations}; ${full.conversations} with --full)
  --full              the full figure
  --kills N           at least so many                                (${short.leastKills}; ${full.leastKills} with --full)
  --life-ms N         lives of the server last up to so long          (${short.longestLifeMs}; ${full.longestLifeMs} with --full)
  --seed N            repeats a storm's choices                       (random, printed)
  --proof-seconds N   wait for proof of a send of unknown outcome     (1; 10 with --full)
  --json              one object with all figures instead of lines
`;

/** Reads the arguments. Undefined after `--help`, which is printed. */
export function readOptions(args: string[], program: Program): Options | undefined {
  const usage = usageOf(program);
  const { values } = parseArgs({
    args,
    options: {
      conversations: { type: 'string' },
      full: { type: 'boolean', default: false },
      kills: { type: 'string' },
      'life-ms': { type: 'string' },
      seed: { type: 'string' },
      'proof-seconds': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  const whole = (name: 'conversations' | 'kills' | 'life-ms' | 'seed' | 'proof-seconds'): number | undefined => {
    const text = values[name];
    if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text);
    throw new Error(`--${name} is "${text}". Give a whole number.\n\n${usage}`);
  };
  const amounts = values.full ? program.full : program.short;
  const conversations = whole('conversations') ?? amounts.conversations;
  return {
    ...amounts,
    conversations,
    inFlight: Math.max(4, Math.min(100, Math.ceil(conversations / 8))),
    seed: whole('seed') ?? Math.floor(Math.random() * 1_000_000),
    leastKills: whole('kills') ?? amounts.leastKills,
    longestLifeMs: whole('life-ms') ?? amounts.longestLifeMs,
    proofSeconds: whole('proof-seconds') ?? (values.full ? 10 : 1),
    json: values.json,
  };
}
