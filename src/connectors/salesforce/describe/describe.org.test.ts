import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Finding, Operation } from '../../connector.ts';
import type { SalesforceConfig, SalesforceIo } from '../config.ts';
import { openOrg } from '../request.ts';
import { salesforce } from '../salesforce.ts';
import { connectOrg, perform, type ConnectedOrgOptions } from '../testing/connected-org.ts';
import { KEY } from '../testing/pretend-org.ts';
import { DAY_MS, describeOf } from './describe-cache.ts';
import { resolveReference, resolveReferences } from './references.ts';

const COUNTRY = {
  deed: 'custom-field',
  object: 'Lead',
  name: 'Country__c',
  values: ['Italia', 'Francia'],
  restricted: true,
} as const;
const SETUP: NonNullable<ConnectedOrgOptions['setup']> = [
  COUNTRY,
  {
    deed: 'custom-field',
    object: 'Lead',
    name: 'City__c',
    label: 'City of birth',
    controllerName: 'Country__c',
    restricted: true,
    values: [
      { value: 'Roma', validFor: ['Italia'] },
      { value: 'Parigi', validFor: ['Francia'] },
    ],
  },
  { deed: 'custom-field', object: 'Lead', name: 'Code__c', length: 20, unique: true, externalId: true },
  { deed: 'custom-field', object: 'Lead', name: 'Secret__c', access: 'hidden' },
  { deed: 'custom-field', object: 'Lead', name: 'Born__c', type: 'date' },
  { deed: 'custom-field', object: 'Campaign', name: 'Ref__c', length: 20, unique: true, externalId: true },
  { deed: 'change-field', object: 'Lead', field: 'Fax', access: 'hidden' },
  {
    deed: 'record-type',
    object: 'Lead',
    developerName: 'Resident',
    name: 'Residente',
    values: { LeadSource: ['Web'] },
  },
  { deed: 'record-type', object: 'Lead', developerName: 'Firm', name: 'Azienda', available: false },
];

const open = (t: TestContext, options: ConnectedOrgOptions = {}) =>
  connectOrg(t, { setup: SETUP, config: { externalIdField: '' }, ...options });

function operationOf(name: string): Operation<SalesforceConfig> {
  const operation = salesforce.operations[name];
  assert.ok(operation);
  return operation;
}

async function inspect(io: SalesforceIo, fields: JsonObject, more: JsonObject = {}): Promise<readonly Finding[]> {
  const found = await operationOf('create').inspect?.({ object: 'Lead', fields, ...more }, io);
  assert.ok(found);
  return found;
}

const codes = (findings: readonly Finding[]): string[] => findings.map(({ code, path }) => `${path.join('.')} ${code}`);

const GOOD = { LastName: 'Rossi', Company: 'Acme' };

test('a describe costs one call, is noted with the connection, and is looked at again by a conditional call', async (t) => {
  const connected = await open(t);
  const org = openOrg(connected.io(KEY));
  const [first, second] = await Promise.all([describeOf(org, 'Lead'), describeOf(org, 'Lead')]);
  assert.equal(first, second);
  assert.equal(connected.calls('describe'), 1);
  const io = { ...connected.io(KEY), local: new Map() };
  assert.deepEqual(await describeOf(openOrg(io), 'Lead'), first, 'another process finds the note');
  assert.equal(connected.calls('describe'), 1);
  connected.clock.now += DAY_MS + 1;
  assert.deepEqual(await describeOf(openOrg(io), 'Lead', DAY_MS), first);
  assert.deepEqual(
    connected.org.calls
      .since(0)
      .flatMap((call) => (call.operation === 'describe' && call.status !== 401 ? [call.status] : [])),
    [200, 304],
  );
  connected.org.configure({ deed: 'custom-field', object: 'Lead', name: 'New__c' });
  connected.clock.now += DAY_MS + 1;
  const changed = await describeOf(openOrg({ ...connected.io(KEY), local: io.local }), 'Lead', DAY_MS);
  assert.ok(changed?.fields.some(({ name }) => name === 'New__c'));
});

test('an object of 800 fields costs one call and less than a megabyte', async (t) => {
  const connected = await open(t, { setup: [{ deed: 'many-fields', object: 'Lead', count: 800 }] });
  const describe = await describeOf(openOrg(connected.io(KEY)), 'Lead');
  assert.ok((describe?.fields.length ?? 0) > 800);
  const bytes = Buffer.byteLength(JSON.stringify([...connected.notes.values()]));
  assert.ok(bytes < 1_000_000, `${bytes} bytes`);
  t.diagnostic(`${describe?.fields.length} fields: ${bytes} bytes`);
  assert.deepEqual(await inspect(connected.io(KEY), GOOD), []);
  assert.equal(connected.calls('describe'), 1);
});

test('references are found by their names, once, and never stand in a flow as ids', async (t) => {
  const connected = await open(t);
  const io = connected.io(KEY);
  const org = openOrg(io);
  const fields = { LastName: 'Rossi', RecordTypeId: { recordType: 'Resident' } };
  const resolved = await resolveReferences(org, 'Lead', fields);
  const [type] = connected.rows('RecordType').filter((row) => row.fields['DeveloperName'] === 'Resident');
  assert.deepEqual(resolved, { LastName: 'Rossi', RecordTypeId: type?.id });
  const before = connected.calls('query');
  await resolveReferences(org, 'Lead', fields);
  assert.equal(connected.calls('query'), before);
  connected.clock.now += 61 * 60_000;
  await resolveReferences(org, 'Lead', fields);
  assert.equal(connected.calls('query'), before + 1);
  await assert.rejects(
    resolveReferences(org, 'Lead', { OwnerId: { queue: 'Nobody' } }),
    /Lead\.OwnerId: there is no queue/,
  );
});

test('what a flow gives is written as the fields take it', async (t) => {
  const connected = await open(t);
  const { output, failure } = await perform(connected, {
    operation: 'create',
    input: {
      object: 'Lead',
      fields: { Name: 'MARIO DE LUCA', Company: '', Born__c: '22/11/1980', Country__c: 'italia' },
      options: { whenEmpty: { Company: 'Privato' } },
    },
  });
  assert.equal(failure, undefined, String(failure));
  assert.ok(output);
  const [lead] = connected.rows('Lead');
  assert.ok(lead);
  const { FirstName, LastName, Company, Born__c, Country__c } = lead.fields;
  assert.deepEqual(
    { FirstName, LastName, Company, Born__c, Country__c },
    { FirstName: 'Mario', LastName: 'De Luca', Company: 'Privato', Born__c: '1980-11-22', Country__c: 'Italia' },
  );
});

/** A mapping, and what is found in it. */
const MAPPINGS: readonly [what: string, fields: JsonObject, found: readonly string[]][] = [
  ['a mapping that is right', { ...GOOD, Email: 'a@b.it', Born__c: '22/11/1980' }, []],
  ['a misspelt field', { ...GOOD, Emial: 'a@b.it' }, ['fields.Emial unknown-field']],
  ['a field that nobody made', { ...GOOD, Nothing_like_it__c: 1 }, ['fields.Nothing_like_it__c unknown-field']],
  ['a hidden standard field', { ...GOOD, Fax: '1' }, ['fields.Fax field-hidden']],
  ['a computed field', { ...GOOD, CreatedDate: '2026-01-01' }, ['fields.CreatedDate read-only']],
  ['the id', { ...GOOD, Id: '00Qxx0000000001AAA' }, ['fields.Id read-only']],
  ['no company', { LastName: 'Rossi' }, ['fields.Company missing-required']],
  ['a blank company', { LastName: 'Rossi', Company: ' ' }, ['fields.Company missing-required']],
  ['a whole name', { Name: 'Mario Rossi', Company: 'Acme' }, []],
  ['a day that is none', { ...GOOD, Born__c: 'ieri' }, ['fields.Born__c wrong-type']],
  ['a code that is too long', { ...GOOD, Code__c: 'x'.repeat(21) }, ['fields.Code__c too-long']],
  ['a value outside a restricted picklist', { ...GOOD, Country__c: 'Itallia' }, ['fields.Country__c not-in-picklist']],
  [
    'a pair that does not go',
    { ...GOOD, Country__c: 'Francia', City__c: 'Roma' },
    ['fields.City__c dependent-picklist'],
  ],
  ['a pair that goes', { ...GOOD, Country__c: 'Italia', City__c: 'Roma' }, []],
  ['the id of a user', { ...GOOD, OwnerId: '005xx0000000001AAA' }, ['fields.OwnerId literal-id']],
  ['the id of something else', { ...GOOD, OwnerId: '00Qxx0000000001AAA' }, ['fields.OwnerId wrong-reference-object']],
  ['a campaign as owner', { ...GOOD, OwnerId: { campaign: 'Spring' } }, ['fields.OwnerId wrong-reference-object']],
  ['a queue that is not there', { ...GOOD, OwnerId: { queue: 'Nobody' } }, ['fields.OwnerId reference-not-found']],
  [
    'a record type of others',
    { ...GOOD, RecordTypeId: { recordType: 'Firm' } },
    ['fields.RecordTypeId record-type-not-available'],
  ],
  [
    'a record type of nobody',
    { ...GOOD, RecordTypeId: { recordType: 'Nope' } },
    ['fields.RecordTypeId record-type-not-available'],
  ],
  [
    'a value that the record type lacks',
    { ...GOOD, RecordTypeId: { recordType: 'Resident' }, LeadSource: 'Other' },
    ['fields.LeadSource not-in-record-type'],
  ],
  ['a text for a date', { ...GOOD, Born__c: { $unknown: { type: 'string' } } }, []],
  ['yes or no for a date', { ...GOOD, Born__c: { $unknown: { type: 'boolean' } } }, ['fields.Born__c wrong-type']],
  [
    'a choice of which one is right',
    { ...GOOD, Country__c: { $unknown: { enum: ['Italia', 'Spagna'] } } },
    ['fields.Country__c not-in-picklist'],
  ],
  [
    'a text that may be too long',
    { ...GOOD, Code__c: { $unknown: { type: 'string', maxLength: 40 } } },
    ['fields.Code__c too-long'],
  ],
  ['nothing known', { LastName: { $unknown: {} }, Company: { $unknown: {} } }, []],
];

test('a mapping is held against the org', async (t) => {
  const connected = await open(t);
  for (const [what, fields, found] of MAPPINGS) {
    await t.test(what, async () => {
      const findings = await inspect(connected.io(KEY), fields);
      assert.deepEqual(codes(findings), found, findings.map(({ message }) => message).join('\n'));
      for (const { message, fix } of findings) assert.ok(message.length > 20 && fix.length > 10);
    });
  }
  assert.equal(connected.calls('describe'), 1, 'all of that by one describe');
});

test('an object that nobody has, or that the user may not create, is found', async (t) => {
  const connected = await open(t);
  const create = operationOf('create');
  const unknown = await create.inspect?.({ object: 'Laed', fields: {} }, connected.io(KEY));
  assert.deepEqual(codes(unknown ?? []), ['object unknown-object']);
  assert.match(unknown?.[0]?.fix ?? '', /Lead/);
  const readOnly = await create.inspect?.({ object: 'Organization', fields: {} }, connected.io(KEY));
  assert.deepEqual(codes(readOnly ?? []), ['object operation-not-allowed']);
  assert.deepEqual(await create.inspect?.({ object: { $unknown: {} }, fields: {} }, connected.io(KEY)), []);
});

test('the form of a write is that of the org, with its labels, lengths and values', async (t) => {
  const connected = await open(t, { language: 'it' });
  const create = operationOf('create');
  const shape = await create.shape?.(
    { object: 'Lead', fields: { RecordTypeId: { recordType: 'Resident' } } },
    connected.io(KEY),
  );
  const form = (
    shape as unknown as { properties: { fields: { required: string[]; properties: Record<string, JsonObject> } } }
  ).properties.fields;
  assert.deepEqual(form.required.toSorted(), ['Company', 'LastName']);
  const { LastName, Country__c: country, City__c: city, OwnerId: owner, Email: email } = form.properties;
  assert.equal(LastName?.['title'], 'Cognome');
  assert.equal(LastName?.['maxLength'], 80);
  assert.deepEqual(country?.['enum'], ['Italia', 'Francia']);
  assert.equal(city?.['x-controller'], 'Country__c');
  assert.deepEqual(city?.['x-with'], { Italia: ['Roma'], Francia: ['Parigi'] });
  assert.deepEqual(owner?.['x-reference'], ['Group', 'User']);
  assert.equal(email?.['format'], 'email');
  assert.equal(form.properties['CreatedDate'], undefined);
  assert.equal(form.properties['Secret__c'], undefined);
  assert.equal(await create.shape?.({}, connected.io(KEY)), create.input);
});

test('values are suggested as people see them, and records as references', async (t) => {
  const connected = await open(t);
  const create = operationOf('create');
  const ask = async (path: (string | number)[], text: string, fields: JsonObject = {}) =>
    (await create.suggest?.({ input: { object: 'Lead', fields }, path, text }, connected.io(KEY))) ?? [];
  assert.equal((await ask(['object'], ''))[0]?.value, 'Lead');
  assert.deepEqual(
    (await ask(['fields'], 'City')).map(({ value }) => value),
    ['City', 'City__c'],
  );
  assert.deepEqual(
    (await ask(['fields', 'City__c'], '', { Country__c: 'Italia' })).map(({ value }) => value),
    ['Roma'],
  );
  assert.deepEqual((await ask(['fields', 'RecordTypeId'], 'resid'))[0]?.value, { recordType: 'Resident' });
  assert.deepEqual(await ask(['fields', 'Nothing'], ''), []);
  const owners = await ask(['fields', 'OwnerId'], '');
  assert.ok(owners.length > 0 && owners.length <= 20);
  for (const { value, label } of owners) assert.ok(isObject(value) && label !== '');
  assert.deepEqual(await ask(['fields', 'OwnerId'], `' OR Name LIKE '%`), []);
  const queues = await ask(['fields', 'OwnerId', 'queue'], '');
  assert.ok(queues.length > 0 && queues.every(({ value }) => typeof value === 'string'));
  const [queue] = queues;
  assert.match(await resolveReference(openOrg(connected.io(KEY)), 'Lead', { queue: String(queue?.value) }), /^00G/);
  const owner = connected.rows('User')[0]?.fields['Username'];
  const [user] = await ask(['fields', 'OwnerId'], String(owner));
  assert.deepEqual(user?.value, { user: owner });
});

test('a mapping is suggested from what flows know, for persons and for cases', async (t) => {
  const connected = await open(t);
  const known = (['name', 'phone', 'email', 'channel', 'message'] as const).map((means) => ({
    means,
    template: `{{ ${means} }}`,
  }));
  const propose = async (object: string) =>
    operationOf('create').propose?.({ input: { object }, known }, connected.io(KEY));
  const lead = await propose('Lead');
  assert.deepEqual(lead?.input['fields'], {
    Name: '{{ name }}',
    MobilePhone: '{{ phone }}',
    Email: '{{ email }}',
    LeadSource: '{{ channel }}',
    Description: '{{ message }}',
  });
  assert.deepEqual(
    lead.open.map(({ path }) => path),
    [['fields', 'Company']],
  );
  const found = await propose('Case');
  assert.deepEqual(Object.keys(found?.input['fields'] as object).toSorted(), [
    'Description',
    'Origin',
    'Subject',
    'SuppliedEmail',
    'SuppliedName',
    'SuppliedPhone',
  ]);
});

test('an account that gets fields of a person is a person: its name is split, and a lead needs no company', async (t) => {
  const connected = await open(t, { setup: [{ deed: 'person-accounts' }] });
  const known = (['name', 'phone'] as const).map((means) => ({ means, template: `{{ ${means} }}` }));
  const found = await operationOf('create').propose?.({ input: { object: 'Account' }, known }, connected.io(KEY));
  assert.deepEqual(found?.input['fields'], { Name: '{{ name }}', PersonMobilePhone: '{{ phone }}' });
  assert.deepEqual(await inspect(connected.io(KEY), { LastName: 'Rossi' }), []);
  const fields = { Name: 'Ada De Luca', PersonMobilePhone: '+393331234567' };
  assert.deepEqual(await operationOf('create').inspect?.({ object: 'Account', fields }, connected.io(KEY)), []);
  assert.deepEqual(
    await operationOf('create').inspect?.({ object: 'Account', fields: { LastName: 'Rossi' } }, connected.io(KEY)),
    [],
  );
  const { failure } = await perform(connected, { operation: 'create', input: { object: 'Account', fields } });
  assert.equal(failure, undefined, String(failure));
  const [account] = connected.rows('Account').filter((row) => row.fields['LastName'] === 'De Luca');
  assert.equal(account?.fields['FirstName'], 'Ada');
});
