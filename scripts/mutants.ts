// Plants one bug at a time in a copy of the sources and runs the test that should notice. A bug that no test notices
// fails the script: the tests would not notice it in earnest either. Arguments choose bugs by a part of their file's path.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './commands.ts';
import { edges } from './mutants/edges.ts';
import { engine } from './mutants/engine.ts';
import type { Mutant } from './mutants/mutant.ts';
import { pure } from './mutants/pure.ts';

const mutants = [...pure, ...engine, ...edges];

type Outcome = { file: string; text: string; verdict: 'noticed' | 'SURVIVED' | 'STALE' };

/** A copy of the sources, so that nobody who works in the folder meanwhile runs into a planted bug. */
const copy = mkdtempSync(join(tmpdir(), 'rondine-mutants-'));
try {
  process.exitCode = main(process.argv.slice(2));
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function main(wanted: readonly string[]): number {
  for (const name of ['src', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const chosen = mutants.filter(({ file }) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
  const broken = [...new Set(chosen.map(({ test }) => test))].filter((test) => !passes(test));
  for (const test of broken) console.error(`${test} fails without any planted bug.`);
  if (broken.length > 0 || chosen.length === 0) return 1;
  const outcomes = chosen.flatMap((mutant) => mutant.bugs.map((bug) => plant(mutant, bug)));
  const missed = outcomes.filter(({ verdict }) => verdict !== 'noticed');
  console.log(`\n${outcomes.length} bugs planted, ${outcomes.length - missed.length} noticed`);
  return missed.length > 0 ? 1 : 0;
}

function plant({ file, test }: Mutant, [text, replacement]: readonly [string, string]): Outcome {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  const parts = source.split(text);
  let verdict: Outcome['verdict'] = 'STALE';
  if (parts.length === 2) {
    writeFileSync(path, parts.join(replacement));
    verdict = passes(test) ? 'SURVIVED' : 'noticed';
    writeFileSync(path, source);
  }
  console.log(`${verdict.padEnd(8)}  ${file}  ${text}  →  ${replacement || '(nothing)'}`);
  return { file, text, verdict };
}

function passes(test: string): boolean {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(copy, 'cache') };
  const args = ['--disable-warning=ExperimentalWarning', '--test', '--test-isolation=none', test];
  return spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore', timeout: 60_000, env }).status === 0;
}
