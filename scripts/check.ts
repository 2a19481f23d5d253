// Everything that must hold before a commit: format, lint, types, dead code, docs, tests.
// `--no-tests` leaves the tests out; `--keep-going` does not stop at the first failure.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runAll, seconds, type Command } from './commands.ts';

const exists = (path: string) => existsSync(join(root, path));
const began = performance.now();
const commands: Command[] = [
  { name: 'format', run: ['oxfmt', '--check'] },
  { name: 'lint', run: ['oxlint', '--type-aware'] },
  { name: 'types', run: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types of the pure folders', run: ['tsc', '-p', 'tsconfig.core.json'] },
];
if (exists('web/vite.config.ts'))
  commands.push({ name: 'types of the pages', run: ['tsc', '-p', 'tsconfig.web.json'] });
commands.push({ name: 'dead code', run: ['knip'] });
if (exists('scripts/docs.ts')) commands.push({ name: 'generated docs', run: ['node', 'scripts/docs.ts', '--check'] });
if (!process.argv.includes('--no-tests')) commands.push({ name: 'tests', run: ['node', 'scripts/test.ts'] });

const ok = await runAll(commands, { keepGoing: process.argv.includes('--keep-going') });
console.log(
  ok
    ? `\n${commands.length} checks held in ${seconds(performance.now() - began)}`
    : '\nnpm run fix repairs format, lint and generated docs.',
);
process.exitCode = ok ? 0 : 1;
