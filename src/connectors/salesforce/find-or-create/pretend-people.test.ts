// What the simulated org does not have: the search index, and record types of person accounts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import type { Reply } from '../../../net/testing/recording-http.ts';
import { KEY, pretendOrg, refusalReply, written } from '../testing/pretend-org.ts';
import { findOrCreate } from './find-or-create.ts';

const PHONE = '+393331234567';
const CONTACT = '003xx0000000001AAA';
const ACCOUNT = '001xx0000000001AAA';
const LEAD = { LastName: 'Rossi', Company: 'Privato' };

/** An org that answers a call by the first of the words that occur in it. */
function orgOf(answers: Record<string, Reply>) {
  const world = pretendOrg({
    reply: ({ method, url }) => {
      const asked = `${method} ${decodeURIComponent(url)}`;
      const [, answer] = Object.entries(answers).find(([words]) => asked.includes(words)) ?? [];
      return answer ?? (method === 'POST' ? { status: 201, body: written() } : rowsReply());
    },
  });
  const find = (input: JsonObject): Promise<JsonObject> => findOrCreate.run(input, world.io(KEY));
  return { ...world, find };
}

function rowsReply(...records: JsonObject[]): Reply {
  return { status: 200, body: { totalSize: records.length, done: true, records } };
}

const hit = (fields: JsonObject) => ({ attributes: { type: 'Contact' }, Id: CONTACT, ...fields });
const searched = { match: { phone: PHONE, country: 'IT', searchIndex: true }, fields: LEAD };

test('the search index finds a phone in a field that no filter looks at', async () => {
  const { find, calls } = orgOf({
    '/search': { status: 200, body: { searchRecords: [hit({ HomePhone: '333-1234567' })] } },
    'queryAll?q=SELECT Id, Name, CreatedDate': rowsReply({ Id: CONTACT, Name: 'Ada Rossi', IsDeleted: false }),
  });
  const output = await find(searched);
  assert.deepEqual([output['id'], output['matchedBy'], output['name']], [CONTACT, 'phone', 'Ada Rossi']);
  const search = calls.find((call) => call.includes('/search'));
  assert.match(search ?? '', /FIND \{.*"\\\+393331234567".*\} IN PHONE FIELDS RETURNING Contact\(Id, /);
});

test('what the index guesses is no match, and an org without it is searched without', async () => {
  const guess = { status: 200, body: { searchRecords: [hit({ HomePhone: '333-7654321' })] } };
  for (const reply of [guess, refusalReply(400, 'INVALID_FIELD')]) {
    const output = await orgOf({ '/search': reply }).find(searched);
    assert.equal(output['outcome'], 'created');
  }
});

test('without being asked for, the index is left alone', async () => {
  const { find, calls } = orgOf({});
  await find({ match: { phone: PHONE }, fields: LEAD });
  assert.equal(
    calls.some((call) => call.includes('/search')),
    false,
  );
});

test('a person account is created with the record type of people', async () => {
  const { find, requests } = orgOf({
    'FROM RecordType': rowsReply({ Id: '012xx0000000001AAA' }),
    'POST https://acme.my.salesforce.com/services/data/v67.0/sobjects/Account': { status: 201, body: written(ACCOUNT) },
  });
  const input = { object: 'PersonAccount', match: { phone: PHONE }, fields: { LastName: 'Rossi', FirstName: 'Ada' } };
  const output = await find(input);
  assert.deepEqual([output['id'], output['object'], output['name']], [ACCOUNT, 'Account', 'Ada Rossi']);
  const post = requests.find(({ method }) => method === 'POST');
  const sent = JSON.parse(String(post?.body)) as JsonObject;
  assert.deepEqual([sent['RecordTypeId'], sent['PersonMobilePhone']], ['012xx0000000001AAA', PHONE]);
});

test('an org without people among its accounts refuses one with a cure', async () => {
  const { find } = orgOf({});
  const input = { object: 'PersonAccount', match: { phone: PHONE }, fields: { LastName: 'Rossi' } };
  await assert.rejects(find(input), { code: 'unsupported', message: /Create a Contact instead/ });
});

test('a missing External ID field is named with its cure', async () => {
  const refused = refusalReply(400, 'INVALID_FIELD', "No such column 'Rondine_Key__c' on sobject of type Lead");
  const { find } = orgOf({ 'POST https://acme.my.salesforce.com/services/data': refused });
  await assert.rejects(find({ match: { phone: PHONE }, fields: LEAD }), {
    message: /Lead has no field Rondine_Key__c/,
  });
});

test('without the key a second effect waits behind the one whose answer was lost, and says so', async () => {
  const world = pretendOrg({
    config: { externalIdField: '' },
    reply: ({ method }) => (method === 'POST' ? refusalReply(500, 'UNKNOWN_EXCEPTION') : rowsReply()),
  });
  const input = { match: { phone: PHONE }, fields: LEAD };
  await assert.rejects(findOrCreate.run(input, world.io('first')), { code: 'unknown_outcome' });
  await assert.rejects(findOrCreate.run(input, world.io('second')), (error: { data?: JsonObject }) => {
    assert.deepEqual(
      [error.data?.['code'], error.data?.['inLine'], error.data?.['retryAfterMs']],
      ['unavailable', true, 5000],
    );
    return true;
  });
});
