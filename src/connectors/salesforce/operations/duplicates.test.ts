import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { failureOf, KEY, RECORD_ID } from '../testing/pretend-org.ts';
import { create } from './create.ts';
import { writeOrg } from './testing/write-org.ts';

const CONTACT_ID = '003xx0000000001AAA';
const FIELDS = { LastName: 'Rossi', Company: 'Acme' };

/** An org whose duplicate rule finds these records. */
function strictOrg(found: readonly { type: string; Id: string }[]) {
  const matchResults = found.map(({ type, Id }) => ({
    entityType: type,
    matchRecords: [{ record: { attributes: { type }, Id } }],
  }));
  return writeOrg({
    reply: ({ url }) =>
      url.includes('Rondine_Key__c')
        ? { status: 400, body: [{ errorCode: 'DUPLICATES_DETECTED', message: 'x', duplicateResut: { matchResults } }] }
        : { status: 204 },
  });
}

const run = (org: ReturnType<typeof writeOrg>, more: JsonObject) =>
  create.run({ object: 'Lead', fields: FIELDS, ...more }, org.io(KEY));

test('a record of the same object goes before others, and another one is given with its own object', async () => {
  const contact = { type: 'Contact', Id: CONTACT_ID };
  const both = await run(strictOrg([contact, { type: 'Lead', Id: RECORD_ID }]), { onDuplicate: 'use' });
  assert.deepEqual([both['object'], both['id'], both['created'], both['updated']], ['Lead', RECORD_ID, false, false]);
  const other = await run(strictOrg([contact]), { onDuplicate: 'use' });
  assert.deepEqual([other['object'], other['id']], ['Contact', CONTACT_ID]);
  assert.match(String(other['url']), /\/Contact\/003/);
  assert.deepEqual(
    create.records?.({}, other).map(({ object, how }) => [object, how]),
    [['Contact', 'matched']],
  );
});

test('fields are written only onto a record of the same object', async () => {
  const org = strictOrg([{ type: 'Lead', Id: RECORD_ID }]);
  assert.equal((await run(org, { onDuplicate: 'update' }))['updated'], true);
  assert.equal(org.requests[1]?.headers?.['sforce-duplicate-rule-header'], 'allowSave=true');
  const other = strictOrg([{ type: 'Contact', Id: CONTACT_ID }]);
  assert.equal((await failureOf(run(other, { onDuplicate: 'update' }))).code, 'conflict');
});

test('a rule that names no record, as where the user may not see it, leaves the refusal', async () => {
  for (const onDuplicate of ['use', 'update', 'fail']) {
    assert.equal((await failureOf(run(strictOrg([]), { onDuplicate }))).code, 'conflict');
  }
});
