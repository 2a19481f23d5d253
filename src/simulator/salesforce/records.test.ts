import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecordId } from './record-id.ts';
import { errorOf, startTestOrg } from './test-org.ts';

const DATA = '/services/data/v68.0';
const LEAD = `${DATA}/sobjects/Lead`;
const ADA = { FirstName: 'Ada', LastName: 'Rossi', Company: 'Sconosciuta' };

test('create answers 201 with id and location, and the record reads back with defaults', async (context) => {
  const org = await startTestOrg(context);
  const created = await org.call('POST', LEAD, { ...ADA, Phone: '+393331234567', LeadSource: 'WhatsApp' });
  assert.equal(created.status, 201);
  const { id, ...rest } = created.body as { id: string };
  assert.deepEqual(rest, { success: true, errors: [] });
  assert.equal(readRecordId(id), id);
  assert.ok(id.startsWith('00Q'));
  assert.equal(created.headers.get('location'), `${LEAD}/${id}`);
  assert.match(created.headers.get('sforce-limit-info') ?? '', /^api-usage=\d+\/\d+$/);

  const lead = (await org.call('GET', `${LEAD}/${id}`)).body as Record<string, unknown>;
  assert.deepEqual(lead['attributes'], { type: 'Lead', url: `${LEAD}/${id}` });
  assert.equal(lead['Name'], 'Ada Rossi');
  assert.equal(lead['Status'], 'Open - Not Contacted');
  assert.equal(lead['LeadSource'], 'WhatsApp');
  assert.equal(lead['OwnerId'], org.org.userId);
  assert.equal(lead['Email'], null);
  assert.equal(lead['IsConverted'], false);
  assert.match(String(lead['CreatedDate']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);

  const some = await org.call('GET', `${LEAD}/${id.slice(0, 15)}?fields=Name,Phone`);
  assert.deepEqual(Object.keys(some.body as object), ['attributes', 'Name', 'Phone']);
});

test('cases are numbered with eight digits and close with their status', async (context) => {
  const org = await startTestOrg(context);
  const ids: string[] = [];
  for (const Subject of ['Uno', 'Due']) {
    ids.push(((await org.call('POST', `${DATA}/sobjects/Case`, { Subject })).body as { id: string }).id);
  }
  const read = async (id: string | undefined) =>
    (await org.call('GET', `${DATA}/sobjects/Case/${id}`)).body as Record<string, unknown>;
  assert.deepEqual([(await read(ids[0]))['CaseNumber'], (await read(ids[1]))['CaseNumber']], ['00001001', '00001002']);
  await org.call('PATCH', `${DATA}/sobjects/Case/${ids[0]}`, { Status: 'Closed' });
  const closed = await read(ids[0]);
  assert.equal(closed['IsClosed'], true);
  assert.equal(closed['ClosedDate'], closed['LastModifiedDate']);
  await org.call('PATCH', `${DATA}/sobjects/Case/${ids[0]}`, { Status: 'Working' });
  assert.equal((await read(ids[0]))['ClosedDate'], null);
});

test('update answers 204, delete 204 once and then that the record is deleted', async (context) => {
  const org = await startTestOrg(context);
  const { id } = (await org.call('POST', LEAD, ADA)).body as { id: string };
  assert.equal((await org.call('PATCH', `${LEAD}/${id}`, { LastName: 'Bianchi' })).status, 204);
  const lead = (await org.call('GET', `${LEAD}/${id}`)).body as Record<string, unknown>;
  assert.equal(lead['Name'], 'Ada Bianchi');
  assert.equal((await org.call('POST', `${LEAD}/${id}?_HttpMethod=PATCH`, { Title: 'Ing.' })).status, 204);
  assert.equal((await org.call('DELETE', `${LEAD}/${id}`)).status, 204);
  const again = await org.call('DELETE', `${LEAD}/${id}`);
  assert.deepEqual([again.status, errorOf(again).errorCode], [404, 'ENTITY_IS_DELETED']);
  assert.equal((await org.call('GET', `${LEAD}/${id}`)).status, 404);
});

test('upsert creates once, then updates, and the key reads the record back', async (context) => {
  const org = await startTestOrg(context);
  const path = `${LEAD}/Rondine_Key__c/rd_k-1`;
  assert.equal((await org.call('GET', path)).status, 404);
  const first = await org.call('PATCH', path, ADA);
  assert.equal(first.status, 201);
  const { id } = first.body as { id: string };
  assert.deepEqual(first.body, { id, success: true, errors: [], created: true });
  const second = await org.call('PATCH', path, { LastName: 'Verdi' });
  assert.equal(second.status, 200);
  assert.deepEqual(second.body, { id, success: true, errors: [], created: false });
  const read = (await org.call('GET', path)).body as Record<string, unknown>;
  assert.deepEqual([read['Id'], read['LastName'], read['Rondine_Key__c']], [id, 'Verdi', 'rd_k-1']);
  const old = await org.call('PATCH', path.replace('v68.0', 'v45.0'), { Title: 'x' });
  assert.deepEqual([old.status, old.text], [204, '']);
});

test('a key is percent-decoded, compared with its case, and free again after deletion', async (context) => {
  const org = await startTestOrg(context);
  const key = 'wa/39+1#2?x=1 à';
  const path = `${LEAD}/Rondine_Key__c/${encodeURIComponent(key)}`;
  const { id } = (await org.call('PATCH', path, ADA)).body as { id: string };
  const read = (await org.call('GET', `${LEAD}/${id}`)).body as Record<string, unknown>;
  assert.equal(read['Rondine_Key__c'], key);
  assert.equal((await org.call('PATCH', `${LEAD}/Rondine_Key__c/abc`, ADA)).status, 201);
  assert.equal((await org.call('PATCH', `${LEAD}/Rondine_Key__c/ABC`, ADA)).status, 201);
  assert.equal((await org.call('DELETE', path)).status, 204);
  assert.equal((await org.call('GET', path)).status, 404);
  assert.equal((await org.call('PATCH', path, ADA)).status, 201);
});

test('upsert refuses the key or an id in the body, unknown keys, and never creates with updateOnly', async (context) => {
  const org = await startTestOrg(context);
  const path = `${LEAD}/Rondine_Key__c/k`;
  await org.call('PATCH', path, ADA);
  for (const name of ['Rondine_Key__c', 'Id']) {
    const reply = await org.call('PATCH', path, { ...ADA, [name]: 'k' });
    assert.equal(reply.status, 400);
    assert.equal(errorOf(reply).message, `The ${name} field should not be specified in the sobject data.`);
  }
  const noField = await org.call('PATCH', `${LEAD}/Nope__c/k`, ADA);
  assert.equal(noField.status, 404);
  assert.match(errorOf(noField).message, /^Provided external ID field does not exist or is not accessible: Nope__c/);
  assert.equal((await org.call('PATCH', `${LEAD}/Rondine_Key__c/new?updateOnly=true`, ADA)).status, 404);
  assert.equal((await org.call('PATCH', `${path}?updateOnly=true`, { Title: 'x' })).status, 200);
  assert.equal(org.org.store.counts()['Lead']?.records, 1);
});

test('a key that several records share is answered with 300 and writes nothing', async (context) => {
  const org = await startTestOrg(context);
  for (const FirstName of ['Ada', 'Bea']) await org.call('POST', LEAD, { ...ADA, FirstName, Email: 'a@b.it' });
  const reply = await org.call('PATCH', `${LEAD}/Email/A@b.it`, { LastName: 'X' });
  assert.equal(reply.status, 300);
  assert.equal((reply.body as string[]).length, 2);
  assert.ok((reply.body as string[]).every((url) => url.startsWith(`${LEAD}/00Q`)));
  assert.equal(org.org.store.counts()['Lead']?.updates, 0);
});

test('a parent may be named by its external id', async (context) => {
  const org = await startTestOrg(context);
  const contact = await org.call('PATCH', `${DATA}/sobjects/Contact/Rondine_Key__c/c1`, { LastName: 'Rossi' });
  const body = { Subject: 'x', Contact: { Rondine_Key__c: 'c1' } };
  const { id } = (await org.call('POST', `${DATA}/sobjects/Case`, body)).body as { id: string };
  const read = (await org.call('GET', `${DATA}/sobjects/Case/${id}`)).body as Record<string, unknown>;
  assert.equal(read['ContactId'], (contact.body as { id: string }).id);
  const lost = await org.call('POST', `${DATA}/sobjects/Case`, { Contact: { Rondine_Key__c: 'c2' } });
  assert.match(errorOf(lost).message, /Foreign key external ID: c2 not found/);
});

test('paths may start with two slashes, and unknown things are answered with 404, 405 or 410', async (context) => {
  const org = await startTestOrg(context);
  assert.equal((await org.call('GET', `/${DATA}/limits`)).status, 200);
  assert.equal((await org.call('GET', `${DATA}/sobjects/Nope`)).status, 404);
  assert.equal((await org.call('GET', `${DATA}/nope`)).status, 404);
  assert.equal((await org.call('GET', '/elsewhere')).status, 404);
  assert.equal((await org.call('GET', `${LEAD}/%zz`)).status, 404);
  assert.equal((await org.call('GET', '/services/data/v69.0')).status, 404);
  assert.equal(errorOf(await org.call('GET', '/services/data/v30.0/limits')).errorCode, 'GONE');
  const put = await org.call('PUT', LEAD, ADA);
  assert.equal(put.status, 405);
  assert.equal(errorOf(put).message, "HTTP Method 'PUT' not allowed. Allowed are HEAD,GET,POST");
});

test('the daily quota refuses further calls with 403', async (context) => {
  const org = await startTestOrg(context, { dailyApiRequests: 1 });
  const used = await org.call('GET', `${DATA}/limits`);
  assert.equal(used.headers.get('sforce-limit-info'), 'api-usage=1/1');
  const refused = await org.call('POST', LEAD, ADA);
  assert.deepEqual([refused.status, errorOf(refused).errorCode], [403, 'REQUEST_LIMIT_EXCEEDED']);
  assert.equal(org.org.store.counts()['Lead']?.records, 0);
});

test('a row is not sent again to a client that has it, nor changed under one that has not', async (context) => {
  let at = Date.parse('2026-11-22T10:00:00.500Z');
  const org = await startTestOrg(context, { now: () => at });
  const { id } = (await org.call('POST', LEAD, ADA)).body as { id: string };
  const read = (header: string) => org.call('GET', `${LEAD}/${id}`, undefined, { 'If-Modified-Since': header });
  assert.equal((await read('Sun, 22 Nov 2026 10:00:00 GMT')).status, 304);
  at += 5000;
  await org.call('PATCH', `${LEAD}/${id}`, { Title: 'x' });
  assert.equal((await read('Sun, 22 Nov 2026 10:00:00 GMT')).status, 200);
  const stale = { 'If-Unmodified-Since': 'Sun, 22 Nov 2026 10:00:00 GMT' };
  const refused = await org.call('PATCH', `${LEAD}/${id}`, { Title: 'y' }, stale);
  assert.deepEqual([refused.status, errorOf(refused).errorCode], [412, 'PRECONDITION_FAILED']);
});

test('a create by Id answers as an upsert does', async (context) => {
  const org = await startTestOrg(context);
  const reply = await org.call('POST', `${LEAD}/Id`, ADA);
  assert.deepEqual([reply.status, (reply.body as { created: boolean }).created], [201, true]);
});

test('a case knows its contact, a task its account, an opportunity its chances', async (context) => {
  const org = await startTestOrg(context);
  const make = async (object: string, fields: object): Promise<Record<string, unknown>> => {
    const { id } = (await org.call('POST', `${DATA}/sobjects/${object}`, fields)).body as { id: string };
    return (await org.call('GET', `${DATA}/sobjects/${object}/${id}`)).body as Record<string, unknown>;
  };
  const account = await make('Account', { Name: 'A' });
  const contact = await make('Contact', { LastName: 'R', Email: 'a@b.it', AccountId: account['Id'] });
  const issue = await make('Case', { ContactId: contact['Id'], Status: 'Closed' });
  assert.deepEqual([issue['AccountId'], issue['ContactEmail']], [account['Id'], 'a@b.it']);
  assert.equal(issue['IsClosedOnCreate'], true);
  const task = await make('Task', { Subject: 'x', WhatId: issue['Id'], Status: 'Completed' });
  assert.deepEqual([task['AccountId'], task['CompletedDateTime']], [account['Id'], task['CreatedDate']]);
  const deal = await make('Opportunity', { Name: 'O', StageName: 'Closed Won', CloseDate: '2026-12-01' });
  assert.deepEqual([deal['IsWon'], deal['IsClosed'], deal['Probability']], [true, true, 100]);
});
