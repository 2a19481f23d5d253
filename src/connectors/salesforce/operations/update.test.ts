import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import type { Reply } from '../../../net/testing/recording-http.ts';
import { failureOf, KEY, lostReply, RECORD_ID, refusalReply } from '../testing/pretend-org.ts';
import { writeOrg } from './testing/write-org.ts';
import { update } from './update.ts';

const CONTACT_ID = '003xx0000000001AAA';
const LEAD: JsonObject = { object: 'Lead', id: RECORD_ID, fields: { FirstName: 'Ada', LastName: 'Rossi' } };

/** An org that refuses the Lead and tells where it went. */
function movedOrg(refused: Reply, ways: Readonly<Record<string, JsonObject>>) {
  return writeOrg({
    reply: ({ method, url }) => {
      const path = decodeURIComponent(url);
      if (method === 'PATCH') return path.includes(RECORD_ID) ? refused : { status: 204 };
      const row = Object.entries(ways).find(([id]) => path.includes(id))?.[1];
      return { status: 200, body: { records: row ? [row] : [] } };
    },
  });
}

test('an update is one call, keeps the owner, and names what it can', async () => {
  const org = writeOrg({ reply: () => ({ status: 204 }) });
  assert.deepEqual(await update.run(LEAD, org.io(KEY)), {
    id: RECORD_ID,
    url: `https://acme.my.salesforce.com/lightning/r/Lead/${RECORD_ID}/view`,
    object: 'Lead',
    created: false,
    updated: true,
    name: 'Ada Rossi',
  });
  assert.deepEqual(org.calls, [`PATCH /sobjects/Lead/${RECORD_ID}`]);
  assert.equal(org.requests[0]?.headers?.['sforce-auto-assign'], 'FALSE');
  assert.deepEqual([...org.notes.keys()], [], 'nothing is noted');
});

test('an update by External ID never makes a record', async () => {
  const org = writeOrg({ reply: () => ({ status: 200, body: { id: RECORD_ID, success: true, created: false } }) });
  const input = { object: 'Lead', externalIdField: 'Ext__c', externalId: 'a/b', fields: { LastName: 'Rossi' } };
  assert.equal((await update.run(input, org.io(KEY)))['id'], RECORD_ID);
  assert.match(org.requests[0]?.url ?? '', /Ext__c\/a%2Fb\?updateOnly=true$/);
});

test('an update without a record is refused before it is sent', async () => {
  const org = writeOrg();
  const failure = await failureOf(update.run({ object: 'Lead', fields: {} }, org.io(KEY)));
  assert.deepEqual([failure.code, org.calls], ['invalid', []]);
});

test('after an unknown outcome it writes again only what nobody else has changed', async () => {
  const stamps = { Id: RECORD_ID, LastName: 'Bianchi', LastModifiedById: '005xx0000000009AAA' };
  for (const [modified, code] of [
    ['2026-11-22T09:00:00.000+0000', undefined],
    ['2026-11-22T10:00:30.000+0000', 'conflict'],
  ] as const) {
    let lost = false;
    const org = writeOrg({
      reply: ({ method }) => {
        if (method === 'GET') return { status: 200, body: { ...stamps, LastModifiedDate: modified } };
        if (lost) return { status: 204 };
        lost = true;
        return lostReply();
      },
    });
    const sentAfter = org.clock.now;
    assert.equal((await failureOf(update.run(LEAD, org.io(KEY)))).code, 'unknown_outcome');
    org.clock.now += 120_000;
    const second = update.run(LEAD, org.io(KEY, { number: 2, unknownSince: org.clock.now, sentAfter }));
    if (code) assert.equal((await failureOf(second)).code, code);
    else assert.equal((await second)['updated'], true);
  }
});

test('fields that cannot be read are left out of the look, and the stamps decide', async () => {
  let first = true;
  const org = writeOrg({
    reply: ({ method, url }) => {
      if (method === 'GET' && url.includes('Comments')) return refusalReply(400, 'INVALID_FIELD');
      if (method === 'GET') return { status: 200, body: { Id: RECORD_ID, LastModifiedById: '005xx0000000001' } };
      if (!first) return { status: 204 };
      first = false;
      return lostReply();
    },
  });
  const input = { object: 'Task', id: RECORD_ID, fields: { Comments: 'x', Parent: { Ext__c: '1' } } };
  await failureOf(update.run(input, org.io(KEY)));
  await update.run(input, org.io(KEY, { number: 2, unknownSince: org.clock.now }));
  assert.deepEqual(
    org.calls.map((call) => call.split(' ')[0]),
    ['PATCH', 'GET', 'GET', 'PATCH'],
  );
});

test('a merged record is followed to the one that is left', async () => {
  const master = '00Qxx0000000002AAA';
  const org = movedOrg(refusalReply(404, 'ENTITY_IS_DELETED'), {
    [RECORD_ID]: { Id: RECORD_ID, IsDeleted: true, MasterRecordId: master },
    [master]: { Id: master, IsDeleted: false, MasterRecordId: null },
  });
  const output = await update.run(LEAD, org.io(KEY));
  assert.deepEqual(
    [output['id'], output['object'], output['movedFrom']],
    [master, 'Lead', { object: 'Lead', id: RECORD_ID }],
  );
  assert.deepEqual(
    update.records?.(LEAD, output).map(({ record, how }) => [record, how]),
    [
      [RECORD_ID, 'gone'],
      [master, 'matched'],
    ],
  );
});

const CONVERTED = {
  [RECORD_ID]: { Id: RECORD_ID, IsConverted: true, ConvertedContactId: CONTACT_ID },
  [CONTACT_ID]: { Id: CONTACT_ID },
};

test('a converted lead is followed only where its contact has the fields, and the step says which are missing', async () => {
  const org = movedOrg(refusalReply(400, 'CANNOT_UPDATE_CONVERTED_LEAD'), CONVERTED);
  const failure = await failureOf(update.run(LEAD, org.io(KEY)));
  assert.equal(failure.code, 'conflict');
  assert.deepEqual(failure.data.fields, ['FirstName', 'LastName'], 'this org describes no contact');
  assert.deepEqual(failure.data.details?.['id'], CONTACT_ID);
  assert.equal(failure.data.providerCode, 'CANNOT_UPDATE_CONVERTED_LEAD');
});

test('a record that went nowhere, and one that is not to be followed, end as they were refused', async () => {
  for (const [refused, follow] of [
    [refusalReply(404, 'ENTITY_IS_DELETED'), true],
    [refusalReply(400, 'CANNOT_UPDATE_CONVERTED_LEAD'), false],
  ] as const) {
    const org = movedOrg(refused, follow ? { [RECORD_ID]: { Id: RECORD_ID, IsDeleted: true } } : CONVERTED);
    const failure = await failureOf(update.run({ ...LEAD, follow }, org.io(KEY)));
    assert.ok(['not_found', 'conflict'].includes(failure.code));
    assert.equal(org.calls.length, follow ? 2 : 1);
  }
});
