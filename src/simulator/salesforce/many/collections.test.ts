import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorOf, startTestOrg } from '../test-org.ts';

const DATA = '/services/data/v68.0';
const MANY = `${DATA}/composite/sobjects`;

type Result = {
  id?: string;
  success: boolean;
  created?: boolean;
  errors: { statusCode: string; message: string; fields: string[] }[];
};

const lead = (LastName: string, more: object = {}): object => ({
  attributes: { type: 'Lead' },
  LastName,
  Company: 'C',
  ...more,
});

function codes(body: unknown): (string | undefined)[] {
  return (body as Result[]).map((result) => result.errors[0]?.statusCode);
}

test('records of several objects are created in one call, each with its own result', async (context) => {
  const org = await startTestOrg(context);
  const records = [lead('Rossi'), { attributes: { type: 'Case' }, Subject: 'x' }, lead('Verdi', { Company: null })];
  const before = org.org.usage.used;
  const reply = await org.call('POST', MANY, { allOrNone: false, records });
  assert.equal(reply.status, 200);
  const [first, second, third] = reply.body as Result[];
  assert.deepEqual(first, { id: first?.id, success: true, errors: [] });
  assert.match(second?.id ?? '', /^500/);
  assert.deepEqual(third, {
    success: false,
    errors: [
      {
        statusCode: 'REQUIRED_FIELD_MISSING',
        message: 'Required fields are missing: [Company]',
        fields: ['Company'],
      },
    ],
  });
  assert.equal(org.org.usage.used, before + 1);
});

test('with allOrNone one bad record takes the others back', async (context) => {
  const org = await startTestOrg(context);
  const records = [lead('Rossi', { Rondine_Key__c: 'a' }), lead('Verdi', { Email: 'x' })];
  const reply = await org.call('POST', MANY, { allOrNone: true, records });
  assert.deepEqual(codes(reply.body), ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'INVALID_EMAIL_ADDRESS']);
  assert.equal(org.org.store.counts()['Lead']?.records, 0);
  assert.equal((await org.call('PATCH', `${DATA}/sobjects/Lead/Rondine_Key__c/a`, lead('Rossi'))).status, 201);
});

test('upsert tells created from updated and refuses a key that comes twice', async (context) => {
  const org = await startTestOrg(context);
  const path = `${MANY}/Lead/Rondine_Key__c`;
  const send = async (...keys: string[]) =>
    (await org.call('PATCH', path, { records: keys.map((key) => lead('Rossi', { Rondine_Key__c: key })) }))
      .body as Result[];
  assert.deepEqual(
    (await send('a', 'b')).map(({ created }) => created),
    [true, true],
  );
  const again = await send('a', 'c', 'c');
  assert.deepEqual(
    again.map(({ created }) => created),
    [false, true, undefined],
  );
  assert.deepEqual(codes(again), [undefined, undefined, 'DUPLICATE_VALUE']);
  const missing = await org.call('PATCH', `${MANY}/Lead/Nope__c`, { records: [] });
  assert.deepEqual([missing.status, errorOf(missing).errorCode], [404, 'NOT_FOUND']);
});

test('records are changed, read and deleted in one call each', async (context) => {
  const org = await startTestOrg(context);
  const made = (await org.call('POST', MANY, { records: [lead('Rossi'), lead('Verdi')] })).body as Result[];
  const ids = made.map(({ id }) => id ?? '');
  const changes = [
    { attributes: { type: 'Lead' }, id: ids[0], Title: 'Ing.' },
    { attributes: { type: 'Lead' }, id: '00QgL000000000z', Title: 'x' },
  ];
  const changed = await org.call('PATCH', MANY, { records: changes });
  assert.deepEqual(codes(changed.body), [undefined, 'NOT_FOUND']);
  const read = await org.call('GET', `${MANY}/Lead?ids=${ids.join(',')},00QgL000000000z&fields=Name,Title`);
  const rows = read.body as ({ Title: string } | null)[];
  assert.deepEqual(
    rows.map((row) => row && row.Title),
    ['Ing.', null, null],
  );
  assert.equal(((await org.call('POST', `${MANY}/Lead`, { ids, fields: ['Id'] })).body as unknown[]).length, 2);
  const twice = await org.call('DELETE', `${MANY}?ids=${ids[0]},${ids[0]}&allOrNone=false`);
  assert.deepEqual(codes(twice.body), [undefined, 'ENTITY_IS_DELETED']);
  const undone = await org.call('DELETE', `${MANY}?ids=${ids[1]},${ids[0]}&allOrNone=true`);
  assert.deepEqual(codes(undone.body), ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'ENTITY_IS_DELETED']);
  assert.equal((await org.call('GET', `${DATA}/sobjects/Lead/${ids[1]}`)).status, 200);
});

test('more than 200 records and unknown objects are refused as a whole', async (context) => {
  const org = await startTestOrg(context);
  const records = Array.from({ length: 201 }, () => lead('Rossi'));
  assert.equal(errorOf(await org.call('POST', MANY, { records })).errorCode, 'EXCEEDED_ID_LIMIT');
  const unknown = await org.call('POST', MANY, { records: [{ attributes: { type: 'Nope' } }] });
  assert.deepEqual([unknown.status, errorOf(unknown).errorCode], [400, 'INVALID_TYPE']);
  assert.equal(org.org.store.counts()['Lead']?.records, 0);
});

test('a trigger beyond its limit fails the whole chunk, and no other chunk', async (context) => {
  const org = await startTestOrg(context, {
    setup: [{ deed: 'trigger', object: 'Lead', kind: 'chunk-limit', above: 2, name: 'LeadTrigger' }],
  });
  const three = await org.call('POST', MANY, { records: [lead('A'), lead('B'), lead('C')] });
  assert.deepEqual(codes(three.body), Array<string>(3).fill('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'));
  assert.match((three.body as Result[])[0]?.errors[0]?.message ?? '', /LeadTrigger: System\.LimitException/);
  const mixed = [lead('A'), lead('B'), { attributes: { type: 'Case' }, Subject: 'x' }, lead('C')];
  assert.deepEqual(codes((await org.call('POST', MANY, { records: mixed })).body), Array(4).fill(undefined));
});

test('one poisonous value takes its whole chunk down', async (context) => {
  const org = await startTestOrg(context, {
    setup: [{ deed: 'trigger', object: 'Lead', kind: 'poison', field: 'City', value: 'Atlantide' }],
  });
  const bad = await org.call('POST', MANY, { records: [lead('A'), lead('B', { City: 'Atlantide' })] });
  assert.deepEqual(codes(bad.body), Array<string>(2).fill('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'));
  const alone = await org.call('POST', `${DATA}/sobjects/Lead`, lead('B', { City: 'Atlantide' }));
  assert.equal(errorOf(alone).errorCode, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
  assert.deepEqual(codes((await org.call('POST', MANY, { records: [lead('A')] })).body), [undefined]);
});
