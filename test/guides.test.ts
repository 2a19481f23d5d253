// What the guides show works: their projects load, their transcripts go as written, their commands can be called.
import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { findSuites } from '../src/cli/transcript/suite/find-suites.ts';
import { runSuite } from '../src/cli/transcript/suite/run-suite.ts';
import { misuseOf } from '../scripts/reference/testing/call-line.ts';
import { root } from './tools/modules.ts';

const guides = globSync('docs/guide/*.md', { cwd: root }).sort();

/** Files that a guide names in a line of its own, each followed by what is in it. */
function filesOf(text: string): [path: string, content: string][] {
  const found = text.matchAll(/^`([\w./-]+)`:\n\n```\w+\n([\s\S]*?)^```/gm);
  return [...found].map(([, path, content]) => [path!, content!]);
}

/** The lines of its shell blocks that call our command. */
function callsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block]) => block!);
  return blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith('rondine '));
}

/** A folder with the project of a guide; it ends with the test. */
function writeProject(t: TestContext, files: readonly [path: string, content: string][]): string {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-guide-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

test('there are guides, and most of them show a whole project', () => {
  const whole = guides.filter((guide) => filesOf(readFileSync(join(root, guide), 'utf8')).length >= 3);
  assert.ok(whole.length >= 5, whole.join(', '));
});

for (const guide of guides) {
  const text = readFileSync(join(root, guide), 'utf8');
  const name = basename(guide);
  const files = filesOf(text);
  if (files.length > 0)
    test(`the project of ${name} goes as its transcripts say`, async (t) => {
      const folder = writeProject(t, files);
      const [suite] = findSuites([folder], root);
      assert.ok(suite);
      const { played } = await runSuite(suite, { cwd: folder });
      assert.ok(played.length > 0);
      assert.deepEqual(
        played.filter(({ ok }) => !ok).map(({ failure }) => failure?.message),
        [],
      );
    });
  test(`every command in ${name} can be called as it stands`, async () => {
    const wrong = await Promise.all(callsOf(text).map(misuseOf));
    assert.deepEqual(
      wrong.filter((each) => each !== undefined),
      [],
    );
  });
}
