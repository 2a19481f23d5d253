import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { startServerProcess } from './transcript/server-process.ts';

const ROOT = join(import.meta.dirname, '..', '..');

async function place(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rondine-process-'));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));
  return folder;
}

/** Runs the real program. */
async function run(data: string, args: readonly string[], program: readonly string[] = []) {
  const [command = process.execPath, ...before] =
    program.length > 0
      ? program
      : [process.execPath, '--disable-warning=ExperimentalWarning', join(ROOT, 'src/cli/rondine.ts')];
  // As `npm run` has it: compiled once, not at each call.
  const env = { ...process.env, RONDINE_DATA: data, NODE_COMPILE_CACHE: join(ROOT, '.runtime', 'compile-cache') };
  const child = spawn(command, [...before, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: Number(code), out, err, json: <T>() => JSON.parse(out) as T };
}

type StatusAnswer = { mode: string; server?: { pid: number }; flows: { current: number } };

test('commands work through a running server, on what a killed one left, and through the next', async (t) => {
  const data = join(await place(t), 'data');
  const server = startServerProcess({ env: { RONDINE_DATA: data } });
  t.after(() => server.stop());
  await server.ready;
  const socket = join(data, 'control.sock');
  assert.equal((await stat(socket)).mode & 0o777, 0o600);
  const beside = await run(data, ['status', '--json']);
  assert.equal(beside.code, 0, beside.err);
  assert.match(beside.err, /by the server that runs on/);
  const first = beside.json<StatusAnswer>();
  assert.deepEqual([first.mode, first.server?.pid], ['server', server.pid]);
  assert.ok(first.flows.current > 0);

  process.kill(server.pid, 'SIGKILL');
  await server.exited;
  assert.ok(existsSync(socket), 'a killed server leaves its socket');
  const alone = await run(data, ['status', '--json']);
  assert.equal(alone.code, 0, alone.err);
  assert.match(alone.err, /no server runs on/);
  const second = alone.json<StatusAnswer>();
  assert.deepEqual([second.mode, second.server, second.flows], ['offline', undefined, first.flows]);

  const next = startServerProcess({ env: { RONDINE_DATA: data } });
  t.after(() => next.stop());
  await next.ready;
  assert.equal((await run(data, ['status', '--json'])).json<StatusAnswer>().server?.pid, next.pid);
  process.kill(next.pid, 'SIGTERM');
  await next.exited;
  assert.ok(!existsSync(socket), 'a server that ends takes its socket away');
});

test(
  'the program is called by a link from anywhere, and its exit code says how it went',
  { skip: process.platform === 'win32' },
  async (t) => {
    const folder = await place(t);
    await symlink(join(ROOT, 'bin', 'rondine'), join(folder, 'rondine'));
    const program = [join(folder, 'rondine')];
    assert.equal((await run(folder, ['flwo', 'list'], program)).code, 2);
    const { code, out, err } = await run(folder, ['parked', '--help'], program);
    assert.equal(code, 0, err);
    assert.match(out, /^usage: rondine parked/);
  },
);
