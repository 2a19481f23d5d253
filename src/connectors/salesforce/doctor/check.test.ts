import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ProbeResult } from '../../../base/probe.ts';
import type { Reply } from '../../../net/testing/recording-http.ts';
import type { Use } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { guarantee } from '../operations/guarantee.ts';
import { KEY, pretendOrg, refusalReply } from '../testing/pretend-org.ts';
import { checkOrg } from './check.ts';

const KEY_FIELD: JsonObject = {
  name: 'Rondine_Key__c',
  externalId: true,
  unique: true,
  caseSensitive: true,
  createable: true,
  length: 64,
};

type World = {
  describe?: JsonObject;
  config?: Partial<SalesforceConfig>;
  /** Answers of further paths, by how they end. */
  replies?: Readonly<Record<string, Reply>>;
};

/** What the doctor finds in a pretended org in which every object is described so. */
async function look({ describe, config, replies = {} }: World, uses: readonly Use[] = []): Promise<ProbeResult[]> {
  const org = pretendOrg({
    ...(config ? { config } : {}),
    reply: ({ url }) => {
      const found = Object.keys(replies).find((path) => decodeURIComponent(url).includes(path));
      if (found !== undefined) return replies[found] ?? { status: 500 };
      return { status: 200, body: url.endsWith('/describe') ? (describe ?? { fields: [KEY_FIELD] }) : {} };
    },
  });
  return checkOrg(org.io(KEY), uses);
}

const named = (probes: readonly ProbeResult[], name: string) => probes.find((probe) => probe.name === name);
const bad = (probes: readonly ProbeResult[]) => probes.filter(({ ok }) => !ok);

const use = (input: Use['input'], operation = 'create'): Use => ({ flow: 'lead', step: 'save', operation, input });

test('an org in order is told from the way there to its limits, with the guarantee of each object', async () => {
  const probes = await look({ config: { externalIdFields: { Case: '', Order__c: 'Rondine_Key__c' } } });
  assert.deepEqual(bad(probes), []);
  assert.deepEqual(
    [...new Set(probes.map(({ topic }) => topic))],
    ['Way to the org', 'Sign-in', 'API and user', 'Objects and fields', 'Limits'],
  );
  assert.match(named(probes, 'Lead: exactly once')?.message ?? '', /^Exactly once: Lead.Rondine_Key__c/);
  assert.match(named(probes, 'Case: exactly once')?.message ?? '', /looks for the Case three times/);
  assert.ok(named(probes, 'Order__c: exactly once'));
});

test('every word is there in Italian too, and what is verified names its call', async () => {
  const probes = await look({ describe: { createable: false, fields: [] } });
  for (const { translations, known, call, fix, place } of probes) {
    const { it } = translations ?? {};
    assert.ok(it?.name && it.message && it.topic);
    assert.equal(Boolean(it.fix), Boolean(fix));
    assert.equal(Boolean(it.place), Boolean(place));
    assert.equal(call !== undefined, known === 'verified');
  }
  assert.match(bad(probes)[0]?.translations?.['it']?.place ?? '', /^Impostazioni > Insiemi di autorizzazioni/);
});

const KEY_TROUBLES: readonly [name: string, field: JsonObject | undefined, words: RegExp][] = [
  ['missing or hidden', undefined, /does not exist/],
  ['not an External ID', { ...KEY_FIELD, externalId: false }, /not marked as External ID/],
  ['not unique', { ...KEY_FIELD, unique: false }, /not Unique/],
  ['blind to case', { ...KEY_FIELD, caseSensitive: false }, /case sensitive/],
  ['read-only', { ...KEY_FIELD, createable: false }, /read-only/],
  ['too short', { ...KEY_FIELD, length: 40 }, /shorter/],
];

for (const [name, field, words] of KEY_TROUBLES) {
  test(`a key field that is ${name} is reported with its page`, async () => {
    const lead = named(await look({ describe: { fields: field ? [field] : [] } }), 'Lead: exactly once');
    assert.equal(lead?.ok, false);
    assert.match(lead?.message ?? '', words);
    assert.match(lead?.fix ?? '', /Unique \(case sensitive\), External ID/);
    assert.match(lead?.place ?? '', /^Setup > Object Manager > Lead > Fields & Relationships > /);
  });
}

const LEAD_FIELDS: readonly JsonObject[] = [
  KEY_FIELD,
  { name: 'LastName', createable: true, updateable: true },
  { name: 'IsConverted', createable: false, updateable: false },
  { name: 'Rating', createable: true, restrictedPicklist: true, picklistValues: [{ value: 'Hot', active: true }] },
  { name: 'LeadSource', createable: true, picklistValues: [{ value: 'Web', active: true }] },
];
const RECORD_TYPES = [
  { developerName: 'Private', recordTypeId: '012000000000001AAA', available: true },
  { developerName: 'Dealer', recordTypeId: '012000000000002AAA', available: false },
];
const LEAD: JsonObject = { createable: true, fields: LEAD_FIELDS, recordTypeInfos: RECORD_TYPES };

const MISFITS: readonly [name: string, fields: JsonObject, probe: string, words: RegExp, page: RegExp][] = [
  [
    'a hidden field',
    { Budget__c: 1 },
    'Lead.Budget__c',
    /hidden by field-level security.*lead\/save/,
    /Set Field-Level Security$/,
  ],
  ['a misspelt field', { Lastname_: 'x' }, 'Lead.Lastname_', /misspelt \(LastName\?\)/, /Lastname_/],
  ['a field that nobody writes', { IsConverted: true }, 'Lead.IsConverted', /Read-only/, /IsConverted/],
  ['a value that the picklist refuses', { Rating: 'Cold' }, 'Lead.Rating', /does not know "Cold"/, /Rating > Values$/],
  [
    'an unknown record type',
    { RecordTypeId: { recordType: 'X' } },
    'Lead: record type',
    /"X" does not exist/,
    /Record Types$/,
  ],
  [
    'a record type of others',
    { RecordTypeId: '012000000000002' },
    'Lead: record type',
    /not assigned/,
    /Record Types$/,
  ],
];

for (const [name, fields, probe, words, page] of MISFITS) {
  test(`${name} that a flow uses is reported with its page`, async () => {
    const probes = await look({ describe: LEAD }, [use({ object: 'Lead', fields: { LastName: 'x', ...fields } })]);
    assert.deepEqual(
      bad(probes).map((each) => each.name),
      [probe],
    );
    assert.match(bad(probes)[0]?.message ?? '', words);
    assert.match(bad(probes)[0]?.place ?? '', page);
  });
}

test('what flows use is in order where values are only known in a run, or merely not listed', async () => {
  const fields = {
    LastName: { $unknown: { type: 'string' } },
    Rating: { $unknown: {} },
    LeadSource: 'WhatsApp',
    RecordTypeId: { recordType: 'Private' },
    Account: { Ext__c: '7' },
  };
  const probes = await look({ describe: LEAD }, [use({ object: 'Lead', fields })]);
  assert.deepEqual(bad(probes), []);
  assert.match(named(probes, 'Lead.LeadSource')?.message ?? '', /does not list "WhatsApp"/);
});

test('rights on an object are those that the operations need', async () => {
  const describe = { createable: true, updateable: false, deletable: false, fields: LEAD_FIELDS };
  const object = 'Lead';
  const of = async (operation: string, input: Use['input']) =>
    bad(await look({ describe }, [use(input, operation)])).map(({ message }) => message);
  assert.deepEqual(await of('create', { object, fields: {} }), []);
  assert.deepEqual(await of('update', { object, fields: { LastName: 'x' } }), ['The user lacks on Lead: Edit.']);
  assert.deepEqual(await of('delete', { object }), ['The user lacks on Lead: Delete.']);
  assert.deepEqual(await of('find', { object, fields: ['LastName'] }), []);
});

test('an active assignment rule is told where flows leave the owner open', async () => {
  const rules = { status: 200, body: { records: [{ Id: '01Q', Name: 'Sud' }] } };
  const replies = { AssignmentRule: rules };
  const open = await look({ describe: LEAD, replies }, [use({ object: 'Lead', fields: { LastName: 'x' } })]);
  assert.match(named(open, 'Lead: assignment rule')?.message ?? '', /"Sud" is active/);
  const owned = [use({ object: 'Lead', fields: { LastName: 'x' }, assignmentRule: 'none' })];
  assert.equal(named(await look({ describe: LEAD, replies }, owned), 'Lead: assignment rule'), undefined);
  const mute = { AssignmentRule: refusalReply(400, 'INVALID_TYPE') };
  const hidden = await look({ describe: LEAD, replies: mute }, [use({ object: 'Lead', fields: { LastName: 'x' } })]);
  assert.equal(named(hidden, 'Lead: assignment rule')?.known, 'not knowable');
});

test('a user who may change the org is told as more than is needed, and is no failure', async () => {
  const row = { PermissionsCustomizeApplication: true, PermissionsModifyAllData: false };
  const probes = await look({ replies: { UserPermissionAccess: { status: 200, body: { records: [row] } } } });
  const found = named(probes, 'Least privilege');
  assert.deepEqual([found?.ok, found?.message], [true, 'The user may more than it needs: Customize Application.']);
});

test('data storage that is nearly full is reported with its page', async () => {
  const limits = { DataStorageMB: { Max: 1000, Remaining: 20 }, DailyApiRequests: { Max: 15_000, Remaining: 14_000 } };
  const probes = await look({ replies: { '/limits': { status: 200, body: limits } } });
  assert.deepEqual(
    bad(probes).map(({ name, place }) => [name, place]),
    [['Data storage', 'Setup > Storage Usage']],
  );
});

test('a clock that is far off is reported, and the look goes on', async () => {
  const date = { date: 'Sun, 22 Nov 2026 10:20:00 GMT' };
  const probes = await look({ replies: { 'openid-configuration': { status: 200, body: {}, headers: date } } });
  assert.deepEqual(
    bad(probes).map(({ name }) => name),
    ['Clock'],
  );
  assert.ok(named(probes, 'Sign-in')?.ok);
  assert.match(named(probes, 'Clock')?.message ?? '', /1200 s behind/);
});

test('where nothing further can be known the doctor stops and says what it did not look at', async () => {
  const probes = await look({ replies: { 'v67.0': refusalReply(403, 'API_DISABLED_FOR_ORG') } });
  assert.equal(
    probes.at(-1)?.message,
    'Because of that nothing can be known of user and org, objects and fields, rules, limits.',
  );
  assert.match(bad(probes)[0]?.place ?? '', /API Enabled$/);
});

test('an org that cannot be reached says nothing about the sign-in', async () => {
  const probes = await look({ replies: { 'openid-configuration': { status: 503, body: '<html>' } } });
  assert.deepEqual(
    bad(probes).map(({ name, passesWithinMs }) => [name, passesWithinMs]),
    [['Host', 60_000]],
  );
});

test('a certificate that is not trusted is told apart from a host that is away', async () => {
  const cause = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  const refused = new Failure({ code: 'unavailable', message: 'The connection failed.' }, { cause });
  const gone = new Failure({ code: 'unavailable', message: 'Nobody answers.' });
  const of = async (fails: Failure) =>
    bad(await look({ replies: { 'openid-configuration': { fails } } })).map(({ name }) => name);
  assert.deepEqual([await of(refused), await of(gone)], [['TLS'], ['Host']]);
});

test('a login URL that was put right is told, and one that cannot be used is reported', async () => {
  const pages = await look({ config: { loginUrl: 'https://acme.lightning.force.com/lightning/page' } });
  assert.match(named(pages, 'Host')?.message ?? '', /I use https:\/\/acme\.my\.salesforce\.com/);
  const clear = await look({ config: { loginUrl: 'http://org.example.com' } });
  assert.deepEqual(
    bad(clear).map(({ name, place }) => [name, place]),
    [['Host', 'Setup > My Domain']],
  );
});

test('each object has a guarantee in words', () => {
  const config = { ...pretendOrg().config(), externalIdField: '', externalIdFields: { Lead: 'Key__c' } };
  assert.match(guarantee(config, 'Lead'), /^Exactly once: Lead.Key__c/);
  assert.match(guarantee(config, 'Contact'), /^Exactly once as long as/);
  assert.match(guarantee(config, 'Order__c'), /^At most once without a person/);
});
