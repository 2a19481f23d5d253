import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { create } from './create.ts';
import { failureOf, KEY, lostReply, RECORD_ID, refusalReply, written } from '../testing/pretend-org.ts';
import { writeOrg } from './testing/write-org.ts';

const LEAD: JsonObject = { object: 'Lead', fields: { LastName: 'Rossi', FirstName: 'Ada', Company: 'Acme' } };
const PATH = `/sobjects/Lead/Rondine_Key__c/${KEY}`;
const UNKNOWN = { number: 2, unknownSince: 1 };

test('a Lead is one call: an upsert by the key of the effect', async () => {
  const org = writeOrg();
  assert.deepEqual(await create.run(LEAD, org.io(KEY)), {
    id: RECORD_ID,
    url: `https://acme.my.salesforce.com/lightning/r/Lead/${RECORD_ID}/view`,
    object: 'Lead',
    created: true,
    updated: false,
    name: 'Ada Rossi',
  });
  assert.deepEqual(org.calls, [`PATCH ${PATH}`]);
  assert.equal(org.requests[0]?.body, '{"LastName":"Rossi","FirstName":"Ada","Company":"Acme"}');
});

test('a Case asks for its number, and is created even when that fails', async () => {
  const input: JsonObject = { object: 'Case', fields: { Subject: 'Ciao' } };
  const org = writeOrg({
    reply: ({ method }) =>
      method === 'GET' ? { status: 200, body: { CaseNumber: '00001026' } } : { status: 201, body: written() },
  });
  const output = await create.run(input, org.io(KEY));
  assert.equal(output['number'], '00001026');
  assert.equal(output['name'], '00001026');
  assert.deepEqual(org.calls[1], `GET /sobjects/Case/${RECORD_ID}?fields=CaseNumber`);

  const broken = writeOrg({
    reply: ({ method }) => (method === 'GET' ? { status: 500, body: '<html>' } : { status: 201, body: written() }),
  });
  const numberless = await create.run(input, broken.io(KEY));
  assert.equal(numberless['id'], RECORD_ID);
  assert.equal(numberless['number'], undefined);
  assert.equal(broken.logs.length, 1);
});

test('a Case whose renewed session cannot be stored is created all the same', async () => {
  const org = writeOrg({
    reply: ({ method }) =>
      method === 'GET' ? refusalReply(401, 'INVALID_SESSION_ID') : { status: 201, body: written() },
    beforeStore: () => {
      throw new Error('disk full');
    },
  });
  const output = await create.run({ object: 'Case', fields: {} }, org.io(KEY));
  assert.equal(output['id'], RECORD_ID);
});

const RULES: [name: string, more: JsonObject, owner: string | undefined, header: string | undefined][] = [
  ['runs the active rule unless told', {}, undefined, undefined],
  ['keeps an owner that the flow chose', {}, '005xx0000000002AAA', 'FALSE'],
  ['runs the active rule over an owner when told', { assignmentRule: 'default' }, '005xx0000000002AAA', undefined],
  ['switches rules off', { assignmentRule: 'none' }, undefined, 'FALSE'],
  ['runs the rule that is named', { assignmentRule: '01Qxx0000000001' }, undefined, '01Qxx0000000001'],
];

for (const [name, more, owner, header] of RULES) {
  test(`assignment ${name}`, async () => {
    const org = writeOrg();
    const fields = { LastName: 'Rossi', ...(owner ? { OwnerId: owner } : {}) };
    await create.run({ object: 'Lead', fields, ...more }, org.io(KEY));
    assert.equal(org.requests[0]?.headers?.['sforce-auto-assign'], header);
    assert.equal(org.requests[0]?.headers?.['sforce-duplicate-rule-header'], undefined);
  });
}

test('duplicates are saved only when the author allows it', async () => {
  const org = writeOrg();
  await create.run({ ...LEAD, onDuplicate: 'allow' }, org.io(KEY));
  assert.equal(org.requests[0]?.headers?.['sforce-duplicate-rule-header'], 'allowSave=true');
});

for (const name of ['Id', 'id', 'Rondine_Key__c', 'rondine_key__C']) {
  test(`${name} among the fields is refused before anything is sent`, async () => {
    const org = writeOrg();
    const failure = await failureOf(create.run({ object: 'Lead', fields: { [name]: 'x' } }, org.io(KEY)));
    assert.equal(failure.code, 'invalid');
    assert.deepEqual(failure.data.fields, [name]);
    assert.deepEqual(org.calls, []);
  });
}

test('after an unknown outcome it looks first, and takes what it finds without writing', async () => {
  const org = writeOrg({ reply: () => ({ status: 200, body: { Id: RECORD_ID } }) });
  const output = await create.run(LEAD, org.io(KEY, UNKNOWN));
  assert.deepEqual([output['id'], output['created'], output['name']], [RECORD_ID, true, 'Ada Rossi']);
  assert.deepEqual(org.calls, [`GET ${PATH}?fields=Id`]);
});

test('a Case found again brings its number along', async () => {
  const org = writeOrg({ reply: () => ({ status: 200, body: { Id: RECORD_ID, CaseNumber: '00001026' } }) });
  const output = await create.run({ object: 'Case', fields: {} }, org.io(KEY, UNKNOWN));
  assert.equal(output['number'], '00001026');
  assert.equal(org.calls.length, 1);
});

test('after an unknown outcome it writes again only when nothing is found', async () => {
  const org = writeOrg({
    reply: ({ method }) => (method === 'GET' ? refusalReply(404, 'NOT_FOUND') : { status: 201, body: written() }),
  });
  await create.run(LEAD, org.io(KEY, UNKNOWN));
  assert.deepEqual(org.calls, [`GET ${PATH}?fields=Id`, `PATCH ${PATH}`]);
});

test('a look-up that fails writes nothing', async () => {
  const org = writeOrg({ reply: () => ({ status: 503, body: '<html>' }) });
  assert.equal((await failureOf(create.run(LEAD, org.io(KEY, UNKNOWN)))).code, 'unavailable');
  assert.deepEqual(org.calls, [`GET ${PATH}?fields=Id`]);
});

test('a retry whose earlier attempts were certainly refused does not look', async () => {
  const org = writeOrg();
  await create.run(LEAD, org.io(KEY, { number: 3 }));
  assert.deepEqual(org.calls, [`PATCH ${PATH}`]);
});

const DUPLICATE = refusalReply(
  400,
  'DUPLICATE_VALUE',
  `duplicate value found: Rondine_Key__c duplicates value on record with id: ${RECORD_ID}`,
);
const LOCKED = refusalReply(400, 'UNABLE_TO_LOCK_ROW');

for (const [name, race] of [
  ['a duplicate key', DUPLICATE],
  ['a locked row', LOCKED],
] as const) {
  test(`${name} of a late earlier attempt leads to its record`, async () => {
    const org = writeOrg({
      reply: ({ method }) => (method === 'GET' ? { status: 200, body: { Id: RECORD_ID } } : race),
    });
    const output = await create.run(LEAD, org.io(KEY));
    assert.deepEqual([output['id'], output['created']], [RECORD_ID, true]);
    assert.deepEqual(org.calls, [`PATCH ${PATH}`, `GET ${PATH}?fields=Id`]);
  });

  test(`${name} whose look-up fails makes the next attempt look before it writes`, async () => {
    const org = writeOrg({ reply: ({ method }) => (method === 'GET' ? { status: 503, body: '<html>' } : race) });
    assert.equal((await failureOf(create.run(LEAD, org.io(KEY)))).code, 'unknown_outcome');
  });
}

test('a duplicate of our key that is not visible yet is looked for again', async () => {
  const org = writeOrg({ reply: ({ method }) => (method === 'GET' ? refusalReply(404, 'NOT_FOUND') : DUPLICATE) });
  const failure = await failureOf(create.run(LEAD, org.io(KEY)));
  assert.equal(failure.code, 'unknown_outcome');
  assert.equal(failure.data.retryAfterMs, 2000);
});

test('a duplicate in another unique field stays a conflict, a lock by others stays unavailable', async () => {
  const email = refusalReply(400, 'DUPLICATE_VALUE', `duplicate value found: Email__c … id: ${RECORD_ID}`);
  for (const [refused, code] of [
    [email, 'conflict'],
    [LOCKED, 'unavailable'],
  ] as const) {
    const org = writeOrg({ reply: ({ method }) => (method === 'GET' ? refusalReply(404, 'NOT_FOUND') : refused) });
    assert.equal((await failureOf(create.run(LEAD, org.io(KEY)))).code, code);
  }
});

test('a missing External ID field is said with its click path', async () => {
  const org = writeOrg({ reply: () => refusalReply(404, 'NOT_FOUND', 'Provided external ID field does not exist') });
  const failure = await failureOf(create.run(LEAD, org.io(KEY)));
  assert.equal(failure.code, 'not_found');
  assert.match(failure.message, /Rondine_Key__c.*Setup > Object Manager > Lead > Fields & Relationships > New/);
});

test('a lost answer and a success without an id are unknown outcomes', async () => {
  for (const reply of [lostReply(), { status: 201, body: { success: true } }]) {
    const org = writeOrg({ reply: () => reply });
    assert.equal((await failureOf(create.run(LEAD, org.io(KEY)))).code, 'unknown_outcome');
  }
});

test('the name is put together from what was sent, where that is enough', async () => {
  const nameOf = async (object: string, fields: JsonObject) =>
    (await create.run({ object, fields }, writeOrg().io(KEY)))['name'];
  assert.equal(
    await nameOf('Contact', { FirstName: ' Ada ', MiddleName: 'M.', LastName: 'Rossi', Suffix: 'Jr' }),
    'Ada M. Rossi Jr',
  );
  assert.equal(await nameOf('Account', { Name: 'Acme' }), 'Acme');
  assert.equal(await nameOf('Task', { Subject: 'x' }), undefined);
});

test('how it repeats follows the External ID field and what the record can be found by', () => {
  const config = { ...writeOrg().config(), externalIdFields: { Case: '', Lead: '' } };
  const repeat = (object: string, fields: JsonObject) => create.repeat({ object, fields }, config);
  assert.equal(repeat('Contact', {}), 'keyed');
  assert.equal(repeat('Lead', { Email: 'ada@example.com' }), 'safe');
  assert.equal(repeat('Lead', { Phone: '  ', LastName: 'x' }), 'unsafe');
  assert.equal(repeat('Case', { SuppliedPhone: '+39' }), 'safe');
  assert.equal(repeat('Case', { Phone: '+39' }), 'unsafe');
  assert.equal(create.repeat({ object: 'Task', fields: { Phone: '1' } }, { ...config, externalIdField: '' }), 'unsafe');
});
