import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

/** The options that a bench takes, by their names, and what it says of itself. */
export type Usage<Text extends string, Switch extends string> = {
  /** Those with a value. */
  texts: readonly Text[];
  /** Those without. */
  switches: readonly Switch[];
  help: string;
};

/** What was given of them. */
export type Given<Text extends string, Switch extends string> = {
  readonly [name in Text]?: string;
} & { readonly [name in Switch]?: boolean };

/** Reads the arguments of a bench; undefined when only help was asked for. Throws `UsageError` with the help behind it. */
export function readArgs<Text extends string, Switch extends string>(
  args: readonly string[],
  { texts, switches, help }: Usage<Text, Switch>,
): Given<Text, Switch> | undefined {
  const options = Object.fromEntries([
    ...texts.map((name) => [name, { type: 'string' }] as const),
    ...switches.map((name) => [name, { type: 'boolean' }] as const),
    ['help', { type: 'boolean', short: 'h' }] as const,
  ]);
  try {
    const values: Given<Text, Switch | 'help'> = parseArgs({ args: [...args], options }).values as object;
    return values.help ? undefined : values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

/** A whole number given for an option. Throws `UsageError` where it is none or not between the two. */
export function wholeNumber(name: string, text: string, [least, most]: readonly [least: number, most: number]): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`--${name} is "${text}". Give a whole number from ${least} to ${most}.`);
}
