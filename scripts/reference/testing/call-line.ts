import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError, type Io } from '../../../src/cli/command.ts';
import { commands } from '../../../src/cli/commands/index.ts';

/** Stands for an installation: a command that gets this far was called rightly. */
class Reached extends Error {}

/**
 * Calls the command in a line such as `cat lead.json | rondine flow check -` without an installation. Returns what is
 * wrong with the call; undefined for one that the command takes.
 */
export async function misuseOf(line: string): Promise<string | undefined> {
  const words = wordsOf(line);
  const command = commands
    .filter(({ name }) => name === words.slice(0, name.split(' ').length).join(' '))
    .sort((left, right) => right.name.length - left.name.length)[0];
  if (!command) return `There is no command in "${line}".`;
  const cwd = mkdtempSync(join(tmpdir(), 'rondine-call-'));
  try {
    const world = { io: ioIn(cwd), control: () => Promise.reject(new Reached()) };
    await command.call(words.slice(command.name.split(' ').length), world);
    return undefined;
  } catch (error) {
    return error instanceof UsageError ? `${line}: ${error.message}` : undefined;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** The arguments behind `rondine`, as a shell reads plain ones; what comes after three blanks explains the line. */
function wordsOf(line: string): string[] {
  const [, behind = ''] = /^(?:.*\| )?rondine (.*)$/.exec(line) ?? [];
  const [call = ''] = behind.split(/ {3,}| \| | [<>] /);
  const words = call.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));
}

function ioIn(cwd: string): Io {
  return {
    out: () => {},
    err: () => {},
    input: async () => '{}',
    confirm: async () => true,
    env: {},
    cwd,
    width: undefined,
    color: false,
    user: 'ada',
    now: () => Date.UTC(2026, 10, 22),
  };
}
