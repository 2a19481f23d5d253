import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { salesforce } from '../salesforce.ts';
import { connectOrg, perform, type ConnectedOrg, type ConnectedOrgOptions } from '../testing/connected-org.ts';
import { KEY } from '../testing/pretend-org.ts';

type Setup = NonNullable<ConnectedOrgOptions['setup']>;

const GOOD = { LastName: 'Rossi', Company: 'Acme' };
const COUNTRY: Setup[number] = {
  deed: 'custom-field',
  object: 'Lead',
  name: 'Country__c',
  values: ['Italia', 'Francia'],
  restricted: true,
};

async function tryOut(connected: ConnectedOrg, operation: string, input: JsonObject) {
  const trial = await salesforce.operations[operation]?.dryRun?.(input, connected.io(KEY));
  assert.ok(trial);
  const { result } = trial;
  return {
    ...trial,
    record: 'output' in result ? (result.output['record'] as JsonObject) : undefined,
    failure: 'failure' in result ? result.failure : undefined,
  };
}

test('a trial tells the record as it would be, and leaves nothing', async (t) => {
  const connected = await connectOrg(t, { setup: [COUNTRY], config: { externalIdField: '' } });
  const trial = await tryOut(connected, 'create', { object: 'Lead', fields: { ...GOOD, Country__c: 'italia' } });
  assert.equal(trial.record?.['Country__c'], 'Italia');
  assert.equal(trial.record?.['Name'], 'Rossi');
  assert.equal(typeof trial.record?.['OwnerId'], 'string');
  assert.equal(typeof trial.record?.['Owner.Name'], 'string');
  assert.equal(typeof trial.record?.['Status'], 'string');
  assert.deepEqual(trial.request['body'], { ...GOOD, Country__c: 'Italia' });
  assert.match(String(trial.request['path']), /\/sobjects\/Lead$/);
  assert.ok(trial.blind.length > 2);
  assert.deepEqual(connected.rows('Lead'), []);
});

test('a trial shows the owner that an assignment rule would choose', async (t) => {
  const connected = await connectOrg(t, { setup: [COUNTRY] });
  const [queue] = connected.rows('Group').filter((row) => row.fields['Type'] === 'Queue');
  assert.ok(queue);
  connected.org.configure({ deed: 'assignment-rule', object: 'Lead', entries: [{ owner: queue.id }] });
  const trial = await tryOut(connected, 'create', { object: 'Lead', fields: GOOD });
  assert.equal(trial.record?.['OwnerId'], queue.id);
  assert.equal(trial.record?.['Owner.Name'], queue.fields['Name']);
  assert.equal((trial.request['headers'] as JsonObject)['sforce-auto-assign'], undefined);
  const kept = await tryOut(connected, 'create', { object: 'Lead', fields: GOOD, assignmentRule: 'none' });
  assert.notEqual(kept.record?.['OwnerId'], queue.id);
  assert.deepEqual(connected.rows('Lead'), []);
});

test('a trial meets what describe does not show: validation rules, duplicate rules', async (t) => {
  const connected = await connectOrg(t, {
    config: { externalIdField: '' },
    setup: [
      {
        deed: 'validation-rule',
        object: 'Lead',
        when: { field: 'LastName', is: 'equal', value: 'Nobody' },
        message: 'Non così',
      },
      { deed: 'duplicate-rule', object: 'Lead', match: ['Email'], action: 'block' },
    ],
  });
  const ruled = await tryOut(connected, 'create', { object: 'Lead', fields: { ...GOOD, LastName: 'Nobody' } });
  assert.equal(ruled.failure?.providerCode, 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
  const input = { object: 'Lead', fields: { ...GOOD, Email: 'ada@acme.it' } };
  const { output } = await perform(connected, { operation: 'create', input });
  const twice = await tryOut(connected, 'create', input);
  assert.equal(twice.failure?.providerCode, 'DUPLICATES_DETECTED');
  assert.equal(twice.failure?.details?.['existingId'], output?.['id']);
  const incomplete = await tryOut(connected, 'create', { object: 'Lead', fields: { LastName: 'Rossi' } });
  assert.equal(incomplete.failure?.providerCode, 'REQUIRED_FIELD_MISSING');
  const unreadable = await tryOut(connected, 'create', { object: 'Lead', fields: { ...GOOD, Email: 'nobody' } });
  assert.deepEqual(unreadable.failure?.fields, ['Email']);
  assert.equal(connected.rows('Lead').length, 1);
});

test('an update and an upsert are tried on the record that is there, which stays as it was', async (t) => {
  const setup: Setup = [
    { deed: 'custom-field', object: 'Lead', name: 'Code__c', length: 20, unique: true, externalId: true },
  ];
  const connected = await connectOrg(t, { setup, config: { externalIdField: '' } });
  const { output } = await perform(connected, {
    operation: 'create',
    input: { object: 'Lead', fields: { ...GOOD, Code__c: '77' } },
  });
  const id = String(output?.['id']);
  const before = structuredClone(connected.rows('Lead').map(({ fields }) => fields));
  const update = await tryOut(connected, 'update', { object: 'Lead', id, fields: { LastName: 'Bianchi' } });
  assert.equal(update.record?.['Name'], 'Bianchi');
  const key = { object: 'Lead', externalIdField: 'Code__c', fields: { LastName: 'Verdi', Company: 'Acme' } };
  assert.equal((await tryOut(connected, 'upsert', { ...key, externalId: '77' })).record?.['Name'], 'Verdi');
  assert.equal((await tryOut(connected, 'upsert', { ...key, externalId: '78' })).record?.['Name'], 'Verdi');
  const gone = await tryOut(connected, 'update', {
    object: 'Lead',
    id: '00Qxx0000000009AAA',
    fields: { LastName: 'x' },
  });
  assert.equal(gone.failure?.code, 'not_found');
  assert.deepEqual(
    connected.rows('Lead').map(({ fields }) => fields),
    before,
  );
});
