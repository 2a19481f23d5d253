import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { id } from '../../base/ids.ts';
import { startReplay } from '../../simulator/salesforce/replay.ts';
import { startOrgServer, type OrgServerOptions } from '../../simulator/salesforce/server.ts';
import { leadFile, openTest, testCommands } from '../testing/test-installation.ts';

/** A flow that creates a lead with these fields. */
function creates(fields: object): object {
  return leadFile({
    triggers: [{ type: 'manual' }],
    start: 'save',
    steps: {
      save: {
        type: 'call',
        params: { connection: 'crm', operation: 'create', input: { object: 'Lead', fields } },
        next: { done: 'end', failed: 'end' },
      },
      end: { type: 'end', params: {}, next: {} },
    },
  });
}

/** What a lead cannot be created without. */
const GOOD = { LastName: 'x', Company: 'Acme' };

/** An installation that is connected to a simulated org, with a published flow. */
async function connected(t: TestContext, options: OrgServerOptions = {}, fields: object = GOOD) {
  const org = await startOrgServer({ callLog: false, ...options });
  t.after(() => org.close());
  const commands = await testCommands(t);
  const open = await openTest(commands.folder, { serve: false });
  const config = { loginUrl: org.url, grant: 'client_credentials', clientId: 'app', clientSecret: 'secret-7731' };
  await open.connections.seed({ key: id.connection('crm'), kind: 'connector', type: 'salesforce', config, seed: 'a' });
  await open.close();
  await commands.file('lead.json', creates(fields));
  const published = await commands.run('flow publish lead.json --force');
  assert.equal(published.code, 0, published.err);
  return commands;
}

test('the doctor finds an org in order, and looks at what the published flows use', async (t) => {
  const { run } = await connected(t);
  const { code, out } = await run('doctor');
  assert.equal(code, 0, out);
  assert.match(out, /^crm \(salesforce\)\n {2}Way to the org\n {2}✔ Host {2}Salesforce answers at http:/);
  assert.match(out, /✔ Lead: fields {2}The user sees and writes what the flows use: LastName, Company/);
  assert.match(out, /\? Duplicate and validation rules/);
  assert.doesNotMatch(out, /Case: exactly once|secret-7731/);
});

test('what is wrong is told with its page in both languages, and the exit code says so', async (t) => {
  const { run } = await connected(t, {}, { ...GOOD, Budget__c: 1 });
  const english = await run('doctor crm');
  assert.equal(english.code, 1);
  assert.match(
    english.out,
    /✖ Lead\.Budget__c .*lead\/save\.\n {6}where: Setup > Object Manager > Lead > .*\n {6}do: Make the field visible/,
  );
  const italian = await run('doctor crm --language it');
  assert.match(
    italian.out,
    /✖ Lead\.Budget__c .*\n {6}dove: Impostazioni > Gestione oggetti > Lead > .*\n {6}che fare: /,
  );
  const [found] = (await run('doctor --json')).json<{ connection: string; ok: boolean }[]>();
  assert.deepEqual([found?.connection, found?.ok], ['crm', false]);
});

test('with --wait an app that propagates is waited for', async (t) => {
  const app = { id: 'app', secret: 'secret-7731', propagatingUntil: Date.now() + 1000 };
  const { run } = await connected(t, { clients: [app] });
  const { code, err } = await run('doctor crm --wait');
  assert.equal(code, 0, err);
  assert.match(err, /crm: App may pass by itself; looking again for 10 min/);
});

test('with --record the calls are written without any secret, and can be answered again from there', async (t) => {
  const { run, folder } = await connected(t);
  assert.equal((await run('doctor crm --record org.json')).code, 0);
  const text = await readFile(join(folder, '..', 'org.json'), 'utf8');
  const { calls } = JSON.parse(text) as { calls: { path: string }[] };
  assert.ok(calls.some(({ path }) => path.endsWith('/sobjects/Lead/describe')));
  assert.doesNotMatch(text, /secret-7731|127\.0\.0\.1|rondine-demo\.example/);

  const replay = await startReplay({ file: join(folder, '..', 'org.json') });
  t.after(() => replay.close());
  // The id of the org was replaced like every other one.
  const there = { loginUrl: replay.url, organizationId: '00D000000000001AAA' };
  const replayed = ['connections', 'repair', 'crm', '--config', JSON.stringify(there)];
  assert.equal((await run(replayed)).code, 0);
  const again = await run('doctor crm');
  assert.equal(again.code, 0, again.out);
  assert.match(again.out, /✔ Lead: fields/);
});

test('the doctor says what it does not understand', async (t) => {
  const { run } = await connected(t);
  assert.match((await run('doctor nothing')).err, /There is no connection "nothing"\. There is crm/);
  assert.equal((await run('doctor --language fr')).code, 2);
});

test('metadata for the administrator are written from what the published flows use', async (t) => {
  const { run, folder } = await connected(t, {}, { ...GOOD, Budget__c: 1 });
  const { code, out, err } = await run('connections metadata crm --out for-admin');
  assert.equal(code, 0, err);
  assert.match(out, /files are in for-admin; its README\.md says/);
  const [path = ''] = /\S+permissionset-meta\.xml/.exec(out) ?? [];
  const set = await readFile(join(folder, '..', 'for-admin', path), 'utf8');
  assert.match(set, /<field>Lead\.Budget__c<\/field>/);
  assert.doesNotMatch(set, /<object>Case<\/object>/);
  assert.equal((await run('connections metadata crm')).code, 2);
});
