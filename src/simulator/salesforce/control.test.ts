import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestOrg, type TestOrg } from './test-org.ts';
import type { CallEntry } from './call-log.ts';

const LEAD = '/services/data/v68.0/sobjects/Lead';
const ADA = { LastName: 'Rossi', Company: 'Sconosciuta' };

async function calls(org: TestOrg, after = 0): Promise<CallEntry[]> {
  const reply = await org.call('GET', `/_control/calls?after=${after}`);
  return (reply.body as { calls: CallEntry[] }).calls;
}

test('every API call is logged with what it did', async (context) => {
  const org = await startTestOrg(context, { now: () => 1_800_000_000_000 });
  await org.call('PATCH', `${LEAD}/Rondine_Key__c/k1`, ADA);
  await org.call('PATCH', `${LEAD}/Rondine_Key__c/k1`, { Title: 5 });
  const [token, first, second] = await calls(org);
  assert.equal(token?.operation, 'token');
  assert.deepEqual(first, {
    number: 2,
    at: 1_800_000_000_000,
    method: 'PATCH',
    path: `${LEAD}/Rondine_Key__c/k1`,
    operation: 'upsert',
    object: 'Lead',
    recordId: '00QgL0000000001UAA',
    created: true,
    key: { field: 'Rondine_Key__c', value: 'k1' },
    status: 201,
    fault: null,
  });
  assert.deepEqual([second?.status, second?.created], [400, false]);
  assert.deepEqual(
    (await calls(org, 2)).map((call) => call.number),
    [3],
  );
});

test('records are listed newest first with their fields and how often they were written', async (context) => {
  const org = await startTestOrg(context);
  for (const key of ['k1', 'k2']) await org.call('PATCH', `${LEAD}/Rondine_Key__c/${key}`, ADA);
  await org.call('PATCH', `${LEAD}/Rondine_Key__c/k1`, { Title: 'Ing.' });
  type Shown = { creates: number; updates: number; fields: Record<string, unknown> };
  const { records } = (await org.call('GET', '/_control/records/Lead')).body as { records: Shown[] };
  assert.deepEqual(
    records.map(({ creates, updates, fields }) => [fields['Rondine_Key__c'], creates, updates, fields['Title']]),
    [
      ['k2', 1, 0, undefined],
      ['k1', 1, 1, 'Ing.'],
    ],
  );
  const newest = await org.call('GET', '/_control/records/Lead?limit=1');
  assert.equal((newest.body as { records: Shown[] }).records[0]?.fields['Rondine_Key__c'], 'k2');
  const unknown = await org.call('GET', '/_control/records/Dog');
  assert.equal(unknown.status, 400);
  assert.match((unknown.body as { error: string }).error, /no object "Dog"/);
});

test('the summary counts records, writes, refused duplicates and calls', async (context) => {
  const org = await startTestOrg(context, { callLog: false });
  await org.call('POST', LEAD, { ...ADA, Rondine_Key__c: 'k' });
  await org.call('POST', LEAD, { ...ADA, Rondine_Key__c: 'k' });
  await org.call('PATCH', `${LEAD}/Rondine_Key__c/k`, ADA);
  const summary = (await org.call('GET', '/_control/summary')).body as {
    calls: { total: number; byOperation: object; byStatus: object };
    records: Record<string, object>;
    refusedDuplicates: number;
  };
  assert.deepEqual(summary.records['Lead'], { records: 1, creates: 1, updates: 1, deletes: 0, duplicateKeys: 0 });
  assert.equal(summary.refusedDuplicates, 1);
  assert.deepEqual(summary.calls, {
    total: 4,
    byOperation: { token: 1, create: 2, upsert: 1 },
    byStatus: { 200: 2, 201: 1, 400: 1 },
  });
  assert.deepEqual(await calls(org), []);
});

test('faults are set, listed and removed', async (context) => {
  const org = await startTestOrg(context);
  const set = await org.call('POST', '/_control/faults', [{ kind: 'unavailable', count: 1 }, { kind: 'html' }]);
  assert.deepEqual(set.body, {
    faults: [
      { kind: 'unavailable', count: 1, struck: 0 },
      { kind: 'html', struck: 0 },
    ],
  });
  assert.equal((await org.call('POST', LEAD, ADA)).status, 503);
  assert.match((await org.call('GET', '/_control/faults')).text, /"struck":1/);
  await org.call('DELETE', '/_control/faults');
  assert.equal((await org.call('POST', LEAD, ADA)).status, 201);
  assert.equal((await org.call('POST', '/_control/faults', '{')).status, 400);
  assert.match((await org.call('POST', '/_control/faults', { kind: 'fire' })).text, /one of latency/);
});

test('sessions and refresh tokens end on request', async (context) => {
  const org = await startTestOrg(context, { refreshTokens: ['r1', 'r2'] });
  await org.call('POST', '/_control/expire-tokens');
  assert.equal((await org.call('GET', LEAD)).status, 401);
  const refresh = async (token: string) =>
    (await org.token({ grant_type: 'refresh_token', refresh_token: token, client_id: 'a' })).status;
  assert.equal(await refresh('r1'), 200);
  const one = await org.call('POST', '/_control/revoke-refresh-token', { token: 'r1' });
  assert.deepEqual(one.body, { revoked: 1 });
  assert.deepEqual([await refresh('r1'), await refresh('r2')], [400, 200]);
  await org.call('POST', '/_control/revoke-refresh-token');
  assert.equal(await refresh('r2'), 400);
});

test('reset brings a new org, with its seeds and configured tokens', async (context) => {
  const org = await startTestOrg(context);
  await org.call('POST', LEAD, ADA);
  org.org.faults.add([{ kind: 'html' }]);
  await org.call('POST', '/_control/reset');
  assert.equal((await org.call('GET', LEAD)).status, 401);
  await org.signIn();
  const users = await org.call('GET', '/services/data/v68.0/query?q=SELECT+Id+FROM+User');
  assert.equal((users.body as { totalSize: number }).totalSize, 3);
  assert.equal(org.org.store.counts()['Lead']?.creates, 0);
});

test('the event stream tells each committed change and each call', async (context) => {
  const org = await startTestOrg(context);
  const stream = await fetch(`${org.url}/_control/events`);
  await org.call('POST', LEAD, ADA);
  let text = '';
  for await (const chunk of stream.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    if (text.includes('event: call')) break;
  }
  const [change, call] = [...text.matchAll(/^data: (.*)$/gm)].map(
    (match) => JSON.parse(match[1] ?? '') as Record<string, unknown>,
  );
  assert.deepEqual([change?.['change'], change?.['object']], ['created', 'Lead']);
  assert.match(JSON.stringify(change?.['fields']), /"LastName":"Rossi"/);
  assert.deepEqual([call?.['operation'], call?.['status']], ['create', 201]);
});

test('an unknown control call lists what there is', async (context) => {
  const org = await startTestOrg(context);
  const reply = await org.call('GET', '/_control/nope');
  assert.equal(reply.status, 404);
  assert.match(reply.text, /POST \/_control\/expire-tokens/);
});

test('settings of org, users and apps are changed from outside, and wrong ones are refused', async (context) => {
  const org = await startTestOrg(context, { clients: [{ id: 'app', secret: 'secret' }] });
  const post = async (path: string, body: object) => (await org.call('POST', `/_control/${path}`, body)).text;
  const statusOf = async () => (await org.call('GET', '/services/data/v68.0/limits')).status;
  await post('org', { apiDisabled: true });
  assert.equal(await statusOf(), 403);
  await post('org', { apiDisabled: false });
  await post('users/integrazione%40rondine-demo.example', { inactive: true });
  assert.equal(await statusOf(), 401);
  await post('users/integrazione@rondine-demo.example', { inactive: false });
  assert.equal(await statusOf(), 200);
  assert.match(await post('clients/app', { rotate: true, runAs: null }), /"rotate":true,"runAs":null/);
  assert.match((await org.call('GET', '/_control/clients')).text, /"PlatformCLI"[^]*"rotate":true/);

  assert.match(await post('org', { loked: true }), /no setting \\"loked\\"; there is locked, apiDisabled/);
  assert.match(await post('users/nobody', { inactive: true }), /no user \\"nobody\\"/);
  assert.match(await post('clients/nobody', { rotate: true }), /no app \\"nobody\\"; there is PlatformCLI, app/);
  assert.match(await post('clients/app', { rotate: 'yes' }), /\\"rotate\\" is true or false; got \\"yes\\"/);
  assert.match(await post('clients/app', { flows: ['dance'] }), /no flow \\"dance\\"; there is authorization_code/);
  assert.match(await post('advance', {}), /Say how far/);
});

test('tokens live as long as they are told to, those that are open too', async (context) => {
  const org = await startTestOrg(context, { now: () => 1_800_000_000_000 });
  await org.call('POST', '/_control/sessions', { tokenLifeMs: 1000 });
  await org.call('POST', '/_control/advance', { ms: 1001 });
  assert.equal((await org.call('GET', LEAD)).status, 401);
  await org.signIn();
  assert.equal((await org.call('GET', LEAD)).status, 200);
});

test('the quota of a day is set from outside, refuses what is beyond it and begins anew the next day', async (context) => {
  const org = await startTestOrg(context, { now: () => 1_800_000_000_000 });
  await org.call('POST', '/_control/usage', { used: 99, max: 100 });
  const last = await org.call('GET', LEAD);
  assert.deepEqual([last.status, last.headers.get('sforce-limit-info')], [200, 'api-usage=100/100']);
  const beyond = await org.call('GET', LEAD);
  assert.equal(beyond.status, 403);
  assert.match(beyond.text, /TotalRequests Limit exceeded\..*REQUEST_LIMIT_EXCEEDED/);
  await org.call('POST', '/_control/sessions', { sessionMs: 200_000_000 });
  await org.call('POST', '/_control/advance', { ms: 86_400_000 });
  assert.equal((await org.call('GET', LEAD)).headers.get('sforce-limit-info'), 'api-usage=1/100');
});
