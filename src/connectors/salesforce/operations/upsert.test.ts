import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import type { Reply } from '../../../net/testing/recording-http.ts';
import { failureOf, KEY, lostReply, RECORD_ID, refusalReply, written } from '../testing/pretend-org.ts';
import { writeOrg } from './testing/write-org.ts';
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
    const org = writeOrg();
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
    const org = writeOrg();
    const failure = await failureOf(upsert.run(input(value), org.io(KEY)));
    assert.equal(failure.code, 'invalid');
    assert.deepEqual(failure.data.fields, ['Ext__c']);
    assert.deepEqual(org.calls, []);
  });
}

test('the key and the id may not stand among the fields', async () => {
  for (const name of ['Ext__c', 'ID']) {
    const failure = await failureOf(upsert.run(input('x', { [name]: 'y' }), writeOrg().io(KEY)));
    assert.equal(failure.code, 'invalid');
  }
});

test('an update says so, and names the record only when the name is sure', async () => {
  const update = (fields: JsonObject) =>
    upsert.run(
      input('x', fields),
      writeOrg({ reply: () => ({ status: 200, body: written(RECORD_ID, false) }) }).io(KEY),
    );
  const partial = await update({ LastName: 'Rossi' });
  assert.deepEqual([partial['created'], partial['name']], [false, undefined]);
  const whole = await update({ LastName: 'Rossi', FirstName: 'Ada' });
  assert.deepEqual([whole['created'], whole['name']], [false, 'Ada Rossi']);
});

test('an External ID that several records have is a conflict', async () => {
  const org = writeOrg({ reply: () => ({ status: 300, body: ['/a', '/b'] }) });
  assert.equal((await failureOf(upsert.run(input('x'), org.io(KEY)))).code, 'conflict');
});

const HELD = {
  Id: RECORD_ID,
  CreatedDate: '2026-01-01T08:00:00.000+0000',
  CreatedById: '005xx0000000009AAA',
  LastModifiedDate: '2026-01-01T08:00:00.000+0000',
  LastModifiedById: '005xx0000000009AAA',
  LastName: 'Bianchi',
};

/** What the second attempt does after the first one's answer was lost, given what the org shows then. */
async function again(shown: Reply) {
  let lost = false;
  const org = writeOrg({
    reply: ({ method }) => {
      if (method === 'GET') return shown;
      if (lost) return { status: 200, body: written(RECORD_ID, false) };
      lost = true;
      return lostReply();
    },
  });
  assert.equal((await failureOf(upsert.run(input('x'), org.io(KEY)))).code, 'unknown_outcome');
  org.clock.now += 60_000;
  const second = () => upsert.run(input('x'), org.io(KEY, { number: 2, unknownSince: org.clock.now }));
  return { org, second, writes: () => org.calls.filter((call) => call.startsWith('PATCH')).length };
}

test('after an unknown outcome it looks, and writes again what is not there', async () => {
  assert.equal(upsert.repeat(input('x'), writeOrg().config()), 'keyed');
  const { org, second, writes } = await again(refusalReply(404, 'NOT_FOUND'));
  await second();
  assert.equal(writes(), 2);
  assert.deepEqual(org.requests[0], org.requests[2]);
  assert.deepEqual([...org.notes.keys()], [], 'nothing is noted');
});

test('after an unknown outcome a record that nobody touched since is written again', async () => {
  const { second, writes } = await again({ status: 200, body: HELD });
  await second();
  assert.equal(writes(), 2);
});

test('after an unknown outcome a record that holds the values is done, and another one that we made since', async () => {
  const done = await again({ status: 200, body: { ...HELD, LastName: 'Rossi ' } });
  assert.deepEqual([(await done.second())['created'], done.writes()], [false, 1]);
  const now = '2026-11-22T10:00:02.000+0000';
  const ours = { ...HELD, CreatedDate: now, CreatedById: '005xx0000000001AAA', LastModifiedDate: now };
  const made = await again({ status: 200, body: ours });
  assert.deepEqual([(await made.second())['created'], made.writes()], [true, 1]);
});

test('after an unknown outcome what somebody else has changed since stays, and a person is told', async () => {
  const { second, writes } = await again({
    status: 200,
    body: { ...HELD, LastModifiedDate: '2026-11-22T10:00:30.000+0000' },
  });
  const failure = await failureOf(second());
  assert.equal(failure.code, 'conflict');
  assert.deepEqual(failure.data.details?.['changedBy'], HELD.LastModifiedById);
  assert.equal(writes(), 1);
});

test('owners stay as they are unless the step says otherwise', async () => {
  const org = writeOrg();
  await upsert.run(input('x'), org.io(KEY));
  await upsert.run({ ...input('x'), assignmentRule: 'default' }, org.io(KEY));
  const headers = org.requests.map((request) => request.headers?.['sforce-auto-assign']);
  assert.deepEqual(headers, ['FALSE', undefined]);
});
