import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorOf, startTestOrg, type TestOrg } from '../test-org.ts';
import { parseCsv } from './csv.ts';

const JOBS = '/services/data/v68.0/jobs';

type Job = { id: string; state: string; contentUrl: string; errorMessage?: string } & {
  numberRecordsProcessed: number;
  numberRecordsFailed: number;
};

async function ingest(org: TestOrg, asked: object, csv: string): Promise<Job> {
  const made = await org.call('POST', `${JOBS}/ingest`, { contentType: 'CSV', lineEnding: 'LF', ...asked });
  assert.equal(made.status, 200, made.text);
  const { id, state, contentUrl } = made.body as Job;
  assert.equal(state, 'Open');
  assert.equal((await org.call('PUT', `/${contentUrl}`, csv, { 'Content-Type': 'text/csv' })).status, 201);
  const complete = await org.call('PATCH', `${JOBS}/ingest/${id}`, { state: 'UploadComplete' });
  assert.equal((complete.body as Job).state, 'UploadComplete');
  return (await org.call('GET', `${JOBS}/ingest/${id}`)).body as Job;
}

async function rows(org: TestOrg, job: Job, name: string): Promise<string[][]> {
  return parseCsv((await org.call('GET', `${JOBS}/ingest/${job.id}/${name}`)).text);
}

test('rows are inserted, and each ends in one of the results', async (context) => {
  const org = await startTestOrg(context);
  const csv = 'LastName,Company,Description\nRossi,"ACME, Srl","dice ""ciao""\nsu due righe"\nVerdi,,x\n';
  const job = await ingest(org, { object: 'Lead', operation: 'insert' }, csv);
  assert.deepEqual([job.state, job.numberRecordsProcessed, job.numberRecordsFailed], ['JobComplete', 2, 1]);
  const [header, row] = await rows(org, job, 'successfulResults');
  assert.deepEqual(header, ['sf__Id', 'sf__Created', 'LastName', 'Company', 'Description']);
  assert.deepEqual(row?.slice(1, 4), ['true', 'Rossi', 'ACME, Srl']);
  assert.equal(org.org.store.find(row?.[0] ?? '')?.fields['Description'], 'dice "ciao"\nsu due righe');
  const [, failed] = await rows(org, job, 'failedResults');
  assert.deepEqual(failed?.slice(0, 3), [
    '',
    'REQUIRED_FIELD_MISSING:Required fields are missing: [Company]:Company --',
    'Verdi',
  ]);
  assert.equal((await rows(org, job, 'unprocessedrecords')).length, 1);
});

test('rows are upserted by a key, changed and deleted by id', async (context) => {
  const org = await startTestOrg(context);
  const upsert = {
    object: 'Lead',
    operation: 'upsert',
    externalIdFieldName: 'Rondine_Key__c',
    columnDelimiter: 'SEMICOLON',
  };
  const csv = 'Rondine_Key__c;LastName;Company\nk1;Rossi;C\nk2;Verdi;C\n';
  await ingest(org, upsert, csv);
  const again = await ingest(org, upsert, csv.replace('k2', 'k3'));
  const done = parseCsv((await org.call('GET', `${JOBS}/ingest/${again.id}/successfulResults`)).text, ';').slice(1);
  assert.deepEqual(
    done.map(([, created]) => created),
    ['false', 'true'],
  );
  const id = done[0]?.[0] ?? '';
  await ingest(org, { object: 'Lead', operation: 'update' }, `Id,Title,Company\n${id},Ing.,#N/A\n`);
  assert.equal(org.org.store.find(id)?.fields['Title'], undefined);
  await ingest(org, { object: 'Lead', operation: 'update' }, `Id,Title,City\n${id},Ing.,#N/A\n`);
  assert.equal(org.org.store.find(id)?.fields['Title'], 'Ing.');
  const gone = await ingest(org, { object: 'Lead', operation: 'delete' }, `Id\n${id}\n${id}\n`);
  assert.deepEqual([gone.numberRecordsProcessed, gone.numberRecordsFailed], [2, 1]);
});

test('a job with an unknown column fails, one in work says so, and one given up stays so', async (context) => {
  let at = Date.parse('2026-11-22T10:00:00Z');
  const org = await startTestOrg(context, { now: () => at, setup: [{ deed: 'org', bulkMs: 5000 }] });
  const failed = await ingest(org, { object: 'Lead', operation: 'insert' }, 'Nope\nx\n');
  assert.deepEqual([failed.state, failed.errorMessage], ['Failed', 'InvalidBatch : Field name not found : Nope']);
  const slow = await ingest(org, { object: 'Lead', operation: 'insert' }, 'LastName,Company\nR,C\n');
  assert.equal(slow.state, 'InProgress');
  at += 5000;
  assert.equal(((await org.call('GET', `${JOBS}/ingest/${slow.id}`)).body as Job).state, 'JobComplete');
  const late = await org.call('PATCH', `${JOBS}/ingest/${slow.id}`, { state: 'UploadComplete' });
  assert.equal(errorOf(late).errorCode, 'INVALIDJOBSTATE');
  const open = (await org.call('POST', `${JOBS}/ingest`, { object: 'Lead', operation: 'insert' })).body as Job;
  const aborted = await org.call('PATCH', `${JOBS}/ingest/${open.id}`, { state: 'Aborted' });
  assert.equal((aborted.body as Job).state, 'Aborted');
  assert.equal((await org.call('DELETE', `${JOBS}/ingest/${open.id}`)).status, 204);
  assert.equal((await org.call('GET', `${JOBS}/ingest/${open.id}`)).status, 404);
  const list = (await org.call('GET', `${JOBS}/ingest`)).body as { records: Job[] };
  assert.equal(list.records.length, 2);
  const unknown = await org.call('POST', `${JOBS}/ingest`, { object: 'Nope', operation: 'insert' });
  assert.equal(errorOf(unknown).errorCode, 'INVALIDENTITY');
});

test('a query is exported page by page', async (context) => {
  const org = await startTestOrg(context);
  await ingest(org, { object: 'Lead', operation: 'insert' }, 'LastName,Company\nA,C\nB,C\nD,C\n');
  const body = { operation: 'query', query: 'SELECT LastName, Owner.Name, Title FROM Lead ORDER BY LastName' };
  const { id } = (await org.call('POST', `${JOBS}/query`, body)).body as Job;
  assert.equal(((await org.call('GET', `${JOBS}/query/${id}`)).body as Job).state, 'JobComplete');
  const first = await org.call('GET', `${JOBS}/query/${id}/results?maxRecords=2`);
  assert.deepEqual(parseCsv(first.text), [
    ['LastName', 'Owner.Name', 'Title'],
    ['A', 'Integrazione Rondine', ''],
    ['B', 'Integrazione Rondine', ''],
  ]);
  const locator = first.headers.get('sforce-locator');
  const second = await org.call('GET', `${JOBS}/query/${id}/results?maxRecords=2&locator=${locator}`);
  assert.deepEqual([second.headers.get('sforce-locator'), parseCsv(second.text).length], ['null', 2]);
  assert.equal((await org.call('DELETE', `${JOBS}/query/${id}`)).status, 204);
});

test('CSV is read with any line ending, quotes and empty ends', () => {
  assert.deepEqual(parseCsv('\uFEFFa,b\r\n"1\r\n2",\r\n'), [
    ['a', 'b'],
    ['1\r\n2', ''],
  ]);
  assert.deepEqual(parseCsv('a,b\n1,'), [
    ['a', 'b'],
    ['1', ''],
  ]);
  assert.throws(() => parseCsv('a\n"x'), /never closed/);
});
