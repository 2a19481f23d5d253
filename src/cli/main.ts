import { dirname, resolve } from 'node:path';
import { formatDiagnostic, type Diagnostic } from '../base/diagnostic.ts';
import { didYouMean } from '../flow/validate/closest.ts';
import { CommandError, readArguments, UsageError, type Answer, type Command, type Io } from './command.ts';
import { commands } from './commands/index.ts';
import { UsageError as StartUsageError } from './start/config.ts';
import { ControlError, type Control } from '../control/control.ts';
import { openControl } from './socket/open-control.ts';
import { FolderError } from '../store/folder.ts';
import { VaultError } from '../store/secrets.ts';
import { MigrationError } from '../store/sql/migrate.ts';
import { formatJson, formatLine, styled, type Line } from './terminal/text.ts';

/** Problems were found, or what was asked was not done. */
const FAILED = 1;
/** The command was called wrongly. */
const USAGE = 2;

/** What a person can set right: told in words, without a stack. */
const EXPECTED = [CommandError, StartUsageError, ControlError, FolderError, VaultError, MigrationError];

/** Runs one command line; gives its exit code: 0 for done, 1 for problems, 2 for a wrong call. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const { words, rest } = splitWords(argv);
  const command = words.length > 0 ? findCommand(words) : undefined;
  if (!command) return withoutCommand(words, rest, io);
  const given = [...words.slice(command.name.split(' ').length), ...rest];
  if (asksForHelp(given)) return say(io, command.usage, 0);
  let opened: Promise<Control> | undefined;
  const control = (): Promise<Control> => (opened ??= open(given, command, io));
  try {
    const answer = await command.call(given, { io, control });
    return print(answer, given.includes('--json'), io);
  } catch (error) {
    return complain(error, command, io);
  } finally {
    await opened?.then(
      (each) => each.close(),
      () => undefined,
    );
  }
}

/** The words before the first option: the command's name, and perhaps arguments. Common options may stand before it. */
function splitWords(argv: readonly string[]): { words: string[]; rest: string[] } {
  const length = argv[0] === '--json' ? 1 : argv[0] === '--data' ? 2 : 0;
  if (length > 0 && argv.length > length) return splitWords([...argv.slice(length), ...argv.slice(0, length)]);
  const at = argv.findIndex((word) => word.startsWith('-'));
  return at === -1 ? { words: [...argv], rest: [] } : { words: argv.slice(0, at), rest: argv.slice(at) };
}

/** The command whose name is the longest of those that the words begin with. */
function findCommand(words: readonly string[]): Command | undefined {
  return commands
    .filter(({ name }) => name === words.slice(0, name.split(' ').length).join(' '))
    .sort((left, right) => right.name.length - left.name.length)[0];
}

function withoutCommand(words: readonly string[], rest: readonly string[], io: Io): number {
  const [group = ''] = words;
  const ofGroup = commands.filter(({ name }) => name.split(' ')[0] === group);
  if (words.length === 0 || group === 'help') return say(io, overview(commands), 0);
  if (ofGroup.length > 0 && (words.length === 1 || asksForHelp(rest))) {
    const wanted = words.length === 1;
    return say(io, overview(ofGroup), wanted && asksForHelp(rest) ? 0 : USAGE);
  }
  const asked = words.slice(0, 2).join(' ');
  const names = commands.map(({ name }) => name);
  const hint = didYouMean(asked, names) || didYouMean(group, names);
  io.err(`${formatLine(`rondine: there is no command "${asked}".${hint}`, io.color)}\n`);
  io.err('All commands: rondine --help\n');
  return USAGE;
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

const ABOUT = `Looks after an installation of Rondine: by its server where one runs on the data folder, else on the folder itself;
then nothing is performed, and what is to be done waits for the next start.

`;

function overview(listed: readonly Command[]): string {
  const width = Math.max(...listed.map(({ name }) => name.length));
  const groups = Map.groupBy(listed, ({ name }) => (name.includes(' ') ? (name.split(' ')[0] ?? name) : ''));
  const blocks = [...groups.values()].map((group) =>
    group.map(({ name, summary }) => `  ${name.padEnd(width)}  ${firstClause(summary)}\n`).join(''),
  );
  return `usage: rondine <command> [arguments] [options]

${groups.size > 1 ? ABOUT : ''}${blocks.join('\n')}
  rondine <command> --help  says what it takes and gives examples. --json prints JSON.
  Exit codes: 0 done, 1 problems found or not done, 2 called wrongly.
`;
}

/** What stands before the first stop of a text. */
function firstClause(text: string): string {
  return /^.*?(?=[.:;](\s|$))/.exec(text)?.[0] ?? text;
}

async function open(given: readonly string[], command: Command, io: Io): Promise<Control> {
  const { values } = readArguments(given, command.options) as { values: { data?: string } };
  const folder = dataFolder(values.data, io);
  const control = await openControl({ folder, env: io.env });
  const words =
    control.mode === 'server'
      ? `rondine: by the server that runs on ${folder}`
      : `rondine: no server runs on ${folder}; nothing is performed before the next start`;
  io.err(`${formatLine([styled('dim', words)], io.color)}\n`);
  return control;
}

/** The data folder that is meant: as told, as the environment says, else the one in Rondine's own folder. */
export function dataFolder(told: string | undefined, { env, cwd }: Pick<Io, 'env' | 'cwd'>): string {
  const named = told ?? env['RONDINE_DATA'];
  return named ? resolve(cwd, named) : resolve(dirname(import.meta.dirname), '..', 'data');
}

function print({ json, text, failed }: Answer, asJson: boolean, io: Io): number {
  if (asJson) io.out(`${formatJson(json)}\n`);
  else if (typeof text === 'string') io.out(text);
  else for (const line of text) io.out(`${formatLine(line, io.color)}\n`);
  return failed ? FAILED : 0;
}

function complain(error: unknown, command: Command, io: Io): number {
  const line = (spans: Line): void => io.err(`${formatLine(spans, io.color)}\n`);
  const tell = (text: string): void => text.split('\n').forEach((each) => line(each));
  if (error instanceof UsageError) {
    tell(`rondine: ${error.message}`);
    line(`How to call it: rondine ${command.name} --help`);
    return USAGE;
  }
  const known = error instanceof Error && EXPECTED.some((kind) => error instanceof kind);
  if (known && !(error instanceof ControlError && error.code === 'defect')) {
    tell(`rondine: ${error.message}`);
    if (error instanceof ControlError)
      for (const finding of error.findings as readonly Diagnostic[]) tell(`  ${formatDiagnostic(finding)}`);
    return FAILED;
  }
  tell('rondine: this should not have happened; it is a defect of Rondine. Nothing is known to have been changed.');
  tell(
    error instanceof Error
      ? error.name === 'ControlError'
        ? error.message
        : (error.stack ?? error.message)
      : String(error),
  );
  return FAILED;
}

function say(io: Io, text: string, code: number): number {
  (code === 0 ? io.out : io.err)(text);
  return code;
}
