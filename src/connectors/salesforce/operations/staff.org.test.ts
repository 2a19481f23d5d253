// What people do in the org between two attempts, or before one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { doAsStaff } from '../../../simulator/salesforce/staff/staff.ts';
import { connectOrg, perform, type ConnectedOrg } from '../testing/connected-org.ts';
import { whereDidItGo } from './moved.ts';
import { openOrg } from '../request.ts';

const LEAD = { LastName: 'Rossi', FirstName: 'Ada', Company: 'Acme', Phone: '+390212345678' };
const lost = (operation: 'update' | 'upsert') => ({ kind: 'drop-after-commit', operation, count: 1 }) as const;

let effects = 0;

async function run(org: ConnectedOrg, operation: string, input: JsonObject) {
  effects++;
  return perform(org, { operation, input, key: `rd${String(effects).padStart(43, '0')}` });
}

async function newLead(org: ConnectedOrg, fields: JsonObject = {}): Promise<string> {
  const { output, failure } = await run(org, 'create', { object: 'Lead', fields: { ...LEAD, ...fields } });
  assert.ok(output, failure?.message ?? 'nothing came of it');
  return output['id'] as string;
}

const fieldsOf = (org: ConnectedOrg, object: string, id: string) =>
  org.rows(object).find((row) => row.id === id)?.fields ?? {};

test('an update of a converted lead goes on with its contact, where the contact has the fields', async (t) => {
  const org = await connectOrg(t);
  const id = await newLead(org);
  const { contactId } = doAsStaff(org.org, { deed: 'convert', id });
  const { output } = await run(org, 'update', { object: 'Lead', id, fields: { Phone: '+390299999999' } });
  assert.deepEqual(
    [output?.['object'], output?.['id'], output?.['movedFrom']],
    ['Contact', contactId, { object: 'Lead', id }],
  );
  assert.equal(fieldsOf(org, 'Contact', contactId as string)['Phone'], '+390299999999');
  const { failure } = await run(org, 'update', { object: 'Lead', id, fields: { Phone: '1', Company: 'Beta' } });
  assert.deepEqual([failure?.code, failure?.data.fields], ['conflict', ['Company']]);
  assert.equal(fieldsOf(org, 'Contact', contactId as string)['Phone'], '+390299999999', 'nothing was written');
});

test('merged records are followed to the one that is left, however often', async (t) => {
  const org = await connectOrg(t);
  const [first, second, third] = [await newLead(org), await newLead(org), await newLead(org)];
  doAsStaff(org.org, { deed: 'merge', winner: second, loser: first });
  doAsStaff(org.org, { deed: 'merge', winner: third, loser: second });
  const { output } = await run(org, 'update', { object: 'Lead', id: first, fields: { City: 'Como' } });
  assert.equal(output?.['id'], third);
  const read = await run(org, 'get', { object: 'Lead', id: first, fields: ['City'] });
  assert.deepEqual([read.output?.['id'], read.output?.['record']], [third, { Id: third, City: 'Como' }]);
  const place = await whereDidItGo(openOrg(org.io('x')), 'Lead', first);
  assert.deepEqual(
    place.by.map(({ how, id }) => [how, id]),
    [
      ['merged', first],
      ['merged', second],
    ],
  );
});

test('a deleted record is nowhere, and an update of it says so', async (t) => {
  const org = await connectOrg(t);
  const id = await newLead(org);
  doAsStaff(org.org, { deed: 'delete', id });
  const { failure } = await run(org, 'update', { object: 'Lead', id, fields: { City: 'Como' } });
  assert.deepEqual([failure?.code, failure?.data.providerCode], ['not_found', 'ENTITY_IS_DELETED']);
  const { output } = await run(org, 'get', { object: 'Lead', id });
  assert.deepEqual(output, { found: false, record: null });
});

for (const operation of ['update', 'upsert'] as const) {
  test(`an ${operation} whose answer was lost writes nothing over what staff wrote since`, async (t) => {
    const org = await connectOrg(t);
    const id = await newLead(org, { City: 'Milano' });
    const key = fieldsOf(org, 'Lead', id)['Rondine_Key__c'];
    const input = {
      update: { object: 'Lead', id, fields: { City: 'Como', Street: 'Via Volta 1' } },
      upsert: {
        object: 'Lead',
        externalIdField: 'Rondine_Key__c',
        externalId: key,
        fields: { City: 'Como', Street: 'Via Volta 1' },
      },
    }[operation] as JsonObject;
    org.clock.now += 60 * 60_000;
    org.org.faults.add([lost(operation)]);
    effects++;
    const { failure } = await perform(org, {
      operation,
      input,
      key: `rd${String(effects).padStart(43, '0')}`,
      beforeRetry: async () => void doAsStaff(org.org, { deed: 'edit', id, fields: { City: 'Lecco' } }),
    });
    assert.equal(failure?.code, 'conflict');
    assert.deepEqual(
      [fieldsOf(org, 'Lead', id)['City'], fieldsOf(org, 'Lead', id)['Street']],
      ['Lecco', 'Via Volta 1'],
    );
  });

  test(`an ${operation} whose answer was lost is done where staff changed other fields since`, async (t) => {
    const org = await connectOrg(t);
    const id = await newLead(org);
    const key = fieldsOf(org, 'Lead', id)['Rondine_Key__c'];
    org.clock.now += 60 * 60_000;
    const told = operation === 'update' ? { id } : { externalIdField: 'Rondine_Key__c', externalId: key };
    org.org.faults.add([lost(operation)]);
    effects++;
    const { output } = await perform(org, {
      operation,
      input: { object: 'Lead', ...told, fields: { City: 'Como' } },
      key: `rd${String(effects).padStart(43, '0')}`,
      beforeRetry: async () => void doAsStaff(org.org, { deed: 'edit', id, fields: { Phone: '1' } }),
    });
    assert.deepEqual([output?.['id'], output?.['updated']], [id, true]);
    assert.equal(org.calls(operation), operation === 'update' ? 1 : 2, 'the one to create it counts for upsert');
  });
}

for (const duplicateMember of ['duplicateResut', 'duplicateResult'] as const) {
  test(`what a duplicate rule finds is used, updated or allowed as the step says (${duplicateMember})`, async (t) => {
    const org = await connectOrg(t, {
      setup: [
        { deed: 'org', duplicateMember },
        { deed: 'duplicate-rule', object: 'Lead', match: ['Phone'], action: 'alert' },
      ],
    });
    const id = await newLead(org);
    const again = (onDuplicate: string) =>
      run(org, 'create', { object: 'Lead', fields: { ...LEAD, City: 'Como' }, onDuplicate });
    const failed = await again('fail');
    assert.deepEqual([failed.failure?.code, failed.failure?.data.details?.['existingId']], ['conflict', id]);
    const used = await again('use');
    assert.deepEqual([used.output?.['id'], used.output?.['created'], used.output?.['updated']], [id, false, false]);
    assert.equal(fieldsOf(org, 'Lead', id)['City'] ?? null, null);
    const updated = await again('update');
    assert.deepEqual([updated.output?.['id'], updated.output?.['updated']], [id, true]);
    assert.equal(fieldsOf(org, 'Lead', id)['City'], 'Como');
    const allowed = await again('allow');
    assert.equal(allowed.output?.['created'], true);
    assert.equal(org.rows('Lead').length, 2);
  });
}

test('an assignment rule chooses the owner when it is run, and an unknown rule is refused with a word', async (t) => {
  const org = await connectOrg(t, {
    setup: [
      {
        deed: 'assignment-rule',
        object: 'Lead',
        name: 'Standard',
        entries: [{ owner: 'Lead da assegnare' }],
        active: true,
      },
    ],
  });
  const { output: made } = await run(org, 'create', { object: 'Lead', fields: LEAD, assignmentRule: 'none' });
  const id = made?.['id'] as string;
  const { output } = await run(org, 'runAssignment', { object: 'Lead', id, rule: 'Standard' });
  assert.deepEqual([output?.['ownerName'], output?.['ownerType']], ['Lead da assegnare', 'Group']);
  const { failure } = await run(org, 'runAssignment', { object: 'Lead', id, rule: 'Nope' });
  assert.match(failure?.message ?? '', /no assignment rule "Nope" for Lead/);
});
