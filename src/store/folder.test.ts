import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { FolderError, openFolder } from './folder.ts';

function base(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'rondine-folder-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const HOLD = `
  import { openFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder.ts'))};
  try { openFolder(process.argv[1]); globalThis.gc(); console.log('held'); setInterval(() => {}, 1000); }
  catch (error) { console.log(error.message); process.exit(3); }
`;

/** A process of its own that holds a folder, or says why it cannot. */
async function hold(t: TestContext, path: string) {
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--expose-gc',
    '--input-type=module',
    '-e',
    HOLD,
    path,
  ]);
  t.after(() => child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString().trim() };
}

void test('a missing folder is made for this user alone', (t) => {
  const path = join(base(t), 'a', 'b');
  const folder = openFolder(path);
  assert.equal(statSync(path).mode & 0o777, 0o700);
  folder.close();
});

void test('a second process is told who has the folder and what to do', async (t) => {
  const path = base(t);
  const folder = openFolder(path);
  const { child, said } = await hold(t, path);
  child.kill('SIGKILL');
  assert.match(said, new RegExp(`in use by process ${process.pid}.*kill ${process.pid}.*RONDINE_DATA`));
  folder.close();
});

void test('a folder is free again after its process was killed', async (t) => {
  const path = base(t);
  const { child, said } = await hold(t, path);
  assert.equal(said, 'held');
  assert.throws(() => openFolder(path), new RegExp(`process ${child.pid}`));
  child.kill('SIGKILL');
  await once(child, 'exit');
  openFolder(path).close();
});

void test('a folder that was closed can be opened again', (t) => {
  const path = base(t);
  openFolder(path).close();
  openFolder(path).close();
});

void test('a file where the folder belongs is named with the cure', (t) => {
  const file = join(base(t), 'data');
  writeFileSync(file, '');
  for (const path of [file, join(file, 'below')]) {
    assert.throws(
      () => openFolder(path),
      (error: unknown) => error instanceof FolderError && /is a file.*RONDINE_DATA/.test(error.message),
    );
  }
});

void test('a folder that cannot be written is named with the cure', (t) => {
  const path = base(t);
  chmodSync(path, 0o555);
  // Root may write anywhere; another user may not.
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    for (const folder of [path, join(path, 'below')]) {
      assert.throws(() => openFolder(folder), /cannot be written.*chown or chmod.*RONDINE_DATA/);
    }
  } finally {
    if (root) process.seteuid?.(0);
  }
});
