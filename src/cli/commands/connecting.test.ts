import assert from 'node:assert/strict';
import { mkdir, writeFile, readFile } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import pino from 'pino';
import { consent } from '../../connectors/salesforce/testing/consent.ts';
import { startOrgServer, type OrgServer } from '../../simulator/salesforce/server.ts';
import { readProject } from '../start/project.ts';
import { startRondine } from '../start/rondine.ts';
import { main } from '../main.ts';
import type { Io } from '../command.ts';
import { testCommands } from '../testing/test-installation.ts';

const env = { RONDINE_KEY: Buffer.alloc(32, 7).toString('base64') };
const SECRETS = /s3cret-of-app|5Aep|aPrx|00D\w+!/;

/** A server with one connection to a simulated org, and commands that work through it. */
async function serving(t: TestContext, config: object = {}) {
  const org = await startOrgServer({
    clients: [{ id: 'app', secret: 's3cret-of-app', requirePkce: true, rotate: true }],
  });
  t.after(org.close);
  const commands = await testCommands(t);
  const project = join(commands.folder, '..', 'project');
  await mkdir(project);
  const crm = { loginUrl: org.url, clientId: 'app', clientSecret: 's3cret-of-app', ...config };
  const connections = { crm: { connector: 'salesforce', config: crm } };
  await writeFile(join(project, 'rondine.json'), JSON.stringify({ connections }));
  const start = {
    dataFolder: commands.folder,
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    hosts: [],
    proxies: [],
    databaseUrl: undefined,
    project,
    simulators: false,
    logLevel: 'silent',
    proofWindowMs: undefined,
    overdueGraceMs: undefined,
    demo: true,
    env,
  };
  const rondine = await startRondine(start, pino({ level: 'silent' }));
  t.after(() => rondine.close());
  return { ...commands, org, username: usernameOf(org), url: rondine.url };
}

function usernameOf({ org }: OrgServer): string {
  return String([...org.store.list('User')][0]?.fields['Username']);
}

/** Calls a command and hears what it says while it runs. */
function calling(folder: string, argv: string[]) {
  const { promise: link, resolve } = Promise.withResolvers<string>();
  let out = '';
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => {
      const found = /https?:\/\/\S+authorize\S+/.exec(text)?.[0];
      if (found) resolve(found);
    },
    input: async () => '',
    confirm: undefined,
    env: { ...env, RONDINE_DATA: folder },
    cwd: folder,
    width: undefined,
    color: false,
    user: 'ada',
    timeZone: 'UTC',
    now: Date.now,
  };
  const code = main(argv, io);
  return { link, ended: code.then((exit) => ({ exit, out })) };
}

test('connecting prints a link, waits for the browser, and shows which org it is', async (t) => {
  const { folder, run, org, username, url } = await serving(t);
  const { link, ended } = calling(folder, ['connections', 'connect', 'crm']);
  const back = await consent(await link, { username });
  assert.ok(back.startsWith(`${url}/connect/crm/callback?code=`), back);
  const page = await fetch(back, { headers: { 'accept-language': 'it' } });
  assert.equal(page.status, 200);
  const body = await page.text();
  assert.match(body, /Collegamento riuscito/);
  assert.doesNotMatch(body, SECRETS);
  const { exit, out } = await ended;
  assert.equal(exit, 0);
  assert.match(out, /^Connected to the developer org "Rondine Demo" as /);
  const shown = (await run('connections show crm')).out;
  assert.match(shown, new RegExp(`config\\.organizationId +${org.org.organizationId}`));
  assert.match(shown, /config\.orgName +Rondine Demo/);
  assert.doesNotMatch(shown, SECRETS);
  assert.equal((await fetch(back)).status, 403);
});

test('a person who declines is told of on the page and in the terminal', async (t) => {
  const { folder, username } = await serving(t);
  const { link, ended } = calling(folder, ['connections', 'connect', 'crm', '--json']);
  const back = await consent(await link, { username, decision: 'deny' });
  assert.match(await (await fetch(back)).text(), /Access was declined/);
  const { exit, out } = await ended;
  assert.equal(exit, 1);
  assert.deepEqual((JSON.parse(out) as { state: string }).state, 'refused');
});

test('a pasted address connects, and disconnecting gives the grant back', async (t) => {
  const { run, org, username } = await serving(t, { grant: 'pasted_code' });
  const begun = (await run('connections connect crm --json')).json<{ url: string; pasted: boolean }>();
  assert.equal(begun.pasted, true);
  const back = await consent(begun.url, { username });
  const wrong = await run(['connections', 'connect', 'crm', '--url', 'https://login.salesforce.com/']);
  assert.match(wrong.err, /Copy the whole address/);
  const { code, out } = await run(['connections', 'connect', 'crm', '--url', '-'], { input: back });
  assert.equal(code, 0);
  assert.match(out, /^Connected to/);
  assert.match((await run(['connections', 'connect', 'crm', '--url', back])).err, /used already/);
  assert.match((await run('connections disconnect crm')).err, /--yes/);
  assert.equal((await run('connections disconnect crm --yes')).code, 0);
  assert.ok(org.org.calls.since(0).some(({ operation }) => operation === 'revoke'));
  assert.match((await run('connections show crm')).out, /Disconnected by ada\. Connect it again/);
  const fresh = (await run('connections connect crm --json')).json<{ url: string }>();
  const anew = await consent(fresh.url, { username });
  assert.equal((await run(['connections', 'connect', 'crm', '--url', anew])).code, 0);
  assert.match((await run('connections list')).out, /crm +salesforce \(connector\) +working/);
  const missing = await run('connections connect nothing');
  assert.match(missing.err, /There is no connection "nothing"/);
});

test('a project that signs in with username and password is refused with the reason', async (t) => {
  const { file } = await testCommands(t);
  const config = { grant: 'password', clientId: 'app', username: 'ada@acme.example', password: 'p' };
  const path = await file('rondine.json', { connections: { crm: { connector: 'salesforce', config } } });
  await assert.rejects(readProject(dirname(path), {}), ({ message }: Error) => {
    assert.match(message, /config\.grant[^]*External Client Apps never have it/);
    assert.match(message, /config\.password[^]*set "grant" to "authorization_code"/);
    return true;
  });
});

test('a certificate is made once, saved, and signs in when the admin has uploaded it', async (t) => {
  const connection = { grant: 'jwt_bearer', username: 'integrazione@rondine.example' };
  const { run, folder } = await serving(t, connection);
  const made = await run('connections certificate crm --out rondine.crt');
  assert.match(made.out, /^A new certificate of "crm", good until 20\d\d-.* upload the certificate.* Saved as/);
  const pem = await readFile(join(folder, '..', 'rondine.crt'), 'utf8');
  assert.ok(new X509Certificate(pem).verify(new X509Certificate(pem).publicKey));
  const again = await run('connections certificate crm');
  assert.equal(again.out.trim(), pem.trim());
  assert.match((await run('connections connect crm')).err, /Nobody has to consent/);
  assert.doesNotMatch((await run('connections show crm')).out, /PRIVATE KEY/);
});
