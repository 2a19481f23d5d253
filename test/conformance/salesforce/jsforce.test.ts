import assert from 'node:assert/strict';
import { createHash, createSign } from 'node:crypto';
import { describe, test, type TestContext } from 'node:test';
import { Connection, OAuth2 } from '@jsforce/jsforce-node';
import { assertionKeys } from './assertion-keys.ts';
import { startOrg, tokenOf, type OrgProcess } from './org-process.ts';
import { visit } from './visit.ts';

const GIULIA = 'giulia.bianchi@rondine-demo.example';
const CALLBACK = 'http://127.0.0.1:9/callback';
const APP = { id: 'app', secret: 'secret', callbacks: [CALLBACK] };

/** The client that most Node programs use takes the simulated org for an org. */
describe('jsforce', () => {
  async function connected(t: TestContext): Promise<{ org: OrgProcess; connection: Connection }> {
    const org = await startOrg(t);
    const accessToken = await tokenOf(org);
    return { org, connection: new Connection({ instanceUrl: org.url, accessToken, version: '68.0' }) };
  }

  test('goes through consent with PKCE, refreshes by itself and signs out', async (t) => {
    const org = await startOrg(t, { clients: [{ ...APP, requirePkce: true }] });
    const oauth2 = new OAuth2({ loginUrl: org.url, clientId: 'app', clientSecret: 'secret', redirectUri: CALLBACK });
    const verifier = 'v'.repeat(50);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const page = oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 's', code_challenge: challenge });
    const back = await visit(page, GIULIA, CALLBACK);
    assert.equal(back.searchParams.get('state'), 's');
    const connection = new Connection({ oauth2, version: '68.0' });
    const user = await connection.authorize(back.searchParams.get('code') ?? '', { code_verifier: verifier });
    assert.match(user.organizationId, /^00D\w{15}$/);
    assert.equal((await connection.identity()).username, GIULIA);
    await org.control('POST', 'expire-tokens');
    assert.equal((await connection.query('SELECT Id FROM Lead')).totalSize, 0);
    await connection.logout(true);
    const { accessToken } = connection;
    assert.equal(accessToken, null);
  });

  test('signs in with an assertion', async (t) => {
    const { certificate, privateKey } = assertionKeys();
    const org = await startOrg(t, { clients: [{ id: 'app', certificate, preauthorizedUsers: [GIULIA] }] });
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const claims = { iss: 'app', sub: GIULIA, aud: org.url, exp: Math.floor(Date.now() / 1000) + 120 };
    const signed = `${encode({ alg: 'RS256' })}.${encode(claims)}`;
    const signature = createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url');
    const connection = new Connection({ loginUrl: org.url, instanceUrl: org.url });
    const bearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    await connection.authorize({ grant_type: bearer, assertion: `${signed}.${signature}` });
    assert.equal((await connection.identity()).username, GIULIA);
  });

  test('writes and reads records one by one', async (t) => {
    const { org, connection } = await connected(t);
    const leads = connection.sobject('Lead');
    const { id } = await leads.create({ LastName: 'Rossi', Company: 'C' });
    await leads.update({ Id: id ?? '', Title: 'Ing.' });
    assert.equal((await leads.retrieve(id ?? ''))['Title'], 'Ing.');
    const upsert = (title: string) =>
      leads.upsert({ Rondine_Key__c: 'k', LastName: 'V', Company: 'C', Title: title }, 'Rondine_Key__c');
    const [first, second] = [await upsert('1'), await upsert('2')];
    assert.equal(first.id, second.id);
    await assert.rejects(leads.create({ Company: 'C' }), { errorCode: 'REQUIRED_FIELD_MISSING' });
    await leads.destroy(id ?? '');
    await assert.rejects(leads.retrieve(id ?? ''), { errorCode: 'ENTITY_IS_DELETED' });
    assert.deepEqual(
      (await org.records('Lead')).map((lead) => lead['Title']),
      ['2'],
    );
  });

  test('writes and reads many records at once', async (t) => {
    const { org, connection } = await connected(t);
    const names = Array.from({ length: 450 }, (_, index) => `Rossi ${index}`);
    const made = await connection.sobject('Lead').create(
      names.map((name) => ({ LastName: name, Company: 'C' })),
      { allowRecursive: true },
    );
    assert.ok(made.every(({ success }) => success));
    const pages = { autoFetch: true, maxFetch: 1000, headers: { 'Sforce-Query-Options': 'batchSize=200' } };
    const found = await connection.query<{ Id: string }>('SELECT Id FROM Lead ORDER BY Id', pages);
    const ids = found.records.map((record) => record.Id);
    assert.deepEqual(new Set(ids), new Set(made.map((result) => result.id ?? '')));
    await connection.sobject('Lead').destroy(ids.slice(0, 50));
    assert.equal((await org.records('Lead')).length, 400);
  });

  test('describes and counts its calls', async (t) => {
    const { connection } = await connected(t);
    const described = await connection.sobject('Lead').describe();
    assert.ok(described.fields.some(({ name, unique }) => name === 'Rondine_Key__c' && unique));
    await connection.sobject('Lead').create({ LastName: 'Rossi', Company: 'C' });
    assert.equal(connection.limitInfo.apiUsage?.used, 2);
  });

  test('searches', async (t) => {
    const { org, connection } = await connected(t);
    const { id } = await connection.sobject('Lead').create({ LastName: 'Zanetti', Company: 'C' });
    await org.control('POST', 'advance', { ms: 60_000 });
    const found = await connection.search('FIND {Zanetti} IN ALL FIELDS RETURNING Lead(Id)');
    assert.deepEqual(
      found.searchRecords.map((record) => record['Id']),
      [id],
    );
  });

  test('loads a table in bulk', async (t) => {
    const { org, connection } = await connected(t);
    const input = [
      { LastName: 'Uno', Company: 'C, "e figli"' },
      { LastName: 'Due', Company: '' },
    ];
    connection.bulk2.pollInterval = 50;
    const results = await connection.bulk2.loadAndWaitForResults({ object: 'Lead', operation: 'insert', input });
    assert.equal(results.successfulResults.length, 1);
    assert.match(results.failedResults[0]?.sf__Error ?? '', /REQUIRED_FIELD_MISSING/);
    assert.deepEqual(
      (await org.records('Lead')).map((lead) => lead['Company']),
      ['C, "e figli"'],
    );
  });
});
