import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectOrg } from '../testing/connected-org.ts';
import { findOrCreate } from './find-or-create.ts';
import { byPhone, change, LEAD, linkTo, perform, PHONE, plant, remove } from './testing/people.ts';

test('somebody unknown becomes a Lead that is found the next time', async (t) => {
  const connected = await connectOrg(t);
  const first = await perform(connected, { input: byPhone(), key: 'one' });
  assert.deepEqual(
    [first['outcome'], first['object'], first['name'], first['created']],
    ['created', 'Lead', 'Ada Rossi', true],
  );
  const [lead] = connected.rows('Lead');
  assert.equal(lead?.fields['MobilePhone'], PHONE, 'by what it was looked for it is found again');
  const second = await perform(connected, { input: byPhone(), key: 'two' });
  assert.deepEqual(
    [second['outcome'], second['id'], second['matchedBy'], second['created']],
    ['found', first['id'], 'phone', false],
  );
  assert.equal(connected.rows('Lead').length, 1);
});

for (const stored of ['+39 333 123 4567', '333.1234567', '0039 333 12 34 567', '(333) 123-4567'])
  test(`a phone stored as "${stored}" is found`, async (t) => {
    const connected = await connectOrg(t);
    const id = plant(connected, 'Contact', { LastName: 'Rossi', Phone: stored });
    plant(connected, 'Contact', { LastName: 'Verdi', Phone: '+39 333 123 4568' });
    plant(connected, 'Contact', { LastName: 'Neri', Phone: '+34 333 123 4567' });
    const output = await perform(connected, { input: byPhone() });
    assert.deepEqual([output['id'], output['matchedBy'], output['object']], [id, 'phone', 'Contact']);
  });

test('a Contact goes before an open Lead, and a converted Lead leads to its Contact', async (t) => {
  const connected = await connectOrg(t);
  const lead = plant(connected, 'Lead', { ...LEAD, Phone: PHONE });
  assert.equal((await perform(connected, { input: byPhone() }))['id'], lead);
  const contact = plant(connected, 'Contact', { LastName: 'Rossi' });
  change(connected, lead, { IsConverted: true, ConvertedContactId: contact });
  const converted = await perform(connected, { input: byPhone() });
  assert.deepEqual([converted['id'], converted['object'], converted['matchedBy']], [contact, 'Contact', 'phone']);
  const other = plant(connected, 'Contact', { LastName: 'Rossi', MobilePhone: PHONE });
  assert.equal((await perform(connected, { input: byPhone() }))['id'], other);
  assert.equal(connected.calls('create'), 0);
});

test('who looks for Leads alone gets a new one where the former was converted', async (t) => {
  const connected = await connectOrg(t);
  const contact = plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE });
  const lead = plant(connected, 'Lead', { ...LEAD, Phone: PHONE });
  change(connected, lead, { IsConverted: true, ConvertedContactId: contact });
  const output = await perform(connected, { input: byPhone({ object: 'Lead' }) });
  assert.deepEqual([output['outcome'], output['object']], ['created', 'Lead']);
});

test('the e-mail decides between people who share a phone', async (t) => {
  const connected = await connectOrg(t);
  const ada = plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE, Email: 'ada@example.org' });
  plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE });
  const input = { match: { phone: PHONE, email: 'Ada@Example.org' }, fields: LEAD };
  const output = await perform(connected, { input });
  assert.deepEqual([output['id'], output['matchedBy']], [ada, 'email']);
  assert.equal((output['candidates'] as unknown[]).length, 2);
});

test('of several the newest is taken, or somebody is asked, or the step fails', async (t) => {
  const connected = await connectOrg(t);
  const older = plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE });
  connected.clock.now += 60_000;
  const newer = plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE });
  assert.equal((await perform(connected, { input: byPhone() }))['id'], newer);
  const asked = await perform(connected, { input: byPhone({ onSeveral: 'ask' }) });
  const candidates = asked['candidates'] as { id: string; why: string[] }[];
  assert.deepEqual([asked['outcome'], asked['id']], ['ambiguous', undefined]);
  assert.deepEqual(new Set(candidates.map(({ id }) => id)), new Set([older, newer]));
  assert.deepEqual(candidates[0]?.why, ['phone']);
  await assert.rejects(perform(connected, { input: byPhone({ onSeveral: 'fail' }) }), { code: 'conflict' });
});

test('with "ask" even one who is found is only a candidate', async (t) => {
  const connected = await connectOrg(t);
  plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE });
  const output = await perform(connected, { input: byPhone({ onFound: 'ask' }) });
  assert.deepEqual([output['outcome'], (output['candidates'] as unknown[]).length], ['ambiguous', 1]);
});

test('conditions narrow the search, and other conditions are another person', async (t) => {
  const connected = await connectOrg(t);
  plant(connected, 'Lead', { ...LEAD, Phone: PHONE, Company: 'Alfa' });
  const input = (brand: string) => ({
    match: { phone: PHONE, where: [{ field: 'Company', value: brand, object: 'Lead' }] },
    fields: { ...LEAD, Company: brand },
  });
  assert.equal((await perform(connected, { input: input('Alfa') }))['outcome'], 'found');
  assert.equal((await perform(connected, { input: input('Beta') }))['outcome'], 'created');
  assert.equal((await perform(connected, { input: input('Beta'), key: 'other' }))['outcome'], 'found');
  assert.equal(connected.rows('Lead').length, 2);
});

test('a customer number tells the person more surely than anything else', async (t) => {
  const setup = [{ deed: 'custom-field', object: 'Lead', name: 'Customer__c', type: 'string', length: 20 }] as const;
  const connected = await connectOrg(t, { setup });
  plant(connected, 'Lead', { ...LEAD, Phone: PHONE });
  const known = plant(connected, 'Lead', { ...LEAD, Customer__c: 'C-7' });
  const input = (value: string) => ({
    match: { phone: PHONE, externalId: { field: 'Customer__c', value } },
    fields: LEAD,
  });
  const output = await perform(connected, { input: input('C-7') });
  assert.deepEqual([output['id'], output['matchedBy']], [known, 'externalId']);
});

test('only empty fields are written, so that what staff wrote stays', async (t) => {
  const connected = await connectOrg(t);
  const id = plant(connected, 'Lead', { ...LEAD, Phone: PHONE, Title: 'Direttrice' });
  const update = { Lead: { Title: 'Cliente', City: 'Roma', Street: '' } };
  const output = await perform(connected, { input: byPhone({ update }) });
  assert.deepEqual(output['updated'], ['City']);
  const { fields } = connected.org.store.find(id)!;
  assert.deepEqual([fields['Title'], fields['City']], ['Direttrice', 'Roma']);
  const again = await perform(connected, { input: byPhone({ update }) });
  assert.deepEqual([again['updated'], connected.calls('update')], [[], 1]);
});

test('an author may overwrite, or write nothing', async (t) => {
  const connected = await connectOrg(t);
  const id = plant(connected, 'Lead', { ...LEAD, Phone: PHONE, Title: 'Direttrice' });
  const update = { Lead: { Title: 'Cliente' } };
  for (const more of [{ overwrite: 'never' }, { onFound: 'link' }]) {
    assert.deepEqual((await perform(connected, { input: byPhone({ update, ...more }) }))['updated'], []);
  }
  assert.deepEqual((await perform(connected, { input: byPhone({ update, overwrite: 'always' }) }))['updated'], [
    'Title',
  ]);
  assert.equal(connected.org.store.find(id)?.fields['Title'], 'Cliente');
});

test('with "new" a record is made beside the one that is there, once', async (t) => {
  const connected = await connectOrg(t, { faults: [{ kind: 'drop-after-commit', operation: 'create', count: 1 }] });
  const there = plant(connected, 'Lead', { ...LEAD, Phone: PHONE });
  connected.clock.now += 3_600_000;
  const output = await perform(connected, { input: byPhone({ onFound: 'new' }) });
  assert.equal(output['outcome'], 'created');
  assert.notEqual(output['id'], there);
  assert.equal(connected.rows('Lead').length, 2);
});

test('the record link goes before every search', async (t) => {
  const connected = await connectOrg(t);
  const linked = plant(connected, 'Lead', { ...LEAD, Phone: '+390612345' });
  plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE });
  const output = await perform(connected, { input: byPhone(), links: [linkTo(linked, 'Lead')] });
  assert.deepEqual([output['id'], output['matchedBy'], connected.calls('query')], [linked, 'link', 0]);
});

test('a link moves with its record: merged to the master, converted to the Contact', async (t) => {
  const connected = await connectOrg(t);
  const lead = plant(connected, 'Lead', { ...LEAD });
  const master = plant(connected, 'Lead', { ...LEAD });
  const contact = plant(connected, 'Contact', { LastName: 'Rossi' });
  remove(connected, lead, master);
  const merged = await perform(connected, { input: byPhone(), links: [linkTo(lead, 'Lead')] });
  assert.deepEqual([merged['id'], merged['gone']], [master, [{ id: lead, object: 'Lead' }]]);
  change(connected, master, { IsConverted: true, ConvertedContactId: contact });
  const converted = await perform(connected, { input: byPhone(), links: [linkTo(lead, 'Lead')] });
  assert.deepEqual([converted['id'], converted['object']], [contact, 'Contact']);
  assert.deepEqual(
    findOrCreate.records?.({}, converted).map(({ how, object, record }) => [how, object, record]),
    [
      ['gone', 'Lead', lead],
      ['gone', 'Lead', master],
      ['matched', 'Contact', contact],
    ],
  );
});

test('a link to a deleted record is dropped, and the person is looked for', async (t) => {
  const connected = await connectOrg(t);
  const lead = plant(connected, 'Lead', { ...LEAD, Phone: PHONE });
  remove(connected, lead);
  const output = await perform(connected, { input: byPhone(), links: [linkTo(lead, 'Lead')] });
  assert.equal(output['outcome'], 'created');
  assert.deepEqual(
    findOrCreate.records?.({}, output).map(({ how, record }) => [how, record]),
    [
      ['gone', lead],
      ['created', output['id']],
    ],
  );
});

test('a link to a record that is not looked for stays', async (t) => {
  const connected = await connectOrg(t);
  const lead = plant(connected, 'Lead', { ...LEAD, Phone: PHONE });
  const input = byPhone({ object: 'Contact', fields: { LastName: 'Rossi' } });
  const output = await perform(connected, { input, links: [linkTo(lead, 'Lead')] });
  assert.deepEqual([output['outcome'], output['object'], output['gone']], ['created', 'Contact', []]);
});

test('the record that a duplicate rule names counts as found', async (t) => {
  const rule = { deed: 'duplicate-rule', object: 'Lead', match: ['LastName'], action: 'alert' } as const;
  const connected = await connectOrg(t, { setup: [rule] });
  const there = plant(connected, 'Lead', { ...LEAD });
  const output = await perform(connected, { input: byPhone() });
  assert.deepEqual([output['outcome'], output['id'], output['matchedBy']], ['found', there, 'duplicateRule']);
  const allowed = await perform(connected, { input: byPhone({ allowDuplicates: true }) });
  assert.equal(allowed['outcome'], 'created');
});

test('who can be told by nothing is not looked for', async (t) => {
  const connected = await connectOrg(t);
  await assert.rejects(perform(connected, { input: { match: { phone: ' ' }, fields: LEAD } }), { code: 'invalid' });
  await assert.rejects(perform(connected, { input: { match: { phone: 'dopo' }, fields: LEAD } }), { code: 'invalid' });
  assert.equal(connected.calls('query'), 0);
});

test('in an org with person accounts the account is the person', async (t) => {
  const connected = await connectOrg(t, { setup: [{ deed: 'person-accounts' }] });
  const person = plant(connected, 'Account', { LastName: 'Rossi', IsPersonAccount: true, PersonMobilePhone: PHONE });
  plant(connected, 'Account', { Name: 'Rossi SpA', Phone: PHONE });
  const output = await perform(connected, {
    input: byPhone({ update: { PersonAccount: { PersonEmail: 'ada@example.org' } } }),
  });
  assert.deepEqual([output['id'], output['object'], output['updated']], [person, 'Account', ['PersonEmail']]);
  const linked = await perform(connected, { input: byPhone(), links: [linkTo(person, 'Account')] });
  assert.deepEqual([linked['id'], linked['matchedBy']], [person, 'link']);
});

test('names that are none get into no query', async (t) => {
  const connected = await connectOrg(t);
  const input = byPhone({ update: { Lead: { 'Title, Name': 'x' } }, object: 'Lead' });
  await assert.rejects(perform(connected, { input }), { code: 'invalid', message: /"Title, Name"/ });
  assert.equal(connected.calls('query'), 0);
});
