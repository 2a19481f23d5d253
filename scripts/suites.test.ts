import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { essence, readCounts, select, suites } from './suites.ts';

/** A folder with empty files at the given paths, gone when the test ends. */
function folderWith(t: TestContext, paths: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-suites-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const path of paths) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
  return folder;
}

const ONE_EACH = [
  'src/flow/advance.test.ts',
  'src/flow/expression/template.test.ts',
  'src/net/pool.test.ts',
  'src/store/sql/sqlite.test.ts',
  'src/simulator/whatsapp/phone.test.ts',
  'web/runs/moments.test.ts',
  'src/main.test.ts',
  'src/server/server.test.ts',
  'test/docs.test.ts',
  'test/life/outage.test.ts',
];

test('no argument selects every suite in order but those apart', (t) => {
  const folder = folderWith(t, [...ONE_EACH, 'test/conformance/fixtures.test.ts']);
  const selected = select([], folder);
  assert.deepEqual(
    selected.map(({ suite }) => suite.name),
    suites.filter((suite) => !suite.apart).map(({ name }) => name),
  );
  assert.deepEqual(selected[0]?.files, ['src/flow/advance.test.ts', 'src/flow/expression/template.test.ts']);
});

test('a suite without a file is refused by name', (t) => {
  const folder = folderWith(t, ONE_EACH.slice(1, 4));
  assert.throws(() => select([], folder), /"cli" has no test file/);
});

test('names, files and folders select within the suite that owns them, each file once', (t) => {
  const folder = folderWith(t, ONE_EACH);
  const selected = select(['house', 'src/flow/expression', 'src/flow/expression/template.test.ts'], folder);
  assert.deepEqual(
    selected.map(({ suite, files }) => [suite.name, ...files]),
    [
      ['pure', 'src/flow/expression/template.test.ts'],
      ['house', 'test/docs.test.ts'],
    ],
  );
});

test('a suite apart runs when it is named', (t) => {
  const folder = folderWith(t, ['test/conformance/fixtures.test.ts']);
  assert.deepEqual(select(['conformance'], folder)[0]?.files, ['test/conformance/fixtures.test.ts']);
  assert.throws(() => select(['crash'], folder), /"crash" has no test file/);
});

test('an argument that fits nothing is refused with the names that would', (t) => {
  const folder = folderWith(t, ONE_EACH);
  assert.throws(() => select(['src/flow/advance.ts'], folder), /neither a suite nor a test file.*pure, adapters/);
});

const OUTPUT = [
  '✔ one (1ms)',
  'ℹ seed 42',
  '✖ two (1ms)',
  'ℹ tests 4',
  'ℹ suites 0',
  'ℹ pass 1',
  'ℹ fail 1',
  'ℹ cancelled 1',
  'ℹ skipped 1',
  '',
  '✖ failing tests:',
  'two',
  '',
].join('\n');

test('counts come from the closing lines and a cancelled test counts as failed', () => {
  assert.deepEqual(readCounts(OUTPUT), { passed: 1, failed: 2, skipped: 1 });
});

test('output without closing lines has no counts and is shown whole', () => {
  assert.equal(readCounts('Segmentation fault'), undefined);
  assert.equal(essence('Segmentation fault'), 'Segmentation fault');
});

test('the essence keeps notes, closing lines and failures, and leaves single passes out', () => {
  const text = essence(OUTPUT);
  assert.match(text, /^ℹ seed 42\nℹ tests 4/);
  assert.match(text, /failing tests:\ntwo$/);
  assert.doesNotMatch(text, /✔ one/);
});
