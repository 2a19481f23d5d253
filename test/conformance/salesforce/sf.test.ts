import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test, type TestContext } from 'node:test';
import { assertionKeys } from './assertion-keys.ts';
import { installCli } from './install-cli.ts';
import { startOrg, tokenOf, type OrgProcess } from './org-process.ts';
import { byCli, byConnector, byJsforce, outcomeOf } from './scenario.ts';
import { createSf, type Sf } from './sf.ts';

const GIULIA = 'giulia.bianchi@rondine-demo.example';
const INTEGRATION = 'integrazione@rondine-demo.example';

type Signed = { username: string; orgId: string; instanceUrl: string };
type Created = { id: string; success: boolean };
type Found = { totalSize: number; done: boolean; records: Record<string, unknown>[] };

/** Salesforce's own CLI, unmodified, takes the simulated org for an org. */
describe('the Salesforce CLI', () => {
  let program = '';
  before(async () => {
    program = await installCli();
  });

  /** An org and a CLI that is signed in to it. */
  async function signedIn(t: TestContext): Promise<{ org: OrgProcess; sf: Sf }> {
    const org = await startOrg(t);
    const sf = createSf(t, program, GIULIA);
    await sf.result(['org', 'login', 'access-token', '--instance-url', org.url, '--no-prompt', '--set-default'], {
      SF_ACCESS_TOKEN: await tokenOf(org),
    });
    return { org, sf };
  }

  test('signs in through a browser with PKCE, and shows who it is', async (t) => {
    const org = await startOrg(t, { organization: { name: 'Prova', kind: 'sandbox', number: 3 } });
    const sf = createSf(t, program, GIULIA);
    const login = ['org', 'login', 'web', '--instance-url', org.url, '--browser', 'firefox', '--alias', 'demo'];
    const signed = await sf.result<Signed>(login);
    assert.equal(signed.username, GIULIA);
    const shown = await sf.result<{ connectedStatus: string }>(['org', 'display', '--target-org', 'demo']);
    assert.equal(shown.connectedStatus, 'Connected');

    await org.control('POST', 'expire-tokens');
    const limits = await sf.result<{ name: string }[]>(['org', 'list', 'limits', '--target-org', 'demo']);
    assert.ok(
      limits.some(({ name }) => name === 'DailyApiRequests'),
      'it refreshed and went on',
    );
    const operations = (await org.calls()).map(({ operation }) => operation);
    assert.deepEqual(operations.slice(0, 3), ['authorize', 'authorize', 'authorize'], 'login, consent, code');
    assert.equal(operations.filter((operation) => operation === 'token').length, 2);
    const opened = await sf.result<{ url: string }>(['org', 'open', '--url-only', '--target-org', 'demo']);
    assert.match(opened.url, /frontdoor\.jsp\?otp=/);
  });

  test('signs in with a key and its certificate', async (t) => {
    const { certificate, privateKey } = assertionKeys();
    const app = { id: 'app', certificate, preauthorizedUsers: [GIULIA] };
    const org = await startOrg(t, { clients: [app] });
    const sf = createSf(t, program, GIULIA);
    const keyFile = join(sf.home, 'key.pem');
    writeFileSync(keyFile, privateKey);
    const login = ['org', 'login', 'jwt', '--client-id', 'app', '--jwt-key-file', keyFile, '--instance-url', org.url];
    assert.equal((await sf.result<Signed>([...login, '--username', GIULIA])).username, GIULIA);
    const refused = await sf.run([...login, '--username', INTEGRATION]);
    assert.match(refused.message ?? '', /user hasn't approved this consumer/);
  });

  test('creates, reads, changes, finds and deletes a record', async (t) => {
    const { org, sf } = await signedIn(t);
    const values = "LastName='De Rossi' FirstName=Ada Company=Prova Email=ada@example.org";
    const record = ['--sobject', 'Lead'];
    const { id } = await sf.result<Created>(['data', 'create', 'record', ...record, '--values', values]);
    await sf.result(['data', 'update', 'record', ...record, '--record-id', id, '--values', 'Title=Ing.']);
    const lead = await sf.result<Record<string, unknown>>(['data', 'get', 'record', ...record, '--record-id', id]);
    assert.deepEqual([lead['LastName'], lead['Title'], lead['Status']], ['De Rossi', 'Ing.', 'Open - Not Contacted']);
    const query = "SELECT Id, Name, Owner.Name FROM Lead WHERE Email = 'ada@example.org'";
    const found = await sf.result<Found>(['data', 'query', '--query', query]);
    assert.deepEqual([found.totalSize, found.records[0]?.['Id'], found.done], [1, id, true]);
    const refused = await sf.run(['data', 'create', 'record', ...record, '--values', 'FirstName=Ada']);
    assert.match(refused.message ?? '', /Required fields are missing: \[.*LastName/);
    await sf.result(['data', 'delete', 'record', ...record, '--record-id', id]);
    assert.deepEqual(await org.records('Lead'), []);
  });

  test('describes objects', async (t) => {
    const { sf } = await signedIn(t);
    const described = await sf.result<{ name: string; fields: unknown[] }>([
      'sobject',
      'describe',
      '--sobject',
      'Case',
    ]);
    assert.ok(described.name === 'Case' && described.fields.length > 20);
    const listed = await sf.result<string[]>(['sobject', 'list', '--sobject', 'all']);
    assert.ok(listed.includes('Lead') && listed.includes('Task'));
  });

  test('searches', async (t) => {
    const { org, sf } = await signedIn(t);
    const values = 'LastName=Zanetti Company=Prova';
    const { id } = await sf.result<Created>(['data', 'create', 'record', '--sobject', 'Lead', '--values', values]);
    await untilIndexed(org);
    const words = 'FIND {Zanetti} IN ALL FIELDS RETURNING Lead(Id, LastName)';
    const found = await sf.result<{ searchRecords: { Id: string }[] }>(['data', 'search', '--query', words]);
    assert.deepEqual(
      found.searchRecords.map((record) => record.Id),
      [id],
    );
  });

  test('imports a tree of records', async (t) => {
    const { org, sf } = await signedIn(t);
    const account = {
      attributes: { type: 'Account', referenceId: 'a' },
      Name: 'Albero',
      Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'c' }, LastName: 'Foglia' }] },
    };
    const tree = join(sf.home, 'accounts.json');
    writeFileSync(tree, JSON.stringify({ records: [account] }));
    await sf.result(['data', 'import', 'tree', '--files', tree]);
    const [made] = await org.records('Account');
    assert.deepEqual(
      (await org.records('Contact')).map((contact) => [contact['LastName'], contact['AccountId']]),
      [['Foglia', made?.['Id']]],
    );
  });

  test('imports a table of records in bulk, and again by its keys', async (t) => {
    const { org, sf } = await signedIn(t);
    const table = join(sf.home, 'leads.csv');
    writeFileSync(table, 'LastName,Company,Rondine_Key__c\nTre,Tabella,k3\n"Quat, tro",Tabella,k4\n');
    const bulk = ['--sobject', 'Lead', '--file', table, '--wait', '1'];
    await sf.result(['data', 'import', 'bulk', ...bulk]);
    await sf.result(['data', 'upsert', 'bulk', ...bulk, '--external-id', 'Rondine_Key__c']);
    const names = (await org.records('Lead')).map((lead) => lead['LastName']);
    assert.deepEqual(names, ['Tre', 'Quat, tro']);
  });

  test('leaves the same records as jsforce and as our connector', async (t) => {
    const { org: first, sf } = await signedIn(t);
    const [second, third] = [await startOrg(t), await startOrg(t)];
    const read = await byCli(sf)(first);
    assert.deepEqual(read.lead, ['Ada', 'Rossi', 'Ing.', '+39 02 2']);
    assert.deepEqual(await byJsforce(await tokenOf(second))(second), read);
    assert.deepEqual(await byConnector(t)(third), read);
    const expected = await outcomeOf(first);
    assert.match(JSON.stringify(expected), /"Title":"Ing\."[^]*"Priority":"High"/);
    assert.deepEqual(await outcomeOf(second), expected);
    assert.deepEqual(await outcomeOf(third), expected);
  });
});

/** Search finds records a while after they were written; the org's clock is moved there. */
async function untilIndexed(org: OrgProcess): Promise<void> {
  await org.control('POST', 'advance', { ms: 60_000 });
}
