import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../../../base/json.ts';
import type { HttpRequest } from '../../../net/http.ts';
import { openOrg } from '../request.ts';
import { failureOf, KEY, pretendOrg } from '../testing/pretend-org.ts';
import { readReference } from './reference.ts';
import { forgetReferences, resolveReference, resolveReferences } from './references.ts';

/** Each way to name a record, and the query that finds it. */
const FORMS: readonly [value: JsonValue, query: string][] = [
  [{ user: ' giulia@acme.it ' }, "SELECT Id FROM User WHERE Username = 'giulia@acme.it' LIMIT 2"],
  [{ queue: 'New_leads' }, "SELECT Id FROM Group WHERE DeveloperName = 'New_leads' AND Type = 'Queue' LIMIT 2"],
  [
    { reference: 'Queue', developerName: "Da'assegnare" },
    "SELECT Id FROM Group WHERE DeveloperName = 'Da\\'assegnare' AND Type = 'Queue' LIMIT 2",
  ],
  [
    { recordType: 'Private' },
    "SELECT Id FROM RecordType WHERE DeveloperName = 'Private' AND SobjectType = 'Lead' LIMIT 2",
  ],
  [{ campaign: 'Spring' }, "SELECT Id FROM Campaign WHERE Name = 'Spring' LIMIT 2"],
  [{ campaign: { Code__c: 'S26' } }, "SELECT Id FROM Campaign WHERE Code__c = 'S26' LIMIT 2"],
  [{ reference: 'Account', Code__c: '77' }, "SELECT Id FROM Account WHERE Code__c = '77' LIMIT 2"],
];

const NONE: readonly JsonValue[] = [
  'New_leads',
  null,
  7,
  {},
  { user: '' },
  { user: 'a', queue: 'b' },
  { queue: { Name: 'x' } },
  { campaign: { A__c: '1', B__c: '2' } },
  { reference: 'Account' },
  { reference: 'Account', Code__c: '1', Name: 'x' },
  { reference: 'Account; DROP', Code__c: '1' },
  { reference: 'Account', 'Name = 1 OR Name': '1' },
  { Code__c: '77' },
];

function orgWith(rows: (request: HttpRequest) => readonly string[]) {
  const reply = (request: HttpRequest) => ({
    status: 200,
    body: { records: rows(request).map((id) => ({ Id: id })) },
  });
  const world = pretendOrg({ reply });
  return { ...world, org: openOrg(world.io(KEY)) };
}

for (const [value, query] of FORMS) {
  test(`${JSON.stringify(value)} is looked up by its name`, async () => {
    const { org, calls } = orgWith(() => ['id-1']);
    assert.equal(await resolveReference(org, 'Lead', value), 'id-1');
    assert.deepEqual(calls, [`GET /query?q=${query}`]);
  });
}

test('everything else is no reference, and stays as it is', async () => {
  const { org, calls } = orgWith(() => ['id-1']);
  for (const value of NONE) assert.equal(readReference(value, 'Lead'), undefined, JSON.stringify(value));
  const fields = { Account: { Code__c: '77' }, OwnerId: '005xx', Nothing: undefined };
  assert.equal(await resolveReferences(org, 'Lead', fields), fields);
  assert.deepEqual(calls, []);
  assert.match((await failureOf(resolveReference(org, 'Lead', 'x'))).message, /is no reference/);
});

test('an id is kept for an hour, and looked up again once it is forgotten', async () => {
  let id = 'id-1';
  const { org, calls, clock } = orgWith(() => [id]);
  const fields = { OwnerId: { queue: 'New_leads' }, Backup__c: { queue: 'New_leads' } };
  assert.deepEqual(await resolveReferences(org, 'Lead', fields), { OwnerId: 'id-1', Backup__c: 'id-1' });
  assert.equal(calls.length, 1, 'asked once for both');
  id = 'id-2';
  clock.now += 59 * 60_000;
  assert.equal((await resolveReferences(org, 'Lead', fields))['OwnerId'], 'id-1');
  assert.equal(forgetReferences(org.io, 'Lead', fields), true);
  assert.equal(forgetReferences(org.io, 'Lead', fields), false);
  assert.equal((await resolveReferences(org, 'Lead', fields))['OwnerId'], 'id-2');
  id = 'id-3';
  clock.now += 61 * 60_000;
  assert.equal((await resolveReferences(org, 'Lead', fields))['OwnerId'], 'id-3');
});

test('a name that leads nowhere, or to several records, fails and is asked for again', async () => {
  let ids: string[] = [];
  const { org, calls } = orgWith(() => ids);
  const fields = { OwnerId: { user: 'nobody@acme.it' } };
  const missing = await failureOf(resolveReferences(org, 'Lead', fields));
  assert.deepEqual([missing.code, missing.data.fields], ['invalid', ['OwnerId']]);
  assert.match(missing.message, /^Lead\.OwnerId: there is no user with Username "nobody@acme\.it" in this org\./);
  ids = ['a', 'b'];
  assert.match((await failureOf(resolveReferences(org, 'Lead', fields))).message, /there are several records/);
  ids = ['a'];
  assert.deepEqual(await resolveReferences(org, 'Lead', fields), { OwnerId: 'a' });
  assert.equal(calls.length, 3);
});
