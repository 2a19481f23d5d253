import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Connection, OAuth2 } from '@jsforce/jsforce-node';
import { startTestOrg } from './test-org.ts';

/** An outside judge: a client that knows nothing of this simulator works with it as with the real org. */
test('jsforce signs in, creates, upserts, reads, describes and queries', async (context) => {
  const { url, org } = await startTestOrg(context, { clients: [{ id: 'app', secret: 'secret' }] });
  const oauth2 = new OAuth2({ loginUrl: url, clientId: 'app', clientSecret: 'secret' });
  const token = await oauth2.refreshToken('5Aep-demo-refresh');
  assert.equal(token.instance_url, url);
  const connection = new Connection({
    instanceUrl: token.instance_url,
    accessToken: token.access_token,
    refreshToken: '5Aep-demo-refresh',
    oauth2,
    version: '68.0',
  });

  const identity = await connection.identity();
  assert.equal(identity.organization_id, org.organizationId);

  const created = await connection.sobject('Lead').create({ LastName: 'Rossi', Company: 'Sconosciuta' });
  assert.equal(created.success, true);
  const lead = await connection.sobject('Lead').retrieve(created.id ?? '');
  assert.deepEqual([lead['LastName'], lead['Status']], ['Rossi', 'Open - Not Contacted']);

  const upsert = () =>
    connection.sobject('Case').upsert({ Rondine_Key__c: 'rd-1', Subject: 'Preventivo' }, 'Rondine_Key__c');
  const [first, second] = [await upsert(), await upsert()];
  assert.equal(first.id, second.id);

  const described = await connection.sobject('Case').describe();
  assert.equal(described.fields.find((field) => field.name === 'Rondine_Key__c')?.unique, true);

  const found = await connection.query<{ CaseNumber: string }>(
    "SELECT Id, CaseNumber FROM Case WHERE Rondine_Key__c = 'rd-1'",
  );
  assert.deepEqual([found.totalSize, found.records[0]?.CaseNumber], [1, '00001001']);

  await assert.rejects(connection.sobject('Lead').create({ Company: 'C' }), { errorCode: 'REQUIRED_FIELD_MISSING' });

  org.sessions.expireAll();
  assert.equal((await connection.query('SELECT Id FROM Lead')).totalSize, 1);
  await connection.sobject('Lead').destroy(created.id ?? '');
  assert.equal((await connection.query('SELECT Id FROM Lead')).totalSize, 0);
});
