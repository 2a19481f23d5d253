import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The folder of the project, whatever folder a script was started from. */
export const root = join(import.meta.dirname, '..');

/** One command to run: what a person would call it, and how to run it again by hand. */
export type Command = {
  name: string;
  /** A program and its arguments. `node` is this very Node; a name of `tools` is that tool's program. */
  run: readonly [string, ...string[]];
  env?: Readonly<Record<string, string>>;
};

/** The programs behind the tools, so that no shell and no npx stands between us and them. */
const tools: Readonly<Record<string, string>> = {
  knip: 'knip/bin/knip.js',
  oxfmt: 'oxfmt/bin/oxfmt',
  oxlint: 'oxlint/bin/oxlint',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
};

/** The program and arguments that really start a command. */
export function programOf([name, ...args]: Command['run']): [string, string[]] {
  const tool = tools[name];
  if (tool) return [process.execPath, [join(root, 'node_modules', tool), ...args]];
  if (name === 'node') return [process.execPath, ['--disable-warning=ExperimentalWarning', ...args]];
  return [name, args];
}

/** How a person repeats a command by hand. */
export function spell({ run: [name, ...args] }: Command): string {
  return [...(name in tools ? ['npx', name] : [name]), ...args].join(' ');
}

/** Runs a command in the project's folder with its output shown; resolves to its exit code. */
export function runCommand(command: Command): Promise<number> {
  const [program, args] = programOf(command.run);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...command.env } });
    child.on('error', reject).on('exit', (code) => resolve(code ?? 1));
  });
}

/** Milliseconds as people read them: `3.2 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/**
 * Runs commands one after the other, each with its seconds, and says how to repeat one that fails.
 * Stops at the first failure unless told to keep going; resolves to true when all went well.
 */
export async function runAll(commands: readonly Command[], { keepGoing = false } = {}): Promise<boolean> {
  let failed = 0;
  for (const command of commands) {
    console.log(`\n▸ ${command.name}`);
    const began = performance.now();
    const code = await runCommand(command);
    const took = seconds(performance.now() - began);
    if (code === 0) {
      console.log(`✔ ${command.name} (${took})`);
      continue;
    }
    failed++;
    console.error(`✖ ${command.name} failed after ${took}. Repeat it with: ${spell(command)}`);
    if (!keepGoing) return false;
  }
  if (keepGoing) console.log(`\n${commands.length - failed} passed, ${failed} failed`);
  return failed === 0;
}
