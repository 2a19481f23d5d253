// The full figures, for a long quiet hour: every property test at full count, then every crash test to its end.
import { globSync } from 'node:fs';
import { root, runAll, seconds, type Command } from './commands.ts';

const began = performance.now();
const commands: Command[] = [
  {
    name: 'property tests, full',
    run: ['node', 'scripts/test.ts', 'pure', 'adapters', 'engine'],
    env: { RONDINE_FUZZ: 'full' },
  },
];
for (const path of globSync('test/crash/*.ts', { cwd: root }).sort())
  if (!path.endsWith('.test.ts')) commands.push({ name: `${path}, full`, run: ['node', path, '--full'] });

const ok = await runAll(commands);
console.log(`\n${ok ? 'All of it held' : 'It did not hold'} (${seconds(performance.now() - began)})`);
process.exitCode = ok ? 0 : 1;
