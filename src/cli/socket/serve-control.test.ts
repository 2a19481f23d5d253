import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { openFolder } from '../../store/folder.ts';
import type { ControlApi } from '../../control/api.ts';
import { ControlError } from '../../control/control.ts';
import { openControl } from './open-control.ts';
import { serveControl } from './serve-control.ts';
import { socketPath } from './socket-path.ts';
import { VERSION, VERSION_HEADER } from '../../control/version.ts';

async function place(t: TestContext, name = 'data'): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'rondine-socket-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  const folder = join(root, name);
  openFolder(folder).close();
  return folder;
}

/** Functions that stand in for an installation's. */
const api = {
  status: async () => ({ fine: true }),
  'flows.list': async () => {
    throw new ControlError('refused', 'Not today.', [{ code: 'x' }]);
  },
  'flows.history': async () => {
    throw new TypeError('a defect');
  },
} as unknown as ControlApi;

function post(path: string, name: string, more: { headers?: object; body?: string; method?: string } = {}) {
  return new Promise<{ status: number; body: { code?: string; message?: string } }>((resolve, reject) => {
    const headers = { [VERSION_HEADER]: VERSION, ...more.headers };
    const sent = request(
      { socketPath: path, path: `/${name}`, method: more.method ?? 'POST', agent: false, headers },
      (response) => {
        text(response).then((body) => resolve({ status: response.statusCode ?? 0, body: JSON.parse(body) }), reject);
      },
    );
    sent.on('error', reject).end(more.body ?? 'null');
  });
}

test('the socket is its owner’s alone, from the first moment', async (t) => {
  const folder = await place(t);
  const mask = process.umask();
  const server = await serveControl(api, folder);
  t.after(() => server.close());
  assert.equal(process.umask(), mask);
  assert.equal(server.path, join(folder, 'control.sock'));
  assert.equal((await stat(server.path)).mode & 0o777, 0o600);
});

test('a path that is too long for a socket is replaced by a short one that others cannot enter', async (t) => {
  const folder = await place(t, `${'long-'.repeat(20)}/${'name-'.repeat(20)}`);
  const path = socketPath(folder);
  assert.ok(Buffer.byteLength(path) <= 100, path);
  assert.equal(socketPath(folder), path);
  assert.equal((await stat(dirname(path))).mode & 0o077, 0);
  const server = await serveControl(api, folder);
  t.after(() => server.close());
  assert.equal((await post(path, 'status')).status, 200);
});

test('what a dead process left in the way is taken away, and a closed server leaves nothing', async (t) => {
  const folder = await place(t);
  const dead = createServer();
  await new Promise<void>((resolve) => dead.listen(join(folder, 'control.sock'), resolve));
  await writeFile(join(folder, 'kept'), '');
  dead.close();
  await writeFile(join(folder, 'control.sock'), 'left over');
  const server = await serveControl(api, folder);
  assert.equal((await post(server.path, 'status')).status, 200);
  await server.close();
  await assert.rejects(stat(server.path), { code: 'ENOENT' });
  await assert.doesNotReject(stat(join(folder, 'kept')));
});

test('only functions that exist are called, by POST, by a command of the same version', async (t) => {
  const server = await serveControl(api, await place(t));
  t.after(() => server.close());
  assert.equal((await post(server.path, 'status', { method: 'GET', body: '' })).status, 422);
  for (const name of ['nothing', 'constructor', '__proto__', 'toString']) {
    const { status, body } = await post(server.path, name);
    assert.deepEqual([status, body.code], [422, 'unknown'], name);
  }
  const other = await post(server.path, 'status', { headers: { [VERSION_HEADER]: '9.9.9' } });
  assert.match(other.body.message ?? '', /this command 9\.9\.9\. Restart the server/);
  assert.equal((await post(server.path, 'status', { body: '{' })).body.code, 'invalid');
  assert.equal((await post(server.path, 'status', { body: `"${'x'.repeat(8_100_000)}"` })).body.code, 'invalid');
});

test('a refusal keeps its words and findings; a defect is told from it', async (t) => {
  const folder = await place(t);
  const server = await serveControl(api, folder);
  t.after(() => server.close());
  const control = await openControl({ folder, env: {} });
  assert.equal(control.mode, 'server');
  await assert.rejects(control.call('flows.list'), {
    code: 'refused',
    message: 'Not today.',
    findings: [{ code: 'x' }],
  });
  await assert.rejects(control.call('flows.history', { flow: 'x' }), { code: 'defect' });
  await control.close();
});

test('a folder that another process is about to let go of is waited for', async (t) => {
  const folder = await place(t);
  const first = await openControl({ folder, env: {} });
  assert.equal(first.mode, 'offline');
  const second = openControl({ folder, env: {} });
  await first.close();
  const control = await second;
  assert.equal(control.mode, 'offline');
  await control.close();
});

test('a folder that another process keeps is told of, with what to do', async (t) => {
  const folder = await place(t);
  const holder = await openControl({ folder, env: {} });
  t.after(() => holder.close());
  await assert.rejects(openControl({ folder, env: {}, patienceMs: 0 }), {
    code: 'unreachable',
    message: /Another process works on .* Try again in a moment/,
  });
});

test('a folder that is none of ours is left as it is', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'rondine-other-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await assert.rejects(openControl({ folder, env: {} }), {
    code: 'unreachable',
    message: /is no data folder of Rondine/,
  });
  assert.deepEqual(await readdir(folder), []);
});
