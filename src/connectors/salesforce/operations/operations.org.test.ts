// The operations against a simulated org, over HTTP.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { connectOrg, perform, type ConnectedOrg } from '../testing/connected-org.ts';

const KEYLESS = { externalIdFields: { Campaign: '' } };

let effects = 0;

/** Performs an operation as an effect of its own, and gives what came of it. */
async function run(org: ConnectedOrg, operation: string, input: JsonObject): Promise<JsonObject> {
  effects++;
  const { output, failure } = await perform(org, { operation, input, key: `rd${String(effects).padStart(43, '0')}` });
  assert.ok(output, failure?.message ?? 'nothing came of it');
  return output;
}

/** How an operation is refused. */
async function refused(org: ConnectedOrg, operation: string, input: JsonObject) {
  effects++;
  const { failure } = await perform(org, { operation, input, key: `rd${String(effects).padStart(43, '0')}` });
  assert.ok(failure, 'it was not refused');
  return failure;
}

const lead = (org: ConnectedOrg, fields: JsonObject = {}) =>
  run(org, 'create', { object: 'Lead', fields: { LastName: 'Rossi', FirstName: 'Ada', Company: 'Acme', ...fields } });

test('records are got by id and by External ID, with the fields of their parents, and one that is missing is told', async (t) => {
  const org = await connectOrg(t);
  const { id } = await lead(org);
  const key = org.rows('Lead')[0]?.fields['Rondine_Key__c'] ?? '';
  const byId = await run(org, 'get', { object: 'Lead', id, fields: ['LastName', 'Owner.Name'] });
  assert.deepEqual(byId['record'], { Id: id, LastName: 'Rossi', Owner: { Name: 'Integrazione Rondine' } });
  const byKey = await run(org, 'get', { object: 'Lead', externalIdField: 'Rondine_Key__c', externalId: key });
  assert.deepEqual([byKey['id'], (byKey['record'] as JsonObject)['Company']], [id, 'Acme']);
  const missing = await run(org, 'get', { object: 'Lead', externalIdField: 'Rondine_Key__c', externalId: 'nobody' });
  assert.deepEqual(missing, { found: false, record: null });
  const misspelt = await refused(org, 'get', { object: 'Lead', externalIdField: 'Rondine_Kex__c', externalId: 'x' });
  assert.match(misspelt.message, /no field Rondine_Kex__c/);
});

test('records are found by conditions, in order, up to a limit, and by a query with variables', async (t) => {
  const org = await connectOrg(t);
  for (const LastName of ["D'Angelo", 'Bianchi', 'Rossi']) await lead(org, { LastName, City: 'Como' });
  const found = await run(org, 'find', {
    object: 'Lead',
    where: {
      all: [
        { field: 'City', operator: 'equals', value: 'Como' },
        { field: 'CreatedDate', operator: 'atLeast', value: 'TODAY' },
      ],
    },
    fields: ['LastName'],
    orderBy: [{ field: 'LastName', descending: true }],
    limit: 2,
  });
  assert.deepEqual(
    (found['records'] as JsonObject[]).map((record) => record['LastName']),
    ['Rossi', "D'Angelo"],
  );
  const queried = await run(org, 'find', {
    soql: 'SELECT Id, LastName FROM Lead WHERE LastName = :name',
    values: { name: "D'Angelo" },
  });
  assert.deepEqual([queried['total'], (queried['first'] as JsonObject)['LastName']], [1, "D'Angelo"]);
  const none = await run(org, 'find', {
    object: 'Lead',
    where: { all: [{ field: 'City', operator: 'equals', value: "x' OR City != '" }] },
  });
  assert.deepEqual(none, { found: false, total: 0, first: null, records: [] });
  const long = await refused(org, 'find', {
    object: 'Lead',
    where: { all: [{ field: 'Description', operator: 'contains', value: 'x' }] },
  });
  assert.equal(long.code, 'invalid');
  const wrong = await refused(org, 'find', { soql: 'SELECT Id FROM Lead WHERE' });
  assert.equal(wrong.code, 'invalid', 'what somebody wrote is theirs to correct');
});

test('an owner is set by the name of a queue or a user, and an unknown one is refused with a word', async (t) => {
  const org = await connectOrg(t);
  const { id } = await lead(org);
  const given = await run(org, 'setOwner', { object: 'Lead', id, queue: 'Lead_da_assegnare' });
  assert.match(String(given['ownerId']), /^00G/);
  assert.equal(org.rows('Lead')[0]?.fields['OwnerId'], given['ownerId']);
  const unknown = await refused(org, 'setOwner', { object: 'Lead', id, user: 'nobody@acme.it' });
  assert.match(unknown.message, /no user with Username "nobody@acme.it"/);
});

test('an activity is a completed task of the person, on the day of the zone of the connection', async (t) => {
  const org = await connectOrg(t);
  org.clock.now = Date.parse('2026-11-22T23:30:00Z');
  const { id } = await lead(org);
  await run(org, 'logActivity', { subject: 'WhatsApp', text: 'x'.repeat(40_000), who: id });
  await run(org, 'logActivity', {
    subject: 'Chiamata',
    who: id,
    kind: 'call',
    direction: 'inbound',
    durationSeconds: 65,
  });
  const [message, call] = org.rows('Task').map(({ fields }) => fields);
  assert.deepEqual(
    [message?.['WhoId'], message?.['Status'], message?.['ActivityDate'], String(message?.['Description']).length],
    [id, 'Completed', '2026-11-23', 32_000],
  );
  assert.deepEqual(
    [call?.['TaskSubtype'], call?.['CallType'], call?.['CallDurationInSeconds']],
    ['Call', 'Inbound', 65],
  );
  const both = await refused(org, 'logActivity', { subject: 'x', who: id, what: '500xx0000000001AAA' });
  assert.deepEqual(both.data.fields, ['WhatId']);
});

test('a long comment becomes numbered ones, none longer than 4,000 bytes, with one call', async (t) => {
  const org = await connectOrg(t);
  const { id: caseId } = await run(org, 'create', { object: 'Case', fields: { Subject: 'Ciao' } });
  const text = 'Perché è così? '.repeat(600);
  const made = await run(org, 'addCaseComment', { caseId, text, public: true });
  const comments = org.rows('CaseComment').map(({ fields }) => fields);
  assert.deepEqual([comments.length, (made['ids'] as string[]).length, org.calls('create-many')], [3, 3, 1]);
  assert.ok(comments.every((comment) => comment['IsPublished'] === true && comment['ParentId'] === caseId));
  assert.match(String(comments[0]?.['CommentBody']), /^\(1\/3\) Perché/);
});

test('a file is attached to its record, with its bytes', async (t) => {
  const bytes = new Uint8Array(300_000).map((_, index) => index % 251);
  const media = {
    f1: { bytes: bytes.length, stream: () => ReadableStream.from([bytes.subarray(0, 7), bytes.subarray(7)]) },
  };
  const org = await connectOrg(t, { media });
  const { id: recordId } = await lead(org);
  const attached = await run(org, 'attachFile', {
    recordId,
    file: { id: 'f1', mime: 'image/jpeg' },
    title: 'Il tetto',
  });
  const [version] = org.rows('ContentVersion').map(({ fields }) => fields);
  assert.deepEqual(
    [version?.['Title'], version?.['ContentSize'], version?.['FileExtension'], version?.['FirstPublishLocationId']],
    ['Il tetto', bytes.length, 'jpg', recordId],
  );
  assert.equal(attached['documentId'], version?.['ContentDocumentId']);
  const gone = await refused(org, 'attachFile', { recordId, file: 'f2' });
  assert.equal(gone.code, 'not_found');
});

test('a campaign gets each person once, and the status changes only where the step says so', async (t) => {
  const org = await connectOrg(t, { config: KEYLESS });
  const { id } = await lead(org);
  await run(org, 'create', { object: 'Campaign', fields: { Name: 'Primavera' } });
  const input = { campaign: 'Primavera', lead: id, status: 'Sent' };
  const first = await run(org, 'addCampaignMember', input);
  const again = await run(org, 'addCampaignMember', { ...input, status: 'Responded' });
  const changed = await run(org, 'addCampaignMember', { ...input, status: 'Responded', onMember: 'update' });
  assert.deepEqual(
    [first, again, changed].map(({ id: member, created, status }) => [member === first['id'], created, status]),
    [
      [true, true, 'Sent'],
      [true, false, 'Sent'],
      [true, false, 'Responded'],
    ],
  );
  assert.equal(org.rows('CampaignMember').length, 1);
});

test('what is deleted already counts as done, and the person is unlinked from it', async (t) => {
  const org = await connectOrg(t);
  const { id } = await lead(org);
  assert.equal((await run(org, 'delete', { object: 'Lead', id }))['deleted'], true);
  assert.deepEqual(await run(org, 'delete', { object: 'Lead', id }), { object: 'Lead', id, deleted: false });
  const nobody = await refused(org, 'delete', { object: 'Lead', externalIdField: 'Rondine_Key__c', externalId: 'x' });
  assert.equal(nobody.code, 'not_found');
});
