import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { readOptions } from './main-options.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const LEAD = '/services/data/v68.0/sobjects/Lead';
const HEADERS = { 'Content-Type': 'application/json' };

type Process = { child: ChildProcessWithoutNullStreams; url: string; ended: Promise<unknown[]> };

async function start(context: TestContext, ...flags: string[]): Promise<Process> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...flags]);
  context.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const lines = createInterface(child.stdout);
  const first = await Promise.race([once(lines, 'line'), ended]);
  const ready = JSON.parse(String(first[0])) as { ready: boolean; kind: string; url: string };
  assert.deepEqual([ready.ready, ready.kind], [true, 'salesforce-org']);
  return { child, url: ready.url, ended };
}

async function token(url: string, refreshToken: string): Promise<{ access_token: string; refresh_token: string }> {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'a', client_secret: 'b:c' };
  const reply = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  assert.equal(reply.status, 200);
  return (await reply.json()) as { access_token: string; refresh_token: string };
}

test('records, sessions and rotated tokens survive kill -9', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'salesforce-org-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const flags = ['--state', join(folder, 'org.jsonl'), '--rotate', '--client', 'a:b:c', '--refresh-token', 'r1'];

  const first = await start(context, ...flags);
  const tokens = await token(first.url, 'r1');
  const headers = { ...HEADERS, Authorization: `Bearer ${tokens.access_token}` };
  const upsert = (url: string, key: string, lastName: string) =>
    fetch(`${url}${LEAD}/Rondine_Key__c/${key}`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({ LastName: lastName, Company: 'C' }),
    });
  assert.equal((await upsert(first.url, 'k1', 'Rossi')).status, 201);
  assert.equal((await upsert(first.url, 'k1', 'Verdi')).status, 200);
  first.child.kill('SIGKILL');
  await first.ended;

  const second = await start(context, ...flags);
  assert.equal((await upsert(second.url, 'k1', 'Bianchi')).status, 200);
  const created = (await (await upsert(second.url, 'k2', 'Neri')).json()) as { id: string; created: boolean };
  assert.deepEqual(created, { id: '00QgL0000000002UAA', success: true, errors: [], created: true });
  await token(second.url, tokens.refresh_token);
  const summary = (await (await fetch(`${second.url}/_control/summary`)).json()) as { records: { Lead: object } };
  assert.deepEqual(summary.records.Lead, { records: 2, creates: 2, updates: 2, deletes: 0, duplicateKeys: 0 });
});

test('with its parent gone the process ends', async (context) => {
  const { child, ended } = await start(context, '--with-parent');
  child.stdin.end();
  assert.deepEqual(await ended, [0, null]);
});

test('without that option it outlives its stdin and ends on SIGTERM', async (context) => {
  const { child, url, ended } = await start(context);
  child.stdin.end();
  assert.equal((await fetch(`${url}/services/data`)).status, 200);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});

test('a wrong option ends the process with its usage', async (context) => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, '--client', 'nosecret']);
  context.after(() => child.kill('SIGKILL'));
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
  assert.deepEqual(await once(child, 'close'), [1, null]);
  assert.match(complaint, /write it as id:secret/);
  assert.match(complaint, /Usage: npm run simulator/);
});

test('for people it prints what to paste, and what it prints works', async (context) => {
  const args = ['--welcome', '--language', 'it', '--name', 'Prova', '--kind', 'sandbox', '--organization', '7'];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args]);
  context.after(() => child.kill('SIGKILL'));
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('Ctrl+C')) break;
  }
  assert.match(said, /^Prova \(00D\w{15}\)\nRecord e chiamate: http/);
  const url = /URL di accesso +(\S+)/.exec(said)?.[1] ?? '';
  const refreshToken = /Refresh token +(\S+)/.exec(said)?.[1] ?? '';
  assert.equal(typeof (await token(url, refreshToken)).access_token, 'string');
  const accessToken = /SF_ACCESS_TOKEN='([^']+)'/.exec(said)?.[1] ?? '';
  const limits = await fetch(`${url}/services/data/v68.0/limits`, {
    headers: { Authorization: `Bearer ${accessToken}` },
  });
  assert.equal(limits.status, 200);
  assert.match(await (await fetch(`${url}/`)).text(), /Prova[^]*Sandbox/);
});

test('a configuration file sets up apps, users and faults, and says what is wrong in it', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'salesforce-org-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'org.json');
  const user = 'integrazione@rondine-demo.example';
  const config = {
    clients: [{ id: 'a', secret: 'b:c', rotate: true, flows: ['refresh_token'] }],
    users: { [user]: { apiDisabled: true } },
    policy: { genericHost: true },
    organization: { name: 'Da file' },
    refreshTokens: ['r1'],
    faults: [{ kind: 'unavailable', operation: 'versions', count: 1 }],
  };
  writeFileSync(file, JSON.stringify(config));
  const { url } = await start(context, '--config', file);
  const tokens = await token(url, 'r1');
  assert.match(tokens.refresh_token, /^5Aep/);
  const headers = { Authorization: `Bearer ${tokens.access_token}` };
  const limits = await fetch(`${url}/services/data/v68.0/limits`, { headers });
  assert.match(await limits.text(), /API_CURRENTLY_DISABLED/);
  assert.equal((await fetch(`${url}/services/data`)).status, 503);

  const cases: [object, RegExp][] = [
    [{ apps: [] }, /org\.json: there is no "apps"; there is clients, users/],
    [{ clients: [{ secret: 'x' }] }, /An app has an id; got \{"secret":"x"\}/],
    [{ organization: { kind: 'toy' } }, /of the kind developer, production, sandbox; got "toy"/],
    [{ refreshTokens: 'r1' }, /"refreshTokens" is list of texts/],
  ];
  for (const [wrong, words] of cases) {
    writeFileSync(file, JSON.stringify(wrong));
    assert.throws(() => readOptions(['--config', file]), words);
  }
  assert.throws(() => readOptions(['--port', 'x']), /--port is a whole number; got x/);
  assert.throws(() => readOptions(['--language', 'fr']), /--language is en or it; got fr/);
});

test('it explains itself', () => {
  const said = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, '--help']);
  assert.equal(said.status, 0);
  assert.match(said.stdout.toString(), /--config <file>/);
});
