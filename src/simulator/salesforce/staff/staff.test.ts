import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorOf, startTestOrg, type TestOrg } from '../test-org.ts';

const DATA = '/services/data/v68.0';

async function make(org: TestOrg, object: string, fields: object): Promise<string> {
  const reply = await org.call('POST', `${DATA}/sobjects/${object}`, fields);
  assert.equal(reply.status, 201, reply.text);
  return (reply.body as { id: string }).id;
}

async function staff(org: TestOrg, deed: object): Promise<Record<string, string>> {
  const reply = await org.call('POST', '/_control/staff', deed);
  assert.equal(reply.status, 200, reply.text);
  return reply.body as Record<string, string>;
}

async function read(org: TestOrg, object: string, id: string | undefined): Promise<Record<string, unknown>> {
  return (await org.call('GET', `${DATA}/sobjects/${object}/${id}`)).body as Record<string, unknown>;
}

async function query(org: TestOrg, soql: string, resource = 'query'): Promise<Record<string, unknown>[]> {
  const reply = await org.call('GET', `${DATA}/${resource}?q=${encodeURIComponent(soql)}`);
  return (reply.body as { records: Record<string, unknown>[] }).records;
}

test('staff edits records under their own name, past validation rules and field security', async (context) => {
  const org = await startTestOrg(context, {
    setup: [{ deed: 'change-field', object: 'Lead', field: 'Title', access: 'hidden' }],
  });
  const id = await make(org, 'Lead', { LastName: 'Rossi', Company: 'C' });
  await staff(org, { deed: 'edit', id, fields: { Title: 'Ing.', LastName: 'Bianchi' }, as: 'marco.esposito' });
  const [row] = await query(org, `SELECT Name, LastModifiedBy.Name, CreatedBy.Name FROM Lead WHERE Id = '${id}'`);
  assert.ok(row);
  assert.equal(row['Name'], 'Bianchi');
  assert.equal((row['LastModifiedBy'] as { Name: string }).Name, 'Marco Esposito');
  assert.equal((row['CreatedBy'] as { Name: string }).Name, 'Integrazione Rondine');
  assert.equal(org.org.store.find(id)?.fields['Title'], 'Ing.');
});

test('a converted lead names what became of it and can be changed no more', async (context) => {
  const org = await startTestOrg(context);
  const id = await make(org, 'Lead', { FirstName: 'Ada', LastName: 'Rossi', Company: 'ACME', Email: 'a@b.it' });
  const { accountId, contactId } = await staff(org, { deed: 'convert', id, opportunity: true });
  const lead = await read(org, 'Lead', id);
  assert.deepEqual(
    [lead['IsConverted'], lead['Status'], lead['ConvertedContactId'], lead['ConvertedAccountId']],
    [true, 'Closed - Converted', contactId, accountId],
  );
  const contact = await read(org, 'Contact', contactId);
  assert.deepEqual([contact['Name'], contact['Email'], contact['AccountId']], ['Ada Rossi', 'a@b.it', accountId]);
  const update = await org.call('PATCH', `${DATA}/sobjects/Lead/${id}`, { City: 'Roma' });
  assert.deepEqual([update.status, errorOf(update).errorCode], [400, 'CANNOT_UPDATE_CONVERTED_LEAD']);
  const again = await org.call('POST', '/_control/staff', { deed: 'convert', id });
  assert.match(again.text, /converted before/);
});

test('of two merged records one is deleted and names the other, which has its children', async (context) => {
  const org = await startTestOrg(context);
  const [winner, loser] = [
    await make(org, 'Contact', { LastName: 'Rossi' }),
    await make(org, 'Contact', { LastName: 'R' }),
  ];
  const child = await make(org, 'Case', { Subject: 'x', ContactId: loser });
  await staff(org, { deed: 'merge', winner, loser });
  assert.equal((await org.call('GET', `${DATA}/sobjects/Contact/${loser}`)).status, 404);
  const all = await query(org, `SELECT IsDeleted, MasterRecordId FROM Contact WHERE Id = '${loser}'`, 'queryAll');
  assert.deepEqual([all[0]?.['IsDeleted'], all[0]?.['MasterRecordId']], [true, winner]);
  assert.equal((await read(org, 'Case', child))['ContactId'], winner);
});

test('a deleted record comes back whole', async (context) => {
  const org = await startTestOrg(context);
  const id = await make(org, 'Lead', { LastName: 'Rossi', Company: 'C', Rondine_Key__c: 'k1' });
  await staff(org, { deed: 'delete', id });
  assert.equal((await org.call('GET', `${DATA}/sobjects/Lead/Rondine_Key__c/k1`)).status, 404);
  await staff(org, { deed: 'undelete', id });
  const back = await org.call('GET', `${DATA}/sobjects/Lead/Rondine_Key__c/k1`);
  assert.equal((back.body as { Id: string }).Id, id);
});

test('staff answers a case, in public or not, and closes it; both change the case', async (context) => {
  let at = Date.parse('2026-11-22T10:00:00Z');
  const org = await startTestOrg(context, { now: () => at });
  const id = await make(org, 'Case', { Subject: 'x', Comments: 'dal cliente' });
  at += 1000;
  await staff(org, { deed: 'comment', id, body: 'Arriviamo', public: true });
  await staff(org, { deed: 'comment', id, body: 'Cliente noto' });
  const comments = await query(org, `SELECT CommentBody, IsPublished FROM CaseComment WHERE ParentId = '${id}'`);
  assert.deepEqual(
    comments.map(({ CommentBody, IsPublished }) => [CommentBody, IsPublished]),
    [
      ['dal cliente', false],
      ['Arriviamo', true],
      ['Cliente noto', false],
    ],
  );
  assert.equal((await read(org, 'Case', id))['SystemModstamp'], '2026-11-22T10:00:01.000+0000');
  at += 1000;
  await staff(org, { deed: 'close-case', id });
  const closed = await read(org, 'Case', id);
  assert.deepEqual([closed['IsClosed'], closed['Status'], closed['Comments']], [true, 'Closed', null]);
});

test('a blocked user can own nothing any more', async (context) => {
  const org = await startTestOrg(context);
  const { id } = await staff(org, { deed: 'block-user', user: 'marco.esposito' });
  const lead = { LastName: 'R', Company: 'C', OwnerId: id };
  const refused = await org.call('POST', `${DATA}/sobjects/Lead`, lead);
  assert.deepEqual([refused.status, errorOf(refused).errorCode], [400, 'INACTIVE_OWNER_OR_USER']);
  await staff(org, { deed: 'unblock-user', user: 'marco.esposito' });
  await make(org, 'Lead', lead);
});

test('a person is a member of a campaign once', async (context) => {
  const org = await startTestOrg(context);
  const { id: campaign } = await staff(org, { deed: 'create', object: 'Campaign', fields: { Name: 'Natale' } });
  const lead = await make(org, 'Lead', { FirstName: 'Ada', LastName: 'Rossi', Company: 'C' });
  const member = { CampaignId: campaign, LeadId: lead };
  const id = await make(org, 'CampaignMember', member);
  const row = await read(org, 'CampaignMember', id);
  assert.deepEqual([row['Name'], row['Status'], row['Type']], ['Ada Rossi', 'Sent', 'Lead']);
  const again = await org.call('POST', `${DATA}/sobjects/CampaignMember`, member);
  assert.deepEqual(
    [errorOf(again).errorCode, errorOf(again).message],
    ['DUPLICATE_VALUE', 'Already a campaign member.'],
  );
  const nobody = await org.call('POST', `${DATA}/sobjects/CampaignMember`, { CampaignId: campaign });
  assert.equal(errorOf(nobody).errorCode, 'REQUIRED_FIELD_MISSING');
});
