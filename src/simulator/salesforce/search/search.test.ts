import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorOf, startTestOrg, type TestOrg } from '../test-org.ts';

const DATA = '/services/data/v68.0';

type Found = { attributes: { type: string }; Name?: string; LastName?: string };

async function search(org: TestOrg, sosl: string): Promise<Found[]> {
  const reply = await org.call('GET', `${DATA}/search?q=${encodeURIComponent(sosl)}`);
  assert.equal(reply.status, 200, reply.text);
  return (reply.body as { searchRecords: Found[] }).searchRecords;
}

async function fill(org: TestOrg): Promise<void> {
  const people = [
    { FirstName: 'Ada', LastName: 'Rossi', MobilePhone: '+39 333 123-4567', Email: 'ada@x.it' },
    { FirstName: 'Bea', LastName: 'Rossini', Phone: '02 1234567' },
  ];
  for (const person of people) await org.call('POST', `${DATA}/sobjects/Lead`, { Company: 'ACME', ...person });
  await org.call('POST', `${DATA}/sobjects/Contact`, { LastName: 'Verdi', Phone: '00393331234567' });
}

test('a phone number is found however it is written', async (context) => {
  const org = await startTestOrg(context);
  await fill(org);
  for (const number of ['+393331234567', '333 1234567', '0039 333 12 34 567']) {
    const found = await search(
      org,
      `FIND {${number.replace('+', '\\+')}} IN PHONE FIELDS RETURNING Lead(Id,Name), Contact(Id,LastName)`,
    );
    assert.deepEqual(
      found.map((record) => record.Name ?? record.LastName),
      ['Ada Rossi', 'Verdi'],
      number,
    );
  }
});

test('names and addresses are found by words, with conditions, order and limits', async (context) => {
  const org = await startTestOrg(context);
  await fill(org);
  const names = async (sosl: string) => (await search(org, sosl)).map(({ Name }) => Name);
  assert.deepEqual(await names('FIND {rossi} IN NAME FIELDS RETURNING Lead(Name)'), ['Ada Rossi']);
  assert.deepEqual(await names('FIND {ross*} IN NAME FIELDS RETURNING Lead(Name ORDER BY Name DESC)'), [
    'Bea Rossini',
    'Ada Rossi',
  ]);
  assert.deepEqual(await names("FIND {ross*} RETURNING Lead(Name WHERE FirstName = 'Bea' LIMIT 5)"), ['Bea Rossini']);
  assert.deepEqual(await names('FIND {ADA@x.it} IN EMAIL FIELDS RETURNING Lead(Name)'), ['Ada Rossi']);
  assert.deepEqual((await search(org, 'FIND {acme}')).length, 2);
  assert.deepEqual((await search(org, 'FIND {acme} RETURNING Lead(Id) LIMIT 1')).length, 1);
});

test('a search by parameters gives the same, by GET and by POST', async (context) => {
  const org = await startTestOrg(context);
  await fill(org);
  const path = `${DATA}/parameterizedSearch`;
  const query = "q=3331234567&in=PHONE&sobject=Lead&Lead.fields=Id,Name&Lead.where=LastName='Rossi'&defaultLimit=10";
  const got = await org.call('GET', `${path}?${query}`);
  const body = { q: '3331234567', in: 'PHONE', fields: ['Id', 'Name'], sobjects: [{ name: 'Lead' }], defaultLimit: 10 };
  const posted = await org.call('POST', path, body);
  assert.equal((got.body as { searchRecords: Found[] }).searchRecords[0]?.Name, 'Ada Rossi');
  assert.deepEqual(posted.body, got.body);
  assert.equal(errorOf(await org.call('GET', path)).errorCode, 'MALFORMED_SEARCH');
});

test('fresh records are missing until the index has caught up', async (context) => {
  let at = Date.parse('2026-11-22T10:00:00Z');
  const org = await startTestOrg(context, { now: () => at, setup: [{ deed: 'org', searchLagMs: 5000 }] });
  await fill(org);
  const sosl = 'FIND {3331234567} IN PHONE FIELDS RETURNING Lead(Id)';
  assert.equal((await search(org, sosl)).length, 0);
  at += 5000;
  assert.equal((await search(org, sosl)).length, 1);
});

test('what is no search is refused', async (context) => {
  const org = await startTestOrg(context);
  for (const sosl of ['SELECT Id FROM Lead', 'FIND {x}', 'FIND {xyz} IN FEET FIELDS']) {
    const reply = await org.call('GET', `${DATA}/search?q=${encodeURIComponent(sosl)}`);
    assert.deepEqual([reply.status, errorOf(reply).errorCode], [400, 'MALFORMED_SEARCH'], sosl);
  }
});
