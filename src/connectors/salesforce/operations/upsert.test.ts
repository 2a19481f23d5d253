import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { failureOf, KEY, lostReply, pretendOrg, RECORD_ID, written } from '../testing/pretend-org.ts';
import { upsert } from './upsert.ts';

const input = (externalId: string | number, fields: JsonObject = { LastName: 'Rossi' }): JsonObject => ({
  object: 'Lead',
  externalIdField: 'Ext__c',
  externalId,
  fields,
});

test('the External ID is one part of the path, whatever it holds', async () => {
  const values = ['wa/39+1#2?x=1 a', 'ada@acme.inc', 'è%2F', "o'neil", 'a..b', 42];
  for (const value of values) {
    const org = pretendOrg();
    await upsert.run(input(value), org.io(KEY));
    const { pathname, search, hash } = new URL(org.requests[0]?.url ?? '');
    const parts = pathname.split('/');
    assert.deepEqual(parts.slice(0, -1).join('/'), '/services/data/v67.0/sobjects/Lead/Ext__c');
    assert.equal(decodeURIComponent(parts.at(-1) ?? ''), String(value));
    assert.deepEqual([search, hash], ['', '']);
  }
});

for (const value of ['', '   ', '.', '..', 'half \ud800 a pair']) {
  test(`${JSON.stringify(value)} is no External ID`, async () => {
    const org = pretendOrg();
    const failure = await failureOf(upsert.run(input(value), org.io(KEY)));
    assert.equal(failure.code, 'invalid');
    assert.deepEqual(failure.data.fields, ['Ext__c']);
    assert.deepEqual(org.calls, []);
  });
}

test('the key and the id may not stand among the fields', async () => {
  for (const name of ['Ext__c', 'ID']) {
    const failure = await failureOf(upsert.run(input('x', { [name]: 'y' }), pretendOrg().io(KEY)));
    assert.equal(failure.code, 'invalid');
  }
});

test('an update says so, and names the record only when the name is sure', async () => {
  const update = (fields: JsonObject) =>
    upsert.run(
      input('x', fields),
      pretendOrg({ reply: () => ({ status: 200, body: written(RECORD_ID, false) }) }).io(KEY),
    );
  const partial = await update({ LastName: 'Rossi' });
  assert.deepEqual([partial['created'], partial['name']], [false, undefined]);
  const whole = await update({ LastName: 'Rossi', FirstName: 'Ada' });
  assert.deepEqual([whole['created'], whole['name']], [false, 'Ada Rossi']);
});

test('an External ID that several records have is a conflict', async () => {
  const org = pretendOrg({ reply: () => ({ status: 300, body: ['/a', '/b'] }) });
  assert.equal((await failureOf(upsert.run(input('x'), org.io(KEY)))).code, 'conflict');
});

test('after an unknown outcome it is sent again in the same way', async () => {
  assert.equal(upsert.repeat(input('x'), pretendOrg().config()), 'keyed');
  let number = 0;
  const org = pretendOrg({ reply: () => (number++ === 0 ? lostReply() : { status: 200, body: written() }) });
  assert.equal((await failureOf(upsert.run(input('x'), org.io(KEY)))).code, 'unknown_outcome');
  await upsert.run(input('x'), org.io(KEY, { number: 2, unknownSince: 1 }));
  assert.deepEqual(org.requests[0], org.requests[1]);
});
