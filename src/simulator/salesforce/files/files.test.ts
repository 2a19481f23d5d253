import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { errorOf, startTestOrg, type TestOrg } from '../test-org.ts';

const DATA = '/services/data/v68.0';
const VERSIONS = `${DATA}/sobjects/ContentVersion`;

async function make(org: TestOrg, object: string, fields: object): Promise<string> {
  return ((await org.call('POST', `${DATA}/sobjects/${object}`, fields)).body as { id: string }).id;
}

async function download(org: TestOrg, id: string): Promise<Buffer> {
  const { authorization } = await tokenOf(org);
  const response = await fetch(`${org.url}${VERSIONS}/${id}/VersionData`, { headers: { authorization } });
  return Buffer.from(await response.arrayBuffer());
}

async function tokenOf(org: TestOrg): Promise<{ authorization: string }> {
  const form = {
    grant_type: 'refresh_token',
    refresh_token: '5Aep-demo-refresh',
    client_id: 'app',
    client_secret: 'secret',
  };
  const { access_token } = (await org.token(form)).body as { access_token: string };
  return { authorization: `Bearer ${access_token}` };
}

async function query(org: TestOrg, soql: string): Promise<Record<string, unknown>[]> {
  const reply = await org.call('GET', `${DATA}/query?q=${encodeURIComponent(soql)}`);
  return (reply.body as { records: Record<string, unknown>[] }).records;
}

test('a file sent as base64 becomes a document that is linked to its record', async (context) => {
  const org = await startTestOrg(context);
  const caseId = await make(org, 'Case', { Subject: 'x' });
  const VersionData = Buffer.from('ciao').toString('base64');
  const file = { PathOnClient: 'foto del guasto.JPG', VersionData, FirstPublishLocationId: caseId };
  const id = await make(org, 'ContentVersion', file);
  const [version] = await query(
    org,
    `SELECT Title, FileExtension, ContentSize, ContentDocumentId, IsLatest FROM ContentVersion WHERE Id = '${id}'`,
  );
  assert.deepEqual(
    [version?.['Title'], version?.['FileExtension'], version?.['ContentSize'], version?.['IsLatest']],
    ['foto del guasto', 'jpg', 4, true],
  );
  const links = await query(
    org,
    `SELECT ShareType, ContentDocument.LatestPublishedVersionId FROM ContentDocumentLink WHERE LinkedEntityId = '${caseId}'`,
  );
  assert.equal(links.length, 1);
  const document = links[0]?.['ContentDocument'] as { LatestPublishedVersionId: string };
  assert.deepEqual([links[0]?.['ShareType'], document.LatestPublishedVersionId], ['V', id]);
  const row = (await org.call('GET', `${VERSIONS}/${id}`)).body as { VersionData: string };
  assert.equal(row.VersionData, `${VERSIONS}/${id}/VersionData`);
  assert.equal((await download(org, id)).toString(), 'ciao');
});

test('a file sent as a form keeps every byte, and its next version takes its place', async (context) => {
  const org = await startTestOrg(context);
  const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256));
  const upload = async (fields: object): Promise<string> => {
    const form = new FormData();
    form.append('entity_content', new Blob([JSON.stringify(fields)], { type: 'application/json' }));
    form.append('VersionData', new Blob([bytes], { type: 'application/octet-stream' }), 'a.bin');
    const headers = await tokenOf(org);
    const response = await fetch(org.url + VERSIONS, { method: 'POST', body: form, headers });
    assert.equal(response.status, 201);
    return ((await response.json()) as { id: string }).id;
  };
  const first = await upload({ PathOnClient: 'a.bin' });
  assert.deepEqual(await download(org, first), bytes);
  const [version] = await query(org, `SELECT ContentDocumentId FROM ContentVersion WHERE Id = '${first}'`);
  const second = await upload({ PathOnClient: 'a.bin', ContentDocumentId: version?.['ContentDocumentId'] });
  const versions = await query(org, 'SELECT Id, VersionNumber FROM ContentVersion WHERE IsLatest = true');
  assert.deepEqual([versions.length, versions[0]?.['Id'], versions[0]?.['VersionNumber']], [1, second, '2']);
});

test('a file without a name or without content is refused, and no document is left behind', async (context) => {
  const org = await startTestOrg(context);
  const nothing = await org.call('POST', VERSIONS, { PathOnClient: 'a.txt' });
  assert.deepEqual(errorOf(nothing).fields, ['VersionData']);
  const nameless = await org.call('POST', VERSIONS, { VersionData: 'YQ==' });
  assert.deepEqual(errorOf(nameless).fields, ['PathOnClient']);
  assert.equal(org.org.store.counts()['ContentDocument']?.records, 0);
  assert.equal((await org.call('GET', `${VERSIONS}/068gL0000000099/VersionData`)).status, 404);
});

test('files, and what an admin did, survive a restart', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'org-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const stateFile = join(folder, 'state.jsonl');
  const first = await startTestOrg(context, { stateFile });
  await first.call('POST', '/_control/setup', { deed: 'custom-field', object: 'Lead', name: 'Codice__c' });
  await first.call('POST', '/_control/setup', {
    deed: 'assignment-rule',
    object: 'Lead',
    entries: [{ owner: 'Assistenza' }],
  });
  const id = await make(first, 'ContentVersion', { PathOnClient: 'a.txt', VersionData: 'YQ==' });
  const lead = { LastName: 'R', Company: 'C', Codice__c: '1' };
  assert.match(await make(first, 'Lead', lead), /^00Q/);
  await first.close();
  const second = await startTestOrg(context, { stateFile });
  assert.equal((await download(second, id)).toString(), 'a');
  assert.match(await make(second, 'Lead', { ...lead, Codice__c: '2' }), /^00Q/);
  const owners = await query(second, 'SELECT Owner.Name FROM Lead');
  assert.deepEqual(
    owners.map(({ Owner }) => (Owner as { Name: string }).Name),
    ['Assistenza', 'Assistenza'],
  );
});
