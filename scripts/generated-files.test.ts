import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './commands.ts';
import { salesforceFiles } from './generated-files.ts';

const ours = Object.entries(salesforceFiles());

test('the guide and the metadata for Salesforce are what the code says', () => {
  const stale = ours.filter(([path, text]) => readFileSync(join(root, path), 'utf8') !== text);
  assert.deepEqual(
    stale.map(([path]) => path),
    [],
    'npm run docs writes them anew',
  );
});

test('the folder for Salesforce holds nothing else', () => {
  const there = globSync('salesforce/**/*.*', { cwd: root }).sort();
  assert.deepEqual(
    there,
    ours
      .map(([path]) => path)
      .filter((path) => path.startsWith('salesforce/'))
      .sort(),
  );
});
