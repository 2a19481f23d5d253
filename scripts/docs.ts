// Writes what is generated from the code. `--check` writes nothing and fails where a file is not what the code says.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './commands.ts';
import { generatedFiles } from './generated-files.ts';

const files = Object.entries(generatedFiles());
const stale = files.filter(([path, text]) => readFile(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is not what the code says: run npm run docs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  console.log(`${files.length} files, ${stale.length} written anew`);
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}
