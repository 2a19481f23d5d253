// Builds the web pages into dist/web, whether or not they changed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runAll } from './commands.ts';

// The start script keeps in this file what the last build was made from; a build empties the folder.
const stamp = join(root, 'dist/web/.sources');
const sources = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
const built = await runAll([{ name: 'web pages', run: ['vite', 'build', '--config', 'web/vite.config.ts'] }]);
if (built && sources !== undefined) writeFileSync(stamp, sources);
process.exitCode = built ? 0 : 1;
