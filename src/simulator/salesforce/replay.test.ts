import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { startReplay } from './replay.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const CALLS = [
  {
    method: 'POST',
    path: '/services/oauth2/token',
    status: 200,
    headers: JSON_TYPE,
    body: { instance_url: '{origin}' },
  },
  { method: 'GET', path: '/query?q=SELECT+Id', status: 200, headers: JSON_TYPE, body: { totalSize: 1 } },
  { method: 'GET', path: '/query?q=SELECT+Id', status: 200, headers: JSON_TYPE, body: { totalSize: 2 } },
  { method: 'GET', path: '/authorize?state=a', status: 302, headers: { location: '{origin}/login' }, body: '' },
];

async function replay(t: TestContext, transcript: unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'org.json');
  writeFileSync(file, JSON.stringify(transcript));
  const server = await startReplay({ file });
  t.after(() => server.close());
  return server.url;
}

test('calls are answered as they once were, in turn, with the address of the server', async (t) => {
  const url = await replay(t, { rondineTranscript: 1, calls: CALLS });
  const ask = async (path: string) => ((await (await fetch(url + path)).json()) as { totalSize: number }).totalSize;
  const token = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body: 'x' });
  assert.deepEqual(await token.json(), { instance_url: url });
  assert.deepEqual(
    [await ask('/query?q=SELECT%20Id'), await ask('/query?q=SELECT+Id'), await ask('/query?q=SELECT+Id')],
    [1, 2, 2],
  );
  const sent = await fetch(`${url}/authorize?state=other`, { redirect: 'manual' });
  assert.deepEqual([sent.status, sent.headers.get('location')], [302, `${url}/login`]);
});

test('a call that was never recorded is told, and so is a file that is no transcript', async (t) => {
  const url = await replay(t, { rondineTranscript: 1, calls: [] });
  const answer = await fetch(`${url}/limits`);
  assert.deepEqual([answer.status, await answer.json()], [501, { error: 'The transcript holds no GET /limits.' }]);
  await assert.rejects(replay(t, { calls: [] }), /is no transcript of rondine doctor --record/);
});
