import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { salesforce } from '../salesforce.ts';
import { lostReply, refusalReply } from '../testing/pretend-org.ts';
import { keyOf, manyOrg, wordsOf, type Effect } from './testing/many-org.ts';

const leads = (count: number, more: (number: number) => JsonObject = () => ({})): Effect[] =>
  Array.from({ length: count }, (_, number) => ({
    input: { object: 'Lead', fields: { LastName: `L${number}`, Company: 'Acme', ...more(number) } },
  }));

const groupKey = (operation: string, input: JsonObject, config: JsonObject = {}) =>
  salesforce.operations[operation]?.groupKey?.(input, config as never);

test('200 creates leave in one call, and each gets its own record', async () => {
  const org = manyOrg();
  const results = await org.many('create', leads(200));
  assert.deepEqual(org.sizes(), [200]);
  assert.equal(org.calls.filter((call) => call.startsWith('PATCH')).length, 1);
  assert.match(
    org.calls.find((call) => call.startsWith('PATCH')) ?? '',
    /\/composite\/sobjects\/Lead\/Rondine_Key__c$/,
  );
  assert.equal(new Set(wordsOf(results)).size, 200);
  const output = results[7] && 'output' in results[7] ? results[7].output : {};
  const record = org.records.get(String(output['id']));
  assert.deepEqual([record?.['LastName'], record?.['Rondine_Key__c'], output['name']], ['L7', keyOf(7), 'L7']);
  const [body] = org.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => JSON.parse(String(body)));
  assert.equal(body.allOrNone, false);
});

test('what may share a request is told by object, key field and headers', () => {
  const fields = { LastName: 'Rossi' };
  const lead = groupKey('create', { object: 'Lead', fields });
  assert.equal(groupKey('create', { object: 'Lead', fields: { LastName: 'Bianchi' } }), lead);
  assert.notEqual(groupKey('create', { object: 'Case', fields }), lead);
  assert.notEqual(groupKey('create', { object: 'Lead', fields, assignmentRule: 'none' }), lead);
  assert.notEqual(groupKey('create', { object: 'Lead', fields, onDuplicate: 'allow' }), lead);
  assert.equal(groupKey('create', { object: 'Lead', fields }, { externalIdField: '' }), undefined);
  const byKey = { object: 'Lead', externalIdField: 'Ext__c', externalId: 'a', fields };
  assert.ok(groupKey('upsert', byKey));
  assert.equal(groupKey('upsert', { ...byKey, externalId: 7 }), undefined, 'a number is not told as text');
  assert.equal(groupKey('update', byKey), undefined, 'a Collections upsert could create');
  assert.ok(groupKey('update', { object: 'Lead', id: '00Qxx0000000001AAA', fields }));
});

test('each failure comes back to its own effect, with code and fields', async () => {
  const refuse = ({ LastName }: JsonObject) =>
    LastName === 'L3'
      ? { statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Company]' }
      : undefined;
  const org = manyOrg({ refuse });
  const results = await org.many('create', leads(10));
  assert.deepEqual(org.sizes(), [10]);
  assert.equal(wordsOf(results)[3], 'REQUIRED_FIELD_MISSING');
  assert.equal(results.filter((result) => 'output' in result).length, 9);
});

test('the same External ID is written twice, one after the other, never in one call', async () => {
  const org = manyOrg();
  const upsert = (externalId: string, City: string): Effect => ({
    input: { object: 'Lead', externalIdField: 'Ext__c', externalId, fields: { City } },
  });
  const results = await org.many('upsert', [upsert('a', 'Rome'), upsert('b', 'Turin'), upsert('A', 'Milan')]);
  assert.deepEqual(org.sizes(), [2, 1]);
  assert.ok(results.every((result) => 'output' in result));
  assert.equal(org.writes[1]?.[0]?.['City'], 'Milan');
});

test('waiting updates of one record become one, in which the later value of a field wins', async () => {
  const org = manyOrg();
  const id = '00Qxx0000000001AAA';
  const update = (fields: JsonObject, of = id): Effect => ({ input: { object: 'Lead', id: of, fields } });
  const results = await org.many('update', [
    update({ City: 'Rome', Phone: '1' }),
    update({ City: 'Turin' }, '00Qxx0000000002AAA'),
    update({ City: 'Milan', Rating: 'Hot' }, id.slice(0, 15)),
  ]);
  assert.deepEqual(org.sizes(), [2]);
  assert.deepEqual(org.writes[0]?.[0], {
    attributes: { type: 'Lead' },
    id,
    City: 'Milan',
    Phone: '1',
    Rating: 'Hot',
  });
  assert.deepEqual(wordsOf(results), [id, '00Qxx0000000002AAA', id.slice(0, 15)]);
});

test('updates that were put together and refused are each tried alone, in order', async () => {
  const refuse = ({ Phone }: JsonObject) =>
    Phone === 'too long' ? { statusCode: 'STRING_TOO_LONG', message: 'Phone: data value too large' } : undefined;
  const org = manyOrg({ refuse });
  const id = '00Qxx0000000001AAA';
  const results = await org.many('update', [
    { input: { object: 'Lead', id, fields: { Phone: 'too long' } } },
    { input: { object: 'Lead', id, fields: { City: 'Rome' } } },
  ]);
  assert.deepEqual(wordsOf(results), ['STRING_TOO_LONG', id]);
  assert.deepEqual(org.sizes(), [1, 1, 1]);
});

test('an unknown outcome of the whole is one for each, and is looked up together before anything is sent again', async () => {
  let lost = 1;
  const org = manyOrg({
    instead: (_request, commit) => {
      if (lost-- <= 0) return undefined;
      commit();
      return lostReply();
    },
  });
  const first = await org.many('create', leads(150));
  assert.deepEqual(new Set(wordsOf(first)), new Set(['unknown_outcome']));
  org.records.delete([...org.records.keys()].at(-1) ?? '');
  const attempt = { number: 2, unknownSince: org.clock.now };
  const second = await org.many(
    'create',
    leads(150).map((effect) => ({ ...effect, attempt })),
  );
  assert.ok(second.every((result) => 'output' in result));
  assert.deepEqual(org.sizes(), [150, 1]);
  assert.equal(org.records.size, 150);
  assert.equal(org.calls.filter((call) => call.startsWith('GET /query')).length, 2);
});

test('long keys are looked up with as many calls as their length asks for', async () => {
  const org = manyOrg();
  const attempt = { number: 2, unknownSince: org.clock.now };
  const effects = leads(100).map(({ input }, number) => ({
    input: { ...input, externalIdField: 'Ext__c', externalId: `è${'x'.repeat(240)}${number}` },
    attempt,
  }));
  const results = await org.many('upsert', effects);
  assert.ok(results.every((result) => 'output' in result));
  const lengths = org.requests.filter(({ url }) => url.includes('/query?')).map(({ url }) => url.length);
  assert.ok(lengths.length >= 3 && Math.max(...lengths) < 10_000, lengths.join());
});

test('what cannot be looked up together is looked up one by one', async () => {
  const org = manyOrg({
    query: () => refusalReply(400, 'INVALID_FIELD', 'value of filter criterion must not be enclosed in quotes'),
    get: () => refusalReply(404, 'NOT_FOUND'),
  });
  const attempt = { number: 2, unknownSince: org.clock.now };
  const results = await org.many(
    'create',
    leads(3).map((effect) => ({ ...effect, attempt })),
  );
  assert.ok(results.every((result) => 'output' in result));
  assert.deepEqual(org.sizes(), [3]);
  assert.equal(org.calls.filter((call) => call.startsWith('GET /sobjects/Lead/Rondine_Key__c/')).length, 3);
});

test('an expired session is renewed once for the whole request', async () => {
  const org = manyOrg({
    instead: ({ headers }) =>
      headers?.['authorization'] === 'Bearer access-1' ? refusalReply(401, 'INVALID_SESSION_ID') : undefined,
  });
  const results = await org.many('create', leads(30));
  assert.ok(results.every((result) => 'output' in result));
  assert.deepEqual(org.sizes(), [30, 30]);
  assert.equal(org.calls.filter((call) => call.includes('/oauth2/token')).length, 1);
});

test('a used-up quota keeps all of them waiting', async () => {
  const org = manyOrg({ instead: () => refusalReply(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.') });
  const results = await org.many('create', leads(5));
  for (const result of results) assert.equal('failure' in result && result.failure.code, 'rate_limited');
  assert.deepEqual(org.sizes(), [5]);
});

test('Cases come with their numbers for one call more', async () => {
  const org = manyOrg();
  const effects = leads(4).map(({ input }) => ({ input: { ...input, object: 'Case' } }));
  await org.many('create', effects);
  assert.deepEqual(org.sizes(), [4]);
  assert.equal(org.calls.filter((call) => call.startsWith('GET /query')).length, 1);
});

test('writes below the same parent never run at the same time', async () => {
  let [now, most] = [0, 0];
  const org = manyOrg({
    instead: async (_request, commit) => {
      most = Math.max(most, ++now);
      const body = commit();
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      now--;
      return { status: 200, body };
    },
  });
  const contacts = (from: number, AccountId: string) =>
    leads(3, () => ({ AccountId })).map((effect, index) => ({ ...effect, key: keyOf(from + index) }));
  await Promise.all([
    org.many('create', contacts(0, '001xx0000000001AAA')),
    org.many('create', contacts(10, '001xx0000000001AAA')),
  ]);
  assert.equal(most, 1);
  await Promise.all([
    org.many('create', contacts(20, '001xx0000000001AAA')),
    org.many('create', contacts(30, '001xx0000000002AAA')),
  ]);
  assert.equal(most, 2);
});
