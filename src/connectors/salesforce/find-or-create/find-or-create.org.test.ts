import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Failure } from '../../../base/failure.ts';
import type { JsonObject, JsonValue } from '../../../base/json.ts';
import type { LinkedRecord } from '../../connector.ts';
import { connectOrg, type ConnectedOrg, type ConnectedOrgOptions } from '../testing/connected-org.ts';
import { findOrCreate } from './find-or-create.ts';

const PHONE = '+393331234567';
const LEAD = { LastName: 'Rossi', FirstName: 'Ada', Company: 'Privato' };
const AGAIN = ['rate_limited', 'unavailable', 'timeout', 'unknown_outcome'];

type Effect = { input: JsonObject; key?: string; links?: readonly LinkedRecord[]; tries?: number };

/** Does what a durable host does: repeats what may be repeated, after the wait that was asked for. */
async function perform(connected: ConnectedOrg, effect: Effect): Promise<JsonObject> {
  let unknownSince: number | undefined;
  for (let number = 1; number <= (effect.tries ?? 20); number++) {
    const attempt = { number, ...(unknownSince === undefined ? {} : { unknownSince }) };
    const io = { ...connected.io(effect.key ?? `key-${PHONE}`, attempt), links: async () => effect.links ?? [] };
    try {
      return await findOrCreate.run(effect.input, io);
    } catch (error) {
      assert.ok(error instanceof Failure, String(error));
      if (!AGAIN.includes(error.code)) throw error;
      if (error.code === 'unknown_outcome') unknownSince ??= connected.clock.now;
      connected.clock.now += error.data.retryAfterMs ?? 1000;
    }
  }
  return assert.fail('it has no end');
}

async function open(t: TestContext, options: ConnectedOrgOptions = {}): Promise<ConnectedOrg> {
  return connectOrg(t, options);
}

/** Puts a record into the org as staff would, at the org's time. */
function plant(connected: ConnectedOrg, object: string, fields: JsonObject): string {
  const { org } = connected;
  const type = org.setup.schema.find(object);
  assert.ok(type);
  const values = fields as Record<string, string | boolean | null>;
  return org.store.insert(type, values, { userId: org.userId, at: org.now() }).id;
}

function change(connected: ConnectedOrg, id: string, fields: Record<string, string | boolean>): void {
  const { org } = connected;
  org.store.update(org.store.find(id)!, fields, { userId: org.userId, at: org.now() });
}

function remove(connected: ConnectedOrg, id: string, master?: string): void {
  const { org } = connected;
  const fields: Record<string, string> = master === undefined ? {} : { MasterRecordId: master };
  org.store.remove(org.store.find(id)!, { userId: org.userId, at: org.now() }, fields);
}

function linkTo(id: string, object: string): LinkedRecord {
  return { object, record: id, how: 'matched', at: 1 };
}

const byPhone = (more: JsonObject = {}): JsonObject => ({ match: { phone: PHONE }, fields: LEAD, ...more });

test('somebody unknown becomes a Lead that is found the next time', async (t) => {
  const connected = await open(t);
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
    const connected = await open(t);
    const id = plant(connected, 'Contact', { LastName: 'Rossi', Phone: stored });
    plant(connected, 'Contact', { LastName: 'Verdi', Phone: '+39 333 123 4568' });
    plant(connected, 'Contact', { LastName: 'Neri', Phone: '+34 333 123 4567' });
    const output = await perform(connected, { input: byPhone() });
    assert.deepEqual([output['id'], output['matchedBy'], output['object']], [id, 'phone', 'Contact']);
  });

test('a Contact goes before an open Lead, and a converted Lead leads to its Contact', async (t) => {
  const connected = await open(t);
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
  const connected = await open(t);
  const contact = plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE });
  const lead = plant(connected, 'Lead', { ...LEAD, Phone: PHONE });
  change(connected, lead, { IsConverted: true, ConvertedContactId: contact });
  const output = await perform(connected, { input: byPhone({ object: 'Lead' }) });
  assert.deepEqual([output['outcome'], output['object']], ['created', 'Lead']);
});

test('the e-mail decides between people who share a phone', async (t) => {
  const connected = await open(t);
  const ada = plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE, Email: 'ada@example.org' });
  plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE });
  const input = { match: { phone: PHONE, email: 'Ada@Example.org' }, fields: LEAD };
  const output = await perform(connected, { input });
  assert.deepEqual([output['id'], output['matchedBy']], [ada, 'email']);
  assert.equal((output['candidates'] as unknown[]).length, 2);
});

test('of several the newest is taken, or somebody is asked, or the step fails', async (t) => {
  const connected = await open(t);
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
  const connected = await open(t);
  plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE });
  const output = await perform(connected, { input: byPhone({ onFound: 'ask' }) });
  assert.deepEqual([output['outcome'], (output['candidates'] as unknown[]).length], ['ambiguous', 1]);
});

test('conditions narrow the search, and other conditions are another person', async (t) => {
  const connected = await open(t);
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
  const connected = await open(t, { setup });
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
  const connected = await open(t);
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
  const connected = await open(t);
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
  const connected = await open(t, { faults: [{ kind: 'drop-after-commit', operation: 'create', count: 1 }] });
  const there = plant(connected, 'Lead', { ...LEAD, Phone: PHONE });
  connected.clock.now += 3_600_000;
  const output = await perform(connected, { input: byPhone({ onFound: 'new' }) });
  assert.equal(output['outcome'], 'created');
  assert.notEqual(output['id'], there);
  assert.equal(connected.rows('Lead').length, 2);
});

test('the record link goes before every search', async (t) => {
  const connected = await open(t);
  const linked = plant(connected, 'Lead', { ...LEAD, Phone: '+390612345' });
  plant(connected, 'Contact', { LastName: 'Rossi', Phone: PHONE });
  const output = await perform(connected, { input: byPhone(), links: [linkTo(linked, 'Lead')] });
  assert.deepEqual([output['id'], output['matchedBy'], connected.calls('query')], [linked, 'link', 0]);
});

test('a link moves with its record: merged to the master, converted to the Contact', async (t) => {
  const connected = await open(t);
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
  const connected = await open(t);
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
  const connected = await open(t);
  const lead = plant(connected, 'Lead', { ...LEAD, Phone: PHONE });
  const input = byPhone({ object: 'Contact', fields: { LastName: 'Rossi' } });
  const output = await perform(connected, { input, links: [linkTo(lead, 'Lead')] });
  assert.deepEqual([output['outcome'], output['object'], output['gone']], ['created', 'Contact', []]);
});

test('fifty pairs at the same moment make fifty records', async (t) => {
  const connected = await open(t);
  const people = Array.from({ length: 50 }, (_, n) => `+39333${String(1_000_000 + n)}`);
  const outputs = await Promise.all(
    people.flatMap((phone) =>
      ['whatsapp', 'sms'].map((channel) =>
        perform(connected, { input: { match: { phone }, fields: LEAD }, key: `${channel}-${phone}` }),
      ),
    ),
  );
  assert.equal(connected.rows('Lead').length, 50);
  assert.equal(outputs.filter(({ outcome }) => outcome === 'created').length, 50);
  assert.equal(new Set(outputs.map(({ id }) => id)).size, 50);
});

test('messages that share only one address each make one record', async (t) => {
  const connected = await open(t);
  const email = 'ada@example.org';
  const inputs = [
    { match: { phone: PHONE }, fields: LEAD },
    { match: { phone: PHONE, email }, fields: LEAD, update: { Lead: { Email: email } } },
    { match: { email }, fields: LEAD },
  ];
  const outputs = await Promise.all(inputs.map((input, n) => perform(connected, { input, key: `effect-${n}` })));
  assert.deepEqual(
    outputs.map(({ outcome, matchedBy }) => [outcome, matchedBy]),
    [
      ['created', undefined],
      ['found', 'phone'],
      ['found', 'email'],
    ],
  );
  assert.equal(connected.rows('Lead').length, 1);
});

test('two installations that know nothing of each other make one record', async (t) => {
  const connected = await open(t);
  const notes = new Map<string, JsonValue>();
  const alone = (key: string): typeof connected => ({
    ...connected,
    io: (_key, attempt) => ({
      ...connected.io(key, attempt),
      local: new Map(),
      memory: {
        get: async (name) => notes.get(key + name),
        put: async (name, value) => void notes.set(key + name, value),
        update: async (name, change) => change(notes.get(key + name)),
      },
    }),
  });
  const outputs = await Promise.all(['a', 'b', 'c'].map((key) => perform(alone(key), { input: byPhone(), key })));
  assert.equal(connected.rows('Lead').length, 1);
  assert.equal(new Set(outputs.map(({ id }) => id)).size, 1);
  assert.deepEqual(outputs.map(({ outcome }) => outcome).toSorted(), ['created', 'found', 'found']);
});

for (const kind of ['drop-after-commit', 'drop-before-commit', 'late-commit'] as const)
  test(`a lost answer (${kind}) and another message meanwhile make one record`, async (t) => {
    const faults = [{ kind, operation: 'create', count: 1, ms: 50 }] as const;
    const connected = await open(t, { faults });
    const first = { input: byPhone(), key: 'first' };
    await assert.rejects(perform(connected, { ...first, tries: 1 }), /no end/);
    const second = await perform(connected, { input: byPhone(), key: 'second' });
    const retried = await perform(connected, first);
    assert.equal(retried['id'], second['id']);
    assert.equal(connected.rows('Lead').length, 1);
  });

test('a crash between creation and its note: whoever created it says so', async (t) => {
  const connected = await open(t);
  const io = connected.io('first');
  const dies = { ...io, memory: { ...io.memory, update: dyingAfter(1, io.memory.update) } };
  const logged = await findOrCreate.run(byPhone(), dies);
  assert.equal(logged['outcome'], 'created', 'the record exists, whatever became of the note');
  const other = await perform(connected, { input: byPhone(), key: 'second' });
  assert.deepEqual([other['outcome'], other['id']], ['found', logged['id']]);
  const again = await findOrCreate.run(
    byPhone(),
    connected.io('first', { number: 2, unknownSince: connected.clock.now }),
  );
  assert.deepEqual([again['outcome'], again['id']], ['created', logged['id']]);
});

test('without any claim left the key of the person stops a second record', async (t) => {
  const connected = await open(t);
  const first = await perform(connected, { input: byPhone(), key: 'first' });
  connected.notes.clear();
  change(connected, String(first['id']), { MobilePhone: 'rewritten by a rule' });
  const second = await perform(connected, { input: byPhone(), key: 'second' });
  assert.deepEqual([second['outcome'], second['matchedBy'], second['id']], ['found', 'claim', first['id']]);
});

test('a number that was taken off a record long ago is somebody else’s', async (t) => {
  const connected = await open(t);
  const first = await perform(connected, { input: byPhone(), key: 'first' });
  change(connected, String(first['id']), { MobilePhone: '+39 06 9999' });
  connected.clock.now += 30 * 86_400_000;
  const second = await perform(connected, { input: byPhone(), key: 'second' });
  assert.equal(second['outcome'], 'created');
  assert.equal(connected.rows('Lead').length, 2);
});

test('an object without the External ID field: a claim and a look before anything is sent again', async (t) => {
  const config = { externalIdField: '' };
  const faults = [{ kind: 'drop-before-commit', operation: 'create', count: 1 }] as const;
  const connected = await open(t, { config, faults });
  const start = connected.clock.now;
  const first = { input: byPhone(), key: 'first' };
  await assert.rejects(perform(connected, { ...first, tries: 1 }), /no end/);
  const [second, retried] = await Promise.all([
    perform(connected, { input: byPhone(), key: 'second' }),
    perform(connected, first),
  ]);
  assert.equal(second['id'], retried['id']);
  assert.equal(connected.rows('Lead').length, 1);
  assert.ok(connected.clock.now - start >= 11 * 60_000, 'the org has had time to finish');
});

test('the record that a duplicate rule names counts as found', async (t) => {
  const rule = { deed: 'duplicate-rule', object: 'Lead', match: ['LastName'], action: 'alert' } as const;
  const connected = await open(t, { setup: [rule] });
  const there = plant(connected, 'Lead', { ...LEAD });
  const output = await perform(connected, { input: byPhone() });
  assert.deepEqual([output['outcome'], output['id'], output['matchedBy']], ['found', there, 'duplicateRule']);
  const allowed = await perform(connected, { input: byPhone({ allowDuplicates: true }) });
  assert.equal(allowed['outcome'], 'created');
});

test('a refusal leaves no claim behind', async (t) => {
  const connected = await open(t);
  await assert.rejects(perform(connected, { input: { match: { phone: PHONE }, fields: {} } }), { code: 'invalid' });
  assert.deepEqual(
    [...connected.notes.keys()].filter((name) => name.startsWith('claims/')),
    [],
  );
});

test('who can be told by nothing is not looked for', async (t) => {
  const connected = await open(t);
  await assert.rejects(perform(connected, { input: { match: { phone: ' ' }, fields: LEAD } }), { code: 'invalid' });
  await assert.rejects(perform(connected, { input: { match: { phone: 'dopo' }, fields: LEAD } }), { code: 'invalid' });
  assert.equal(connected.calls('query'), 0);
});

test('in an org with person accounts the account is the person', async (t) => {
  const connected = await open(t, { setup: [{ deed: 'person-accounts' }] });
  const person = plant(connected, 'Account', { LastName: 'Rossi', IsPersonAccount: true, PersonMobilePhone: PHONE });
  plant(connected, 'Account', { Name: 'Rossi SpA', Phone: PHONE });
  const output = await perform(connected, {
    input: byPhone({ update: { PersonAccount: { PersonEmail: 'ada@example.org' } } }),
  });
  assert.deepEqual([output['id'], output['object'], output['updated']], [person, 'Account', ['PersonEmail']]);
  const linked = await perform(connected, { input: byPhone(), links: [linkTo(person, 'Account')] });
  assert.deepEqual([linked['id'], linked['matchedBy']], [person, 'link']);
});

/** Updates of notes until the process dies. */
function dyingAfter<Update extends (...given: never[]) => Promise<unknown>>(times: number, update: Update): Update {
  let left = times;
  const dying = (...given: Parameters<Update>): Promise<unknown> =>
    left-- > 0 ? update(...given) : Promise.reject(new Error('the process died'));
  return dying as Update;
}
