import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const WANTED = join(import.meta.dirname, 'packages');
const KEPT = join(import.meta.dirname, '..', '..', '..', '.runtime', 'judges');
const FILES = ['package.json', 'package-lock.json', '.npmrc'];

/**
 * Gives a `require` that finds the official packages, of the very versions that the lock file in `packages` names. The first
 * call installs them (48 MB, some seconds), later runs find them there. Rejects with the end of npm's words.
 */
export async function installSdks(): Promise<NodeJS.Require> {
  const lock = createHash('sha256').update(readFileSync(join(WANTED, 'package-lock.json')));
  const folder = join(KEPT, lock.digest('hex').slice(0, 16));
  if (!existsSync(folder)) {
    // Made aside and put in its place as a whole: an install that was killed is never taken for one that is complete.
    const aside = `${folder}.${process.pid}`;
    mkdirSync(aside, { recursive: true });
    for (const file of FILES) copyFileSync(join(WANTED, file), join(aside, file));
    try {
      await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], aside);
      if (!existsSync(folder)) renameSync(aside, folder);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }
  return createRequire(join(folder, 'package.json'));
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
  const end = said.trim().split('\n').slice(-12).join('\n');
  throw new Error(
    `The official packages could not be installed (npm ${args[0]} ended with ${code}). They need an npm registry.\n${end}`,
  );
}
