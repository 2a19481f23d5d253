import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, delimiter, join } from 'node:path';

const HERE = import.meta.dirname;
const KEPT = join(HERE, '..', '..', '..', '.runtime', 'judges');
const WANTED = join(HERE, 'judges');
const FILES = ['package.json', 'package-lock.json', '.npmrc'];

/**
 * Gives the path of Salesforce's own command line, of the very version that the lock file in `judges` names. The
 * first call installs it (about 300 MB, half a minute), later runs find it there. Rejects with the end of npm's words.
 */
export async function installCli(): Promise<string> {
  const lock = createHash('sha256').update(readFileSync(join(WANTED, 'package-lock.json')));
  const folder = join(KEPT, lock.digest('hex').slice(0, 16));
  const program = join(folder, 'node_modules', '@salesforce', 'cli', 'bin', 'run.js');
  if (existsSync(program)) return program;
  // Made aside and put in its place as a whole: an install that was killed is never taken for one that is complete.
  const aside = `${folder}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  for (const file of FILES) copyFileSync(join(WANTED, file), join(aside, file));
  try {
    await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], aside);
    // Another run may have been quicker.
    if (!existsSync(folder)) renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return program;
}

async function npm(args: readonly string[], folder: string): Promise<void> {
  const cli = process.env['npm_execpath'];
  const [command, first] = cli && /\.c?js$/.test(cli) ? [process.execPath, [cli]] : ['npm', []];
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` };
  const child = spawn(command, [...first, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code === 0) return;
  throw new Error(
    `The Salesforce CLI could not be installed (npm ${args[0]} ended with ${code}). These tests need an npm registry; ` +
      `see that "npm ping" works.\n${said.trim().split('\n').slice(-12).join('\n')}`,
  );
}
