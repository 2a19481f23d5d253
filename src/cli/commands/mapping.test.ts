import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { id } from '../../base/ids.ts';
import { startOrgServer, type OrgServer, type OrgServerOptions } from '../../simulator/salesforce/server.ts';
import { leadFile, openTest, testCommands, type TestCommands } from '../testing/test-installation.ts';

/** A flow that creates a lead with these fields. */
function creates(fields: object, connection = 'crm'): object {
  return leadFile({
    triggers: [{ type: 'manual' }],
    start: 'save',
    steps: {
      save: {
        type: 'call',
        params: { connection, operation: 'create', input: { object: 'Lead', fields } },
        next: { done: 'end', failed: 'end' },
      },
      end: { type: 'end', params: {}, next: {} },
    },
  });
}

const GOOD = { LastName: '{{ contact.name }}', Company: 'Acme' };

/** An installation that is connected to a simulated org, which a server or nobody serves. */
async function connected(
  t: TestContext,
  { serve = false, ...options }: OrgServerOptions & { serve?: boolean } = {},
): Promise<TestCommands & { org: OrgServer }> {
  const org = await startOrgServer({ callLog: false, ...options });
  t.after(() => org.close());
  const commands = await testCommands(t);
  const open = await openTest(commands.folder, { serve });
  const config = { loginUrl: org.url, grant: 'client_credentials', clientId: 'app', clientSecret: 'secret-7731' };
  await open.connections.seed({ key: id.connection('crm'), kind: 'connector', type: 'salesforce', config, seed: 'a' });
  if (serve) t.after(() => open.close());
  else await open.close();
  return { ...commands, org };
}

for (const serve of [true, false]) {
  const how = serve ? 'through the server' : 'on the folder itself';
  test(`a flow that the org would refuse is not published, unless somebody insists, ${how}`, async (t) => {
    const { run, file } = await connected(t, { serve });
    await file('lead.json', creates({ ...GOOD, Emial: 'a@b.it' }));
    const refused = await run('flow publish lead.json');
    assert.equal(refused.code, 1);
    assert.match(refused.err, /would refuse\. Nothing was changed\. To publish it all the same: --force/);
    assert.match(refused.err, /unknown_field at flow\.steps\.save\.params\.input\.fields\.Emial/);
    assert.match(refused.err, /Perhaps Email/);
    assert.equal((await run('flow list --json')).json<{ current?: number }[]>()[0]?.current, undefined);
    const forced = await run('flow publish lead.json --force --json');
    assert.equal(forced.json<{ version: number }>().version, 1);
    await file('lead.json', creates(GOOD));
    assert.deepEqual((await run('flow publish lead.json --json')).json(), { flow: 'lead', version: 2, changed: true });
  });
}

test('an org that gives no answer keeps nobody from publishing, and that is told', async (t) => {
  const { run, file, org } = await connected(t);
  await org.close();
  await file('lead.json', creates(GOOD));
  const { code, out } = await run('flow publish lead.json');
  assert.equal(code, 0);
  assert.match(out, /Version 1 of "lead" is current now\.\nwarning mapping_not_checked/);
});

test('a file is held against the org that stands for a name in it', async (t) => {
  const { run, file } = await connected(t);
  await file('lead.json', creates({ ...GOOD, OwnerId: '005xx0000000001AAA', Status: 7 }, 'salesforce'));
  const { code, out } = await run('flow check lead.json --connection salesforce=crm');
  assert.equal(code, 0, out);
  assert.match(out, /warning literal_id at lead\.json flow\.steps\.save\.params\.input\.fields\.OwnerId/);
  await file('lead.json', creates({ LastName: 'x' }, 'salesforce'));
  const wrong = await run('flow check lead.json --connection salesforce=crm --json');
  assert.equal(wrong.code, 1);
  const [checked] = wrong.json<{ findings: { code: string }[] }[]>();
  assert.deepEqual(
    checked?.findings.map((each) => each.code),
    ['missing_required'],
  );
  assert.match(
    (await run('flow check lead.json --connection salesforce=nowhere')).err,
    /There is no connection "nowhere"/,
  );
  assert.match((await run('flow check lead.json --connection =')).err, /names no connection/);
});

test('the doctor tells which flow the org would refuse', async (t) => {
  const { run, file } = await connected(t);
  await file('lead.json', creates({ ...GOOD, Email: 'a@b.it' }));
  assert.equal((await run('flow publish lead.json')).code, 0);
  assert.doesNotMatch((await run('doctor crm')).out, /Mapping/);
  await file('lead.json', creates({ LastName: 'x', Email: 'nobody' }));
  await run('flow publish lead.json --force');
  const { code, out } = await run('doctor crm');
  assert.equal(code, 1);
  assert.match(
    out,
    /Mapping of flow lead {2}save: Email takes an e-mail address, .* save: Lead cannot be created without Company/,
  );
});

test('the form of an operation, values for it, a mapping and a trial are there for the asking', async (t) => {
  const { run, org } = await connected(t, { language: 'it' });
  const lead = ['--input', '{"object":"Lead"}'];
  const described = await run(['connections', 'describe', 'crm', 'create', ...lead]);
  assert.match(described.out, /\n {2}LastName {2}Cognome {2}required, string, at most 80/);
  const suggested = await run(['connections', 'suggest', 'crm', 'create', 'fields', ...lead, '--text', 'cogn']);
  assert.match(suggested.out, /^LastName {2}Cognome/);
  assert.match((await run('connections suggest crm create object')).out, /^Lead\n/);
  const mapping = await run('connections suggest-mapping crm --object Lead --json');
  const { step } = mapping.json<{ step: { params: { input: { fields: object } } } }>();
  assert.equal((step.params.input.fields as { Name?: string }).Name, '{{ contact.name }}');
  assert.match((await run('connections suggest-mapping crm --object Case')).out, /sure .*SuppliedPhone/);
  const input = ['--input', '{"object":"Lead","fields":{"Name":"MARIO ROSSI","Company":"Acme"}}'];
  const trial = await run(['connections', 'dry-run', 'crm', 'create', ...input]);
  assert.equal(trial.code, 0, trial.out + trial.err);
  assert.match(trial.out, /"LastName": "Rossi"/);
  assert.equal([...org.org.store.list('Lead')].length, 0);
  const refused = await run([
    'connections',
    'dry-run',
    'crm',
    'create',
    '--input',
    '{"object":"Lead","fields":{}}',
    '--json',
  ]);
  assert.equal(refused.code, 1);
  assert.match((await run('connections dry-run crm create --input {}')).err, /has not the form/);
  assert.match((await run('connections dry-run crm nothing --input {}')).err, /There is no operation "nothing"/);
  assert.match((await run('connections dry-run crm create --input nonsense.json')).err, /nonsense\.json/);
});
