// The full figures, for a long quiet hour: every property test at full count, then every crash program to its end.
// `--short` runs the crash programs alone, in their short form.
import { globSync } from 'node:fs';
import { root, runAll, seconds, type Command } from './commands.ts';

const short = process.argv.includes('--short');

/** The programs of test/crash: each file there; their parts stand in folders. */
const programs = globSync('test/crash/*.ts', { cwd: root })
  .sort()
  .filter((path) => !path.endsWith('.test.ts'));

const properties: Command = {
  name: 'property tests, full',
  run: ['node', 'scripts/test.ts', 'pure', 'adapters', 'engine', 'server', 'life'],
  env: { RONDINE_FUZZ: 'full' },
};
/** Short, each runs twice: with the same seed as ever, and with a new one that it prints. */
const crashes = programs.flatMap((path): Command[] =>
  short
    ? [
        { name: `${path}, short, seed 1`, run: ['node', path, '--seed', '1'] },
        { name: `${path}, short, new seed`, run: ['node', path] },
      ]
    : [{ name: `${path}, full`, run: ['node', path, '--full'] }],
);

if (programs.length === 0) console.error('test/crash has no program.');
const began = performance.now();
const ok = programs.length > 0 && (await runAll(short ? crashes : [properties, ...crashes]));
console.log(`\n${ok ? 'All of it held' : 'It did not hold'} (${seconds(performance.now() - began)})`);
process.exitCode = ok ? 0 : 1;
