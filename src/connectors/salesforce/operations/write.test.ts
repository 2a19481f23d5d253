import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, KEY, pretendOrg, RECORD_ID } from '../testing/pretend-org.ts';
import { buildWrite, collectionRecord, readResult, requestOf } from './write.ts';

const LEAD = { object: 'Lead', fields: { LastName: 'Rossi' } };
const config = pretendOrg().config();
const created = buildWrite({ operation: 'create', input: LEAD }, { config, key: KEY });

test('a write is the same alone and among others', () => {
  assert.equal(requestOf(created).path, `/sobjects/Lead/Rondine_Key__c/${KEY}`);
  assert.deepEqual(collectionRecord(created), { attributes: { type: 'Lead' }, Rondine_Key__c: KEY, LastName: 'Rossi' });
  const updated = buildWrite({ operation: 'update', input: { ...LEAD, id: RECORD_ID } }, { config, key: KEY });
  assert.deepEqual(collectionRecord(updated), { attributes: { type: 'Lead' }, id: RECORD_ID, LastName: 'Rossi' });
  const keyless = buildWrite(
    { operation: 'create', input: LEAD },
    { config: { ...config, externalIdField: '' }, key: KEY },
  );
  assert.deepEqual(collectionRecord(keyless), { attributes: { type: 'Lead' }, LastName: 'Rossi' });
  assert.deepEqual([requestOf(keyless).method, requestOf(keyless).path], ['POST', '/sobjects/Lead']);
});

test('only objects with assignment rules are told about them', () => {
  const headers = (object: string) =>
    buildWrite({ operation: 'update', input: { object, id: RECORD_ID, fields: {} } }, { config, key: KEY }).headers;
  assert.deepEqual([headers('Case'), headers('Task')], [{ 'sforce-auto-assign': 'FALSE' }, {}]);
});

test('one result of several reads as a single answer does', async () => {
  assert.deepEqual(readResult(created, { id: RECORD_ID, success: true, errors: [], created: true }, 0), {
    id: RECORD_ID,
    created: true,
  });
  const refused = {
    success: false,
    errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message: 'Manca [Company]', fields: ['Company'] }],
  };
  const failure = await failureOf(Promise.resolve().then(() => readResult(created, refused, 0)));
  assert.deepEqual(
    [failure.code, failure.data.providerCode, failure.data.fields],
    ['invalid', 'REQUIRED_FIELD_MISSING', ['Company']],
  );
  for (const empty of [undefined, null, {}, { success: true }, { success: false, errors: [] }]) {
    const unknown = await failureOf(Promise.resolve().then(() => readResult(created, empty, 0)));
    assert.equal(unknown.code, 'unknown_outcome');
  }
});
