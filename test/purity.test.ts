// The purity boundary is compiled: what is no part of the language itself has no type in a pure folder.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { root } from './tools/modules.ts';

const PLANTS = {
  'plant-process.ts': 'export const seen = process.env;\n',
  'plant-fetch.ts': 'export const seen = fetch;\n',
  'plant-files.ts': "import { readFileSync } from 'node:fs';\nexport const seen = readFileSync;\n",
  'plant-clock.ts': 'export const seen = performance.now();\n',
  'plant-timer.ts': 'export const seen = setTimeout(() => {}, 1);\n',
};
const HARMLESS = { 'harmless.ts': "export const seen = Temporal.Duration.from('PT1M');\n" };

/** Compiles files as if they stood in a pure folder, together with all that does; returns the names of those refused. */
function refused(t: TestContext, files: Readonly<Record<string, string>>, types: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-purity-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const config = {
    extends: join(root, 'tsconfig.core.json'),
    compilerOptions: { types, typeRoots: [join(root, 'node_modules/@types')] },
    // The real files compile along: one of them importing a package with Node's types would void the boundary.
    include: [folder, ...['base', 'message', 'flow', 'steps'].map((name) => join(root, 'src', name))],
    exclude: ['**/*.test.ts', '**/*.contract.ts'].map((pattern) => join(root, pattern)),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout, error } = spawnSync(process.execPath, [tsc, '-p', folder], { cwd: folder, encoding: 'utf8' });
  if (error) throw error;
  return Object.keys(files).filter((name) => new RegExp(`${name}\\(\\d+,\\d+\\): error TS`).test(stdout));
}

test('a process, a network, a file, a clock or a timer does not compile in a pure folder', (t) => {
  assert.deepEqual(refused(t, { ...PLANTS, ...HARMLESS }, []), Object.keys(PLANTS));
});

test('it is the missing types alone that refuse them: with those of Node they compile', (t) => {
  assert.deepEqual(refused(t, PLANTS, ['node']), []);
});
