// A newcomer copies what the README shows: it has to work.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readProject } from '../src/cli/start/project.ts';
import { root } from './tools/modules.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** A project folder with the `rondine.json` of the README and the flows of an example. */
function projectOfReadme(t: TestContext): string {
  const text = readme.match(/^```json\n([\s\S]*?)^```/m)?.[1];
  assert.ok(text, 'The README shows no JSON.');
  const folder = mkdtempSync(join(tmpdir(), 'rondine-readme-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'rondine.json'), text);
  cpSync(join(root, 'examples/whatsapp-lead/flows'), join(folder, 'flows'), { recursive: true });
  return folder;
}

test('the project that the README shows loads with its variables set', async (t) => {
  const names = [...readme.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => name!);
  const env = Object.fromEntries(names.map((name) => [name, `value-of-${name}`]));
  const project = await readProject(projectOfReadme(t), env);
  assert.deepEqual(project.connections.map(({ key, kind, type }) => [String(key), kind, type]).sort(), [
    ['salesforce', 'connector', 'salesforce'],
    ['whatsapp', 'channel', 'whatsapp'],
  ]);
  assert.deepEqual(
    project.flows.map(({ id }) => String(id)),
    ['whatsapp-lead'],
  );
});

test('without its variables it is refused by their names', async (t) => {
  await assert.rejects(readProject(projectOfReadme(t), {}), (error: Error) => {
    assert.match(error.message, /WHATSAPP_APP_SECRET/);
    assert.match(error.message, /SALESFORCE_CLIENT_SECRET/);
    return true;
  });
});

test('the reading path takes a newcomer through at most 800 lines', () => {
  const path = readme.slice(readme.indexOf('## Read it'));
  const files = [...path.matchAll(/^\d\. \[[^\]]+\]\(([^)]+)\)/gm)].map(([, file]) => file!);
  assert.equal(files.length, 7);
  const lines = files.map((file) => readFileSync(join(root, file), 'utf8').split('\n').length);
  assert.ok(
    lines.reduce((sum, count) => sum + count, 0) <= 800,
    files.map((file, index) => `${file} ${lines[index]}`).join(', '),
  );
});
