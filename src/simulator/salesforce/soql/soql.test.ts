import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { errorOf, startTestOrg, type Reply, type TestOrg } from '../test-org.ts';

const DATA = '/services/data/v68.0';
const NOW = Date.parse('2026-11-22T10:00:00.000Z');
const DAY_MS = 86_400_000;

type Result = { totalSize: number; done: boolean; nextRecordsUrl?: string; records: Record<string, unknown>[] };

async function query(org: TestOrg, soql: string): Promise<Reply> {
  return org.call('GET', `${DATA}/query?q=${encodeURIComponent(soql).replaceAll('%20', '+')}`);
}

async function names(org: TestOrg, rest: string): Promise<unknown[]> {
  const reply = await query(org, `SELECT LastName FROM Lead ${rest}`);
  assert.equal(reply.status, 200, reply.text);
  return (reply.body as Result).records.map((record) => record['LastName']);
}

/** Four leads, one a day, the last one now. */
async function orgWithLeads(context: TestContext): Promise<TestOrg> {
  let at = NOW - 3 * DAY_MS;
  const org = await startTestOrg(context, { now: () => at, sessionMs: 10 * DAY_MS });
  const leads = [
    { LastName: 'Rossi', Rating: 'Hot', NumberOfEmployees: 5, Rondine_Key__c: 'kA' },
    { LastName: "D'Angelo", Rating: 'Cold', NumberOfEmployees: 50, Rondine_Key__c: 'ka' },
    { LastName: 'Bianchi_100%', DoNotCall: true },
    { LastName: 'rossini', Rating: 'Hot', NumberOfEmployees: 500, OwnerId: '00GgL0000000001' },
  ];
  for (const lead of leads) {
    const reply = await org.call('POST', `${DATA}/sobjects/Lead`, { Company: 'C', ...lead });
    assert.equal(reply.status, 201, reply.text);
    at += DAY_MS;
  }
  at = NOW;
  return org;
}

test('a query without conditions gives all records with attributes and the asked fields', async (context) => {
  const org = await orgWithLeads(context);
  const { totalSize, done, records } = (await query(org, 'select id, name from lead')).body as Result;
  assert.deepEqual([totalSize, done, records.length], [4, true, 4]);
  assert.deepEqual(Object.keys(records[0] ?? {}), ['attributes', 'Id', 'Name']);
});

test('conditions select by text, number, boolean, null, id and key', async (context) => {
  const org = await orgWithLeads(context);
  const [first] = ((await query(org, "SELECT Id FROM Lead WHERE LastName = 'Rossi'")).body as Result).records;
  const id = String(first?.['Id']);
  const cases: [string, string[]][] = [
    ["WHERE LastName = 'ROSSI'", ['Rossi']],
    ["WHERE LastName = 'D\\'Angelo'", ["D'Angelo"]],
    ["WHERE LastName != 'Rossi'", ["D'Angelo", 'Bianchi_100%', 'rossini']],
    ["WHERE LastName LIKE 'ross%'", ['Rossi', 'rossini']],
    ["WHERE LastName LIKE 'Ross_'", ['Rossi']],
    ["WHERE LastName LIKE '%\\_100\\%'", ['Bianchi_100%']],
    ['WHERE NumberOfEmployees > 5', ["D'Angelo", 'rossini']],
    ['WHERE NumberOfEmployees >= 5 AND NumberOfEmployees <= 50', ['Rossi', "D'Angelo"]],
    ['WHERE NumberOfEmployees < 50', ['Rossi']],
    ['WHERE DoNotCall = true', ['Bianchi_100%']],
    ['WHERE Rating = null', ['Bianchi_100%']],
    ['WHERE Rating != null', ['Rossi', "D'Angelo", 'rossini']],
    ["WHERE Rating IN ('Hot', 'Warm')", ['Rossi', 'rossini']],
    ["WHERE Rating NOT IN ('Hot')", ["D'Angelo", 'Bianchi_100%']],
    [`WHERE Id = '${id.slice(0, 15)}'`, ['Rossi']],
    ["WHERE Rondine_Key__c = 'kA'", ['Rossi']],
    ["WHERE Owner.Name LIKE 'Lead%'", ['rossini']],
  ];
  for (const [where, expected] of cases) assert.deepEqual(await names(org, where), expected, where);
});

test('conditions join with AND, OR, NOT and parentheses', async (context) => {
  const org = await orgWithLeads(context);
  assert.deepEqual(await names(org, "WHERE Rating = 'Cold' OR (Rating = 'Hot' AND LastName LIKE '%ni')"), [
    "D'Angelo",
    'rossini',
  ]);
  assert.deepEqual(await names(org, "WHERE NOT Rating = 'Hot' AND DoNotCall = false"), ["D'Angelo"]);
  assert.deepEqual(await names(org, "WHERE (NOT (Rating = 'Hot' OR Rating = 'Cold'))"), ['Bianchi_100%']);
  const mixed = await query(org, "SELECT Id FROM Lead WHERE Rating = 'Hot' AND DoNotCall = true OR Rating = null");
  assert.deepEqual([mixed.status, errorOf(mixed).message], [400, "unexpected token: 'OR'"]);
});

test('times are compared with literals and with named stretches', async (context) => {
  const org = await orgWithLeads(context);
  const cases: [string, number][] = [
    ['CreatedDate = TODAY', 1],
    ['CreatedDate = YESTERDAY', 1],
    ['CreatedDate < TODAY', 3],
    ['CreatedDate >= YESTERDAY', 2],
    ['CreatedDate > YESTERDAY', 1],
    ['CreatedDate <= YESTERDAY', 3],
    ['CreatedDate = LAST_N_DAYS:2', 3],
    ['CreatedDate = N_DAYS_AGO:3', 1],
    ['CreatedDate > 2026-11-20T10:00:00Z', 2],
    ['CreatedDate >= 2026-11-20T11:00:00+01:00', 3],
    ['SystemModstamp = THIS_MONTH', 4],
    ['CreatedDate = LAST_WEEK', 0],
  ];
  for (const [where, expected] of cases) assert.equal((await names(org, `WHERE ${where}`)).length, expected, where);
});

test('results are ordered, limited and offset; empty values come first unless said otherwise', async (context) => {
  const org = await orgWithLeads(context);
  assert.deepEqual(await names(org, 'ORDER BY LastName'), ['Bianchi_100%', "D'Angelo", 'Rossi', 'rossini']);
  assert.deepEqual(await names(org, 'ORDER BY LastName DESC LIMIT 2'), ['rossini', 'Rossi']);
  assert.deepEqual(await names(org, 'ORDER BY LastName LIMIT 2 OFFSET 1'), ["D'Angelo", 'Rossi']);
  assert.deepEqual((await names(org, 'ORDER BY NumberOfEmployees'))[0], 'Bianchi_100%');
  assert.deepEqual((await names(org, 'ORDER BY NumberOfEmployees DESC NULLS LAST')).at(-1), 'Bianchi_100%');
  assert.deepEqual(await names(org, 'ORDER BY Rating DESC NULLS LAST, LastName DESC'), [
    'rossini',
    'Rossi',
    "D'Angelo",
    'Bianchi_100%',
  ]);
});

test('ids are sorted as they are compared, so that whoever goes on behind the last one meets each once', async (context) => {
  const org = await startTestOrg(context, {});
  const records = Array.from({ length: 80 }, (_, index) => ({
    attributes: { type: 'Lead' },
    LastName: `L${index}`,
    Company: 'C',
  }));
  assert.equal((await org.call('POST', `${DATA}/composite/sobjects`, { records })).status, 200);
  const met: string[] = [];
  for (let count = 0; count < 10; count++) {
    const behind = met.length > 0 ? `WHERE Id > '${met.at(-1)}' ` : '';
    const { body } = await query(org, `SELECT Id FROM Lead ${behind}ORDER BY Id LIMIT 10`);
    met.push(...(body as Result).records.map((record) => String(record['Id'])));
  }
  assert.ok(met.some((id) => /[A-Z]...$/.test(id)) && met.some((id) => /[a-z]...$/.test(id)), 'letters of both cases');
  assert.deepEqual([met.length, new Set(met).size], [80, 80]);
});

test('COUNT() gives the number and no records', async (context) => {
  const org = await orgWithLeads(context);
  const reply = await query(org, "SELECT COUNT() FROM Lead WHERE Rating = 'Hot'");
  assert.deepEqual(reply.body, { totalSize: 2, done: true, records: [] });
});

test('parent fields are nested, also through polymorphic owners, and null without a parent', async (context) => {
  const org = await orgWithLeads(context);
  const reply = await query(
    org,
    'SELECT l.LastName, Owner.Name, RecordType.DeveloperName FROM Lead l ORDER BY CreatedDate',
  );
  const { records } = reply.body as Result;
  const owners = records.map((record) => record['Owner'] as { attributes: { type: string }; Name: string });
  assert.deepEqual([owners[0]?.attributes.type, owners[0]?.Name], ['User', 'Integrazione Rondine']);
  assert.deepEqual([owners[3]?.attributes.type, owners[3]?.Name], ['Group', 'Lead da assegnare']);
  assert.equal(records[0]?.['RecordType'], null);
  const queues = await query(org, "SELECT Queue.Id, Queue.Name FROM QueueSobject WHERE SobjectType='Lead'");
  const [queue] = (queues.body as Result).records as { Queue: { Id: string; Name: string } }[];
  assert.match(queue?.Queue.Id ?? '', /^00G/);
  assert.equal(queue?.Queue.Name, 'Lead da assegnare');
});

test('deleted records are not found', async (context) => {
  const org = await orgWithLeads(context);
  const { records } = (await query(org, "SELECT Id FROM Lead WHERE LastName = 'Rossi'")).body as Result;
  await org.call('DELETE', `${DATA}/sobjects/Lead/${String(records[0]?.['Id'])}`);
  assert.deepEqual(await names(org, "WHERE Rating = 'Hot'"), ['rossini']);
});

test('a result beyond the page size is fetched page by page', async (context) => {
  const org = await startTestOrg(context);
  for (let number = 0; number < 250; number++) {
    await org.call('POST', `${DATA}/sobjects/Account`, { Name: `Azienda ${number}` });
  }
  const small = { 'Sforce-Query-Options': 'batchSize=200' };
  const path = `${DATA}/query?q=SELECT+Name+FROM+Account`;
  const first = (await org.call('GET', path, undefined, small)).body as Result;
  assert.deepEqual([first.totalSize, first.done, first.records.length], [250, false, 200]);
  const second = (await org.call('GET', first.nextRecordsUrl ?? '', undefined, small)).body as Result;
  assert.deepEqual([second.totalSize, second.done, second.records.length], [250, true, 50]);
  assert.equal(second.records[49]?.['Name'], 'Azienda 249');
  const lost = await org.call('GET', `${DATA}/query/01gxx-200`);
  assert.equal(errorOf(lost).errorCode, 'INVALID_QUERY_LOCATOR');
});

test('what cannot be run is refused with the code that Salesforce uses', async (context) => {
  const org = await startTestOrg(context);
  const cases: [string, string, RegExp][] = [
    ['SELECT Id, Foo FROM Lead', 'INVALID_FIELD', /ERROR at Row:1:Column:12\nNo such column 'Foo' on entity 'Lead'/],
    ['SELECT Id FROM Lead WHERE Foo = 1', 'INVALID_FIELD', /No such column 'Foo'/],
    ['SELECT Nobody.Name FROM Lead', 'INVALID_FIELD', /No such column 'Nobody.Name'/],
    ['SELECT Id FROM ScratchOrgInfo limit 1', 'INVALID_TYPE', /sObject type 'ScratchOrgInfo' is not supported/],
    ['SELECT Id FROMM Lead', 'MALFORMED_QUERY', /^unexpected token: 'Lead'/],
    ['', 'MALFORMED_QUERY', /^unexpected token: '<EOF>'/],
    ["SELECT Id FROM Lead WHERE LastName = 'x", 'MALFORMED_QUERY', /unexpected character/],
    ["SELECT Id FROM Lead WHERE Description = 'x'", 'INVALID_FIELD', /'Description' can not be filtered/],
    ['SELECT Id FROM Lead ORDER BY Description', 'INVALID_FIELD', /'Description' can not be sorted/],
    ['SELECT Id FROM Lead WHERE LastName = 5', 'INVALID_FIELD', /must be of type string and should be enclosed/],
    ["SELECT Id FROM Lead WHERE CreatedDate > '2026'", 'INVALID_FIELD', /must be of type dateTime and should not/],
    ['SELECT Status, LastName FROM Lead GROUP BY Status', 'MALFORMED_QUERY', /must be grouped or aggregated: LastName/],
    ['SELECT Id FROM Lead WHERE CreatedDate = NEXT_FISCAL_YEAR', 'MALFORMED_QUERY', /date literal NEXT_FISCAL_YEAR/],
    ['SELECT Id FROM Lead WHERE DAY_ONLY(CreatedDate) = 2026-01-01', 'MALFORMED_QUERY', /no functions of them/],
    ['SELECT Id, (SELECT Id FROM Nobodies) FROM Case', 'INVALID_TYPE', /Didn't understand relationship 'Nobodies'/],
    ['SELECT Id FROM ContentDocumentLink', 'MALFORMED_QUERY', /requires a filter by a single Id/],
  ];
  for (const [soql, errorCode, message] of cases) {
    const reply = await query(org, soql);
    assert.equal(reply.status, 400, soql);
    assert.equal(errorOf(reply).errorCode, errorCode, soql);
    assert.match(errorOf(reply).message, message);
  }
});

test('groups are counted and summed, named by alias or number', async (context) => {
  const org = await orgWithLeads(context);
  const read = async (soql: string) => (await query(org, soql)).body as Result;
  const counted = await read('SELECT COUNT(Id), SUM(NumberOfEmployees) total, MAX(LastName) FROM Lead');
  assert.deepEqual(counted.records, [
    { attributes: { type: 'AggregateResult' }, expr0: 4, total: 555, expr1: 'rossini' },
  ]);
  const grouped = await read('SELECT Rating, COUNT(Id) n FROM Lead GROUP BY Rating ORDER BY COUNT(Id) DESC, Rating');
  assert.deepEqual(
    grouped.records.map(({ Rating, n }) => [Rating, n]),
    [
      ['Hot', 2],
      [null, 1],
      ['Cold', 1],
    ],
  );
});

test('children come in lists, null where there are none, and records are found by those of others', async (context) => {
  const org = await orgWithLeads(context);
  const make = async (object: string, fields: object) =>
    ((await org.call('POST', `${DATA}/sobjects/${object}`, fields)).body as { id: string }).id;
  const account = await make('Account', { Name: 'A' });
  await make('Account', { Name: 'B' });
  for (const LastName of ['Uno', 'Due']) await make('Contact', { LastName, AccountId: account });
  const soql = 'SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName LIMIT 1) FROM Account ORDER BY Name';
  const { records } = (await query(org, soql)).body as Result;
  const contacts = records[0]?.['Contacts'] as Result;
  assert.deepEqual([contacts.totalSize, contacts.done, contacts.records[0]?.['LastName']], [1, true, 'Due']);
  assert.equal(records[1]?.['Contacts'], null);
  const joined = "SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName = 'Uno')";
  assert.deepEqual(((await query(org, joined)).body as Result).totalSize, 1);
});

test('queryAll finds deleted records and says that they are', async (context) => {
  const org = await orgWithLeads(context);
  const [first] = ((await query(org, "SELECT Id FROM Lead WHERE LastName = 'Rossi'")).body as Result).records;
  await org.call('DELETE', `${DATA}/sobjects/Lead/${String(first?.['Id'])}`);
  const all = `${DATA}/queryAll?q=${encodeURIComponent('SELECT LastName FROM Lead WHERE IsDeleted = true')}`;
  const { records } = (await org.call('GET', all)).body as Result;
  assert.deepEqual(
    records.map(({ LastName }) => LastName),
    ['Rossi'],
  );
  const window = 'start=2026-11-19T00:00:00Z&end=2026-11-23T00:00:00Z';
  const deleted = await org.call('GET', `${DATA}/sobjects/Lead/deleted?${window}`);
  const { deletedRecords } = deleted.body as { deletedRecords: { id: string; deletedDate: string }[] };
  assert.deepEqual(deletedRecords, [{ id: first?.['Id'], deletedDate: '2026-11-22T10:00:00.000+0000' }]);
  const updated = await org.call('GET', `${DATA}/sobjects/Lead/updated?${window}`);
  assert.equal((updated.body as { ids: string[] }).ids.length, 3);
  const wrong = await org.call('GET', `${DATA}/sobjects/Lead/updated?start=x`);
  assert.equal(errorOf(wrong).errorCode, 'INVALID_REPLICATION_DATE');
});

test('columns=true tells what the columns of a query are', async (context) => {
  const org = await orgWithLeads(context);
  const reply = await org.call('GET', `${DATA}/query?q=SELECT+Id,Owner.Name,NumberOfEmployees+FROM+Lead&columns=true`);
  const { columnMetadata, entityName, keyPrefix, idSelected } = reply.body as {
    columnMetadata: { columnName: string; numberType: boolean; joinColumns: { columnName: string }[] }[];
  } & Record<string, unknown>;
  assert.deepEqual([entityName, keyPrefix, idSelected], ['Lead', '00Q', true]);
  assert.deepEqual(
    columnMetadata.map(({ columnName, numberType }) => [columnName, numberType]),
    [
      ['Id', false],
      ['Owner', false],
      ['NumberOfEmployees', true],
    ],
  );
  assert.deepEqual(columnMetadata[1]?.joinColumns[0]?.columnName, 'Name');
});

test('whole groups of fields are selected by one word, and labels instead of values', async (context) => {
  const org = await orgWithLeads(context);
  const custom = (await query(org, 'SELECT FIELDS(CUSTOM) FROM Lead LIMIT 1')).body as Result;
  assert.deepEqual(Object.keys(custom.records[0] ?? {}), ['attributes', 'Rondine_Key__c']);
  const labels = (await query(org, 'SELECT toLabel(Status) FROM Lead LIMIT 1')).body as Result;
  assert.equal(labels.records[0]?.['Status'], 'Open - Not Contacted');
});
