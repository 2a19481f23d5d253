// Repairs what a machine can repair: lint, format, generated docs.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runAll, type Command } from './commands.ts';

const commands: Command[] = [
  { name: 'lint', run: ['oxlint', '--type-aware', '--fix'] },
  { name: 'format', run: ['oxfmt'] },
];
if (existsSync(join(root, 'scripts/docs.ts'))) commands.push({ name: 'docs', run: ['node', 'scripts/docs.ts'] });
process.exitCode = (await runAll(commands)) ? 0 : 1;
