// Runs the tests: `npm test`, or `npm test -- <suites, test files, folders> [--verbose]` for some of them.
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { root, seconds } from './commands.ts';
import { essence, readCounts, select, type Counts, type Selection } from './suites.ts';

const fuzz = process.env['RONDINE_FUZZ'] ?? 'small';
/** The whole run has a budget of four minutes; full figures take as long as they take, within reason. */
const patience = fuzz === 'full' ? 60 : 1;
/** A suite that takes longer than this hangs; the pages in a browser take longest. */
const SUITE_LIMIT_MS = 12 * 60_000 * patience;
/** Within a suite, a single test that takes longer than this hangs. */
const TEST_LIMIT_MS = 2 * 60_000 * patience;

type Outcome = Counts & { name: string; about: string; tookMs: number };

/** The environment of tests: nothing of a running installation leaks in, fuzz is small unless told. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(RONDINE_|NODE_TEST_CONTEXT$)/.test(name));
  return { ...Object.fromEntries(kept), RONDINE_FUZZ: fuzz };
}

function nodeArguments({ suite, files }: Selection): string[] {
  const runner =
    suite.isolation === 'none' ? ['--test-isolation=none'] : ['--test-isolation=process', '--test-concurrency=2'];
  const limit = `--test-timeout=${TEST_LIMIT_MS}`;
  return ['--disable-warning=ExperimentalWarning', '--test', '--test-reporter=spec', limit, ...runner, ...files];
}

/** Runs one suite; shows its output as it comes when `verbose`, else what matters of it at the end. */
async function runSuite(selection: Selection, verbose: boolean): Promise<Outcome> {
  const { name, about } = selection.suite;
  const heading = `\n▸ ${name}: ${about} (${selection.files.length} files)`;
  if (verbose) console.log(heading);
  const began = performance.now();
  const child = spawn(process.execPath, nodeArguments(selection), {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: SUITE_LIMIT_MS,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (verbose) process.stdout.write(text);
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve(status ?? 1));
  });
  const tookMs = performance.now() - began;
  const text = stripVTControlCharacters(output);
  if (!verbose) console.log(`${heading}\n${essence(text)}`);
  const counts = readCounts(text) ?? { passed: 0, failed: 0, skipped: 0 };
  // A runner that ends badly without a failing test (it crashed, or hung past its limit) is a failure of its own.
  const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
  if (code !== 0 && counts.failed === 0) console.error(`✖ ${name} ended with exit code ${code} before its end.`);
  console.log(`${failed > 0 ? '✖' : '✔'} ${name} (${seconds(tookMs)})`);
  return { ...counts, failed, name, about, tookMs };
}

/** Runs suites that keep one processor busy two at a time, then those that use what there is one after the other. */
async function runAll(selections: readonly Selection[], verbose: boolean): Promise<Outcome[]> {
  const outcomes = new Map<Selection, Outcome>();
  const run = async (queue: Selection[]): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) outcomes.set(next, await runSuite(next, verbose));
  };
  const narrow = selections.filter(({ suite }) => suite.isolation === 'none');
  await Promise.all(verbose ? [run(narrow)] : [run(narrow), run(narrow)]);
  await run(selections.filter(({ suite }) => suite.isolation !== 'none'));
  return selections.flatMap((selection) => outcomes.get(selection) ?? []);
}

function summary(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ name, passed, failed, skipped, tookMs }) => [
    name,
    String(passed),
    String(failed),
    String(skipped),
    seconds(tookMs),
  ]);
  const table = [['suite', 'passed', 'failed', 'skipped', 'time'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return table.map((row) => `  ${row.map(pad).join('  ')}`).join('\n');
}

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => arg !== '--verbose');
  const selections = select(names);
  const verbose =
    args.includes('--verbose') || (names.length > 0 && selections.every(({ files }) => files.length <= 2));
  const began = performance.now();
  const outcomes = await runAll(selections, verbose);
  const total = (key: keyof Counts) => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
  console.log(`\n${summary(outcomes)}\n\n${seconds(performance.now() - began)} in all`);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
  // Where everything is skipped with a reason that is an answer; where nothing ran at all it is none.
  return total('failed') > 0 || total('passed') + total('skipped') === 0 ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`rondine: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
