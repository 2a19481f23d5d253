// Writes docs/reference from the code. `--check` writes nothing and fails where a page is not what the code says.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './commands.ts';
import { referencePages } from './reference/pages.ts';

const folder = join(root, 'docs/reference');
const pages = Object.entries(referencePages());
const stale = pages.filter(([name, text]) => readPage(name) !== text);
if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`docs/reference/${name} is not what the code says: run npm run docs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of stale) writeFileSync(join(folder, name), text);
  console.log(`${pages.length} pages, ${stale.length} written anew`);
}

function readPage(name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}
