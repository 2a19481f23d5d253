import { parseArgs } from 'node:util';
import type { Control } from '../control/control.ts';
import type { Line } from './terminal/text.ts';

/** One option of a command. */
export type Option = {
  type: 'string' | 'boolean';
  /** May be given several times. */
  multiple?: true;
  short?: string;
  /** What stands for its value in the usage. */
  value?: string;
  about: string;
};

export type Options = Readonly<Record<string, Option>>;

/** What was given for the options of a command. */
export type Values<O extends Options> = {
  readonly [Name in keyof O]?: O[Name] extends { type: 'boolean' }
    ? boolean
    : O[Name] extends { multiple: true }
      ? readonly string[]
      : string;
};

/** Options that every command takes. */
export const COMMON = {
  json: { type: 'boolean', about: 'print JSON on the standard output, and nothing else there' },
  data: { type: 'string', value: 'DIR', about: 'the data folder (RONDINE_DATA, else ./data of Rondine)' },
  help: { type: 'boolean', short: 'h', about: 'this text' },
} as const satisfies Options;

/** Options of commands that change something, by name. */
export const BY = {
  by: { type: 'string', value: 'NAME', about: 'who does it, for the history (the user’s login name)' },
} as const satisfies Options;

/** Options of commands that destroy something. */
export const YES = { yes: { type: 'boolean', short: 'y', about: 'do it without asking' } } as const satisfies Options;

/** The world of a command. */
export type Io = {
  out(text: string): void;
  err(text: string): void;
  /** All of the standard input. */
  input(): Promise<string>;
  /** Asks a person for yes or no; undefined where nobody can answer. */
  confirm: ((question: string) => Promise<boolean>) | undefined;
  env: Readonly<Record<string, string | undefined>>;
  /** What relative paths begin at. */
  cwd: string;
  /** Columns of the terminal; undefined where the output is no terminal. */
  width: number | undefined;
  color: boolean;
  user: string;
  timeZone?: string;
  now(): number;
};

/** What a command was asked. */
export type Call<O extends Options = Options> = {
  values: Values<O & typeof COMMON>;
  args: readonly string[];
  io: Io;
  /** The installation: by the server that runs on the data folder, or the folder itself. */
  control(): Promise<Control>;
};

/** What a command answers: the same as JSON and for people. */
export type Answer = {
  json: unknown;
  /** Lines, or a text that is printed as it is. */
  text: readonly Line[] | string;
  /** True where it found problems or did not do what was asked: the exit code is 1. */
  failed?: boolean;
};

/** A command as its file defines it. */
export type Definition<O extends Options> = {
  /** `flow check` */
  name: string;
  summary: string;
  /** Arguments as the usage shows them. */
  takes: string;
  /** Fewest and most arguments. */
  count: readonly [fewest: number, most: number];
  options: O;
  /** What `--json` prints. */
  prints: string;
  examples: readonly string[];
  run(call: Call<O>): Promise<Answer>;
};

/** A command ready to be called. */
export type Command = {
  name: string;
  summary: string;
  usage: string;
  options: Options;
  /** Parses the arguments and runs. Throws `UsageError`. */
  call(argv: readonly string[], world: Pick<Call, 'io' | 'control'>): Promise<Answer>;
};

/** The command was called wrongly; the message says what is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something that a person can set right; the message says what, where and how. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Makes a command of its definition. */
export function defineCommand<const O extends Options>(definition: Definition<O>): Command {
  const options = { ...definition.options, ...COMMON };
  return {
    name: definition.name,
    summary: definition.summary,
    usage: usageOf(definition, options),
    options,
    async call(argv, world) {
      const { values, args } = readArguments(argv, options);
      const [fewest, most] = definition.count;
      if (args.length < fewest) throw new UsageError(`${definition.name} needs ${definition.takes}.`);
      if (args.length > most) throw new UsageError(`"${args[most]}" is one argument too many.`);
      return definition.run({ ...world, values, args });
    },
  };
}

/** Reads options and arguments; throws `UsageError`. */
export function readArguments(argv: readonly string[], options: Options): { values: object; args: readonly string[] } {
  try {
    const config = Object.fromEntries(
      Object.entries(options).map(([name, { type, multiple, short }]) => [
        name,
        { type, ...(multiple ? { multiple } : {}), ...(short ? { short } : {}) },
      ]),
    );
    const { values, positionals } = parseArgs({ args: [...argv], options: config, allowPositionals: true });
    return { values, args: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function usageOf({ name, takes, summary, prints, examples }: Definition<Options>, options: Options): string {
  const heads = Object.entries(options).map(([option, { short, value }]) => {
    const long = `--${option}${value ? ` ${value}` : ''}`;
    return short ? `-${short}, ${long}` : long;
  });
  const width = Math.max(...heads.map((head) => head.length));
  return [
    `usage: rondine ${[name, takes, '[options]'].filter(Boolean).join(' ')}`,
    '',
    ...wrap(summary),
    '',
    ...Object.values(options).map(({ about }, at) => `  ${heads[at]?.padEnd(width)}  ${about}`),
    '',
    ...wrap(`--json prints ${prints}.`),
    '',
    'examples:',
    ...examples.map((example) => `  rondine ${example}`),
    '',
  ].join('\n');
}

/** Columns of usage texts. */
const TEXT_WIDTH = 100;

/** A text in lines that are not too long. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > TEXT_WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
