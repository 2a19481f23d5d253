import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { startServerProcess, type ServerProcessOptions } from '../src/cli/transcript/server-process.ts';

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'rondine-start-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

function start(t: TestContext, options: ServerProcessOptions = {}) {
  const server = startServerProcess(options);
  t.after(() => server.stop());
  return server;
}

/** What a server says that does not start, and its exit code. */
async function refusal(t: TestContext, options: ServerProcessOptions): Promise<{ code: number | null; words: string }> {
  const server = start(t, options);
  await assert.rejects(server.ready);
  return { code: await server.exited, words: server.complaints() };
}

void test('an empty data folder becomes a demo that a restart finds as it was', async (t) => {
  const data = await folder(t);
  const first = start(t, { env: { RONDINE_DATA: data } });
  const url = await first.ready;
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  assert.match(await (await fetch(url)).text(), /<!doctype html>/i);
  assert.equal((await fetch(`${url}/hooks/whatsapp`, { method: 'POST', body: '{}' })).status, 401);
  process.kill(first.pid, 'SIGTERM');
  assert.equal(await first.exited, 0);
  const second = start(t, { env: { RONDINE_DATA: data } });
  assert.equal((await fetch(`${await second.ready}/api/demo/state`)).status, 200);
  for (const name of await readdir(data, { recursive: true })) {
    assert.equal((await stat(join(data, name))).mode & 0o077, 0, `${name} is for its owner alone`);
  }
});

void test('what a demo left in the data folder sleeps when a project is started on it', async (t) => {
  const data = await folder(t);
  const demo = start(t, { env: { RONDINE_DATA: data } });
  assert.equal((await fetch(`${await demo.ready}/api/demo/state`)).status, 200);
  process.kill(demo.pid, 'SIGTERM');
  await demo.exited;
  const project = await folder(t);
  await writeFile(join(project, 'rondine.json'), JSON.stringify({ connections: {} }));
  const url = await start(t, { args: ['--project', project], env: { RONDINE_DATA: data } }).ready;
  assert.equal((await fetch(`${url}/api/demo/state`)).status, 404);
});

void test('a taken port is named with the cure', async (t) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  t.after(() => other.close());
  const port = String((other.address() as { port: number }).port);
  const { code, words } = await refusal(t, { env: { RONDINE_PORT: port } });
  assert.equal(code, 1);
  assert.match(words, new RegExp(`Port ${port} .*taken by another program.*RONDINE_PORT=`, 's'));
});

void test('a second process on one data folder is told who has it', async (t) => {
  const data = await folder(t);
  const first = start(t, { env: { RONDINE_DATA: data } });
  await first.ready;
  const { code, words } = await refusal(t, { env: { RONDINE_DATA: data } });
  assert.equal(code, 1);
  assert.match(words, new RegExp(`in use by process ${first.pid}.*RONDINE_DATA`));
});

void test('a project with a mistake is refused with file, path and fix before anything is stored', async (t) => {
  const project = await folder(t);
  const data = join(await folder(t), 'data');
  await mkdir(join(project, 'flows'));
  await writeFile(join(project, 'rondine.json'), JSON.stringify({ connections: {} }));
  await writeFile(join(project, 'flows', 'bad.json'), '{ "rondine": 1, "flow": { "id": "bad" } }');
  const { code, words } = await refusal(t, { args: ['--project', project], env: { RONDINE_DATA: data } });
  assert.equal(code, 1);
  assert.match(words, /bad\.json: error \w+ at flow/);
  assert.match(words, /fix: /);
  assert.equal(existsSync(data), false);
});

void test('a project needs no demo: only webhooks and health answer where there are no simulators', async (t) => {
  const project = await folder(t);
  await writeFile(join(project, 'rondine.json'), JSON.stringify({ connections: {} }));
  const url = await start(t, { env: { RONDINE_PROJECT: project } }).ready;
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  assert.equal((await fetch(`${url}/api/demo/state`)).status, 404);
});

void test('wrong settings are named with what to give instead', async (t) => {
  const cases: [ServerProcessOptions, RegExp][] = [
    [{ args: ['--projekt', 'x'] }, /--projekt.*usage: npm start/s],
    [{ env: { RONDINE_PORT: 'http' } }, /RONDINE_PORT is "http"/],
    [{ env: { RONDINE_LOG: 'loud' } }, /RONDINE_LOG is "loud".*info/],
    [{ env: { RONDINE_PUBLIC_URL: 'example' } }, /RONDINE_PUBLIC_URL is "example".*https:/],
  ];
  for (const [options, expected] of cases) {
    const { code, words } = await refusal(t, options);
    assert.equal(code, 2);
    assert.match(words, expected);
  }
  const { code, words } = await refusal(t, { env: { RONDINE_KEY: 'short' } });
  assert.equal(code, 1);
  assert.match(words, /RONDINE_KEY is not a key.*openssl/);
});
