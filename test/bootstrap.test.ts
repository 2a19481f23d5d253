import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';

type Place = { folder: string; lock: string };

/** A small project that is set up already, so that only the lock stands between the bootstrap and its program. */
function projectOf(t: TestContext): Place {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-bootstrap-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['scripts', 'node_modules', '.runtime']) mkdirSync(join(folder, name));
  copyFileSync(join(import.meta.dirname, '..', 'scripts', 'bootstrap.js'), join(folder, 'scripts', 'bootstrap.js'));
  const { node } = process.versions;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', rondine: { node } }));
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  writeFileSync(join(folder, 'node_modules', '.rondine-lock'), createHash('sha256').update(`{}${node}`).digest('hex'));
  writeFileSync(
    join(folder, 'program.ts'),
    'process.stdout.write(process.argv.slice(2).join());\nprocess.exitCode = 7;\n',
  );
  return { folder, lock: join(folder, '.runtime', 'setup.lock') };
}

type Ended = { code: number; said: string; errors: string };

/** Runs the bootstrap to its end; `whenWaiting` is called once it says that it waits. */
async function bootstrap(t: TestContext, { folder }: Place, whenWaiting?: () => void): Promise<Ended> {
  const args = [join(folder, 'scripts', 'bootstrap.js'), 'program.ts', 'one', 'two'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000 });
  t.after(() => child.kill('SIGKILL'));
  let [said, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
    if (errors.includes('waiting for it')) whenWaiting?.();
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, said, errors };
}

test('the program gets its arguments, and its exit code comes back', async (t) => {
  const place = projectOf(t);
  assert.deepEqual(await bootstrap(t, place), { code: 7, said: 'one,two', errors: '' });
  assert.equal(existsSync(place.lock), false);
});

test('a set-up whose process died is taken over', async (t) => {
  const place = projectOf(t);
  const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(dead, 'exit');
  writeFileSync(place.lock, String(dead.pid));
  assert.equal((await bootstrap(t, place)).code, 7);
});

test('a set-up whose process died before it could write its number is taken over', async (t) => {
  const place = projectOf(t);
  writeFileSync(place.lock, '');
  const aMinuteAgo = Date.now() / 1000 - 60;
  utimesSync(place.lock, aMinuteAgo, aMinuteAgo);
  assert.equal((await bootstrap(t, place)).code, 7);
});

test('a set-up under way is waited for', async (t) => {
  const place = projectOf(t);
  writeFileSync(place.lock, String(process.pid));
  const { code, errors } = await bootstrap(t, place, () => rmSync(place.lock, { force: true }));
  assert.equal(code, 7);
  assert.match(errors, new RegExp(`process ${process.pid} is setting this folder up`));
});
