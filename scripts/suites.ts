import { globSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { root } from './commands.ts';

/** A group of test files that run in one `node --test` process. */
export type Suite = {
  name: string;
  /** What it covers, for the summary. */
  about: string;
  patterns: readonly string[];
  /** `none`: all files in one process, beside another such suite, for tests that touch nothing outside themselves. */
  isolation: 'none' | 'process';
  /** Runs only when named: it needs more than a quick machine has at hand, or takes long. */
  apart?: true;
};

/** Every suite: first where a mistake is cheapest to find, and of those that run two at a time the long ones early. */
export const suites: readonly Suite[] = [
  {
    name: 'pure',
    about: 'base, message, flow, steps, imports',
    patterns: ['src/{base,message,flow,steps,imports}/**/*.test.ts'],
    isolation: 'none',
  },
  {
    name: 'adapters',
    about: 'net, channels, connectors',
    patterns: ['src/{net,channels,connectors}/**/*.test.ts'],
    isolation: 'none',
  },
  { name: 'cli', about: 'cli, main', patterns: ['src/cli/**/*.test.ts', 'src/*.test.ts'], isolation: 'none' },
  {
    name: 'life',
    about: 'a week, a year, an outage and a bad day, by a clock that is moved',
    patterns: ['test/life/*.test.ts'],
    isolation: 'none',
  },
  {
    name: 'server',
    about: 'control, server',
    patterns: ['src/{control,server}/**/*.test.ts'],
    isolation: 'none',
  },
  { name: 'simulators', about: 'pretend providers', patterns: ['src/simulator/**/*.test.ts'], isolation: 'none' },
  { name: 'web', about: 'the logic of the pages', patterns: ['web/**/*.test.ts'], isolation: 'none' },
  {
    name: 'engine',
    about: 'store, engine, inbox',
    patterns: ['src/{store,engine,inbox}/**/*.test.ts'],
    isolation: 'process',
  },
  {
    name: 'house',
    about: 'what crosses folders, examples, scripts',
    patterns: ['test/*.test.ts', 'examples/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    isolation: 'process',
  },
  apart('conformance', "providers' own samples and schemas"),
  apart('e2e', 'the pages in a browser'),
  apart('crash', 'kills and restarts'),
];

function apart(name: string, about: string): Suite {
  return { name, about, patterns: [`test/${name}/**/*.test.ts`], isolation: 'process', apart: true };
}

/** Files of one suite to run. */
export type Selection = { suite: Suite; files: readonly string[] };

/** The test files of a suite, sorted, with forward slashes, relative to the project. */
export function filesOf(suite: Suite, folder: string = root): string[] {
  const found = globSync([...suite.patterns], { cwd: folder, exclude: ['**/node_modules/**'] });
  return found.map((path) => path.split(sep).join('/')).sort();
}

/**
 * What the arguments ask for: nothing = every suite that is not apart; else names of suites, test files or folders, mixed as one likes.
 * Throws an error for people when an argument fits nothing or a suite has no file: a run that tests nothing is not green.
 */
export function select(args: readonly string[], folder: string = root): Selection[] {
  const all = suites.map((suite) => ({ suite, files: filesOf(suite, folder) }));
  if (args.length === 0) return all.filter(({ suite }) => !suite.apart).map(needFiles);
  const wanted = new Map<string, Set<string>>();
  for (const arg of args) {
    for (const { suite, files } of matching(arg, all, folder)) {
      const set = wanted.get(suite.name) ?? new Set();
      for (const file of files) set.add(file);
      wanted.set(suite.name, set);
    }
  }
  return suites.flatMap((suite) => {
    const files = wanted.get(suite.name);
    return files ? [needFiles({ suite, files: [...files].sort() })] : [];
  });
}

function matching(arg: string, all: readonly Selection[], folder: string): Selection[] {
  const named = all.filter(({ suite }) => suite.name === arg);
  if (named.length > 0) return named;
  const path = relative(folder, resolve(folder, arg)).split(sep).join('/');
  const isFolder = statSync(resolve(folder, arg), { throwIfNoEntry: false })?.isDirectory() ?? false;
  const found = all
    .map(({ suite, files }) => ({
      suite,
      files: files.filter((file) => file === path || (isFolder && file.startsWith(`${path}/`))),
    }))
    .filter(({ files }) => files.length > 0);
  if (found.length === 0)
    throw new Error(
      `"${arg}" is neither a suite nor a test file of one. Suites: ${suites.map((suite) => suite.name).join(', ')}; ` +
        'test files end in .test.ts and stand beside the code.',
    );
  return found;
}

function needFiles(selection: Selection): Selection {
  if (selection.files.length > 0) return selection;
  throw new Error(
    `The suite "${selection.suite.name}" has no test file (${selection.suite.patterns.join(', ')}). ` +
      'Was a folder renamed? Then change scripts/suites.ts too.',
  );
}

/** The counts in the closing lines of `node --test`. */
export type Counts = { passed: number; failed: number; skipped: number };

/**
 * Reads the closing lines of `node --test`. A test that was cancelled counts as failed.
 * Undefined where there are none: the runner died before its end.
 */
export function readCounts(output: string): Counts | undefined {
  const read = (word: string) => {
    const line = output.match(new RegExp(`^ℹ ${word} (\\d+)$`, 'm'));
    return line ? Number(line[1]) : undefined;
  };
  const [passed, failed, cancelled, skipped] = [read('pass'), read('fail'), read('cancelled'), read('skipped')];
  if (passed === undefined || failed === undefined) return undefined;
  return { passed, failed: failed + (cancelled ?? 0), skipped: skipped ?? 0 };
}

/** What is worth showing of a suite that ran quietly: notes of tests, closing lines, and every failure in full. */
export function essence(output: string): string {
  const lines = output.split('\n');
  const closing = lines.findIndex((line) => /^ℹ tests \d+$/.test(line));
  if (closing < 0) return output;
  const notes = lines.slice(0, closing).filter((line) => /^\s*ℹ /.test(line));
  return [...notes, ...lines.slice(closing)].join('\n').trimEnd();
}
