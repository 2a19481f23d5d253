import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { UNKNOWN } from '../../connector.ts';
import { connectOrg } from '../testing/connected-org.ts';
import { KEY } from '../testing/pretend-org.ts';
import { findOrCreate } from './find-or-create.ts';
import { byPhone, LEAD, perform, PHONE, plant } from './testing/people.ts';

test('the form has the fields of the objects that are written', async (t) => {
  const connected = await connectOrg(t);
  const shape = await findOrCreate.shape?.({ create: 'Contact', update: { Lead: {} } }, connected.io(KEY));
  const { properties } = shape as unknown as {
    properties: Record<string, { properties?: Record<string, JsonObject> }>;
  };
  assert.ok(properties['fields']?.properties?.['LastName'], 'of a new Contact');
  assert.equal(properties['fields']?.properties?.['Company'], undefined);
  const lead = properties['update']?.properties?.['Lead'] as { properties?: JsonObject } | undefined;
  assert.ok(lead?.properties?.['Company'], 'of a Lead that is found');
});

test('a mapping is looked at as the writes that come of it, and told where it stands', async (t) => {
  const connected = await connectOrg(t);
  const phone = { [UNKNOWN]: { type: 'string' } };
  const good = { match: { phone }, fields: LEAD, update: { Contact: { Title: 'Dr' } } };
  assert.deepEqual(await findOrCreate.inspect?.(good, connected.io(KEY)), []);
  const bad = { match: { phone }, fields: { ...LEAD, Colour: 'red' }, update: { Contact: { Company: 'Acme' } } };
  const findings = await findOrCreate.inspect?.(bad, connected.io(KEY));
  assert.deepEqual(
    findings?.map(({ path }) => path),
    [
      ['fields', 'Colour'],
      ['update', 'Contact', 'Company'],
    ],
  );
});

test('values are suggested for each list of fields', async (t) => {
  const connected = await connectOrg(t);
  const suggest = (input: JsonObject, path: string[], text: string) =>
    findOrCreate.suggest?.({ input, path, text }, connected.io(KEY));
  const values = await suggest({ fields: {} }, ['fields', 'LeadSource'], 'web');
  assert.ok(values?.some(({ value }) => value === 'Web'));
  const own = await suggest({ update: { Contact: {} } }, ['update', 'Contact', 'LeadSource'], 'web');
  assert.ok(own?.some(({ value }) => value === 'Web'));
  assert.deepEqual(await suggest({}, ['match', 'phone'], '3'), []);
});

test('values are read as the fields take them, and references are portable', async (t) => {
  const connected = await connectOrg(t);
  const owner = { queue: 'Lead_da_assegnare' };
  const fields = { ...LEAD, NumberOfEmployees: '12', OwnerId: owner };
  const input = { match: { phone: PHONE, where: [{ field: 'OwnerId', value: owner, object: 'Lead' }] }, fields };
  plant(connected, 'Lead', { ...LEAD, Phone: PHONE });
  const output = await perform(connected, { input, key: 'first' });
  assert.equal(output['outcome'], 'created', 'the other Lead is somebody else’s');
  const lead = connected.org.store.find(String(output['id']));
  assert.deepEqual([lead?.fields['NumberOfEmployees'], String(lead?.fields['OwnerId']).slice(0, 3)], [12, '00G']);
  assert.equal((await perform(connected, { input, key: 'second' }))['outcome'], 'found');
});

test('a value that does not fit is refused before anything is sent, and nothing is claimed', async (t) => {
  const connected = await connectOrg(t);
  const input = byPhone({ fields: { ...LEAD, NumberOfEmployees: 'many' } });
  await assert.rejects(perform(connected, { input }), { code: 'invalid' });
  assert.equal(connected.calls('create'), 0);
  assert.deepEqual(
    [...connected.notes.keys()].filter((name) => name.startsWith('claims/')),
    [],
  );
});

test('what stands in for blank fields of a new record is not written onto a found one', async (t) => {
  const connected = await connectOrg(t);
  const options = { whenEmpty: { Company: 'Privato' } };
  const id = plant(connected, 'Lead', { ...LEAD, Company: 'Acme', Phone: PHONE });
  const found = await perform(connected, { input: byPhone({ options, update: { Lead: { Title: 'Dr', City: '' } } }) });
  assert.deepEqual([found['updated'], connected.org.store.find(id)?.fields['Company']], [['Title'], 'Acme']);
  const other = { match: { phone: '+393330000002' }, fields: { LastName: 'Verdi', Company: '' }, options };
  const made = await perform(connected, { input: other, key: 'other' });
  assert.equal(connected.org.store.find(String(made['id']))?.fields['Company'], 'Privato');
});
