import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { salesforce } from '../salesforce.ts';
import { refusalReply } from '../testing/pretend-org.ts';
import { keyOf, manyOrg, wordsOf, type Effect, type ManyOrgOptions } from './testing/many-org.ts';

const leads = (count: number, from = 0): Effect[] =>
  Array.from({ length: count }, (_, number) => ({
    key: keyOf(from + number),
    input: { object: 'Lead', fields: { LastName: `L${from + number}`, Company: 'Acme' } },
  }));

const TRIGGER = 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY';
const broken = (message: string) => ({ statusCode: TRIGGER, message });

/** A trigger that cannot take more than `most` records at a time. */
const limited =
  (most: number): ManyOrgOptions['refuse'] =>
  (_record, all) =>
    all.length > most ? broken('Too many SOQL queries: 101') : undefined;

/** A record that takes everything down that it is with. */
const poisoned =
  (names: readonly string[]): ManyOrgOptions['refuse'] =>
  (_record, all) =>
    all.some(({ LastName }) => names.includes(String(LastName))) ? broken('System.NullPointerException') : undefined;

const sizeOf = (org: ReturnType<typeof manyOrg>): number | undefined =>
  salesforce.operations['create']?.groupSize?.('Lead Rondine_Key__c {}', org.io('any'));

test('an org that takes 20 records at a time gets that many, within the same attempt, and no record fails', async () => {
  const org = manyOrg({ refuse: limited(20) });
  assert.equal(sizeOf(org), 200);
  const results = await org.many('create', leads(200));
  assert.ok(results.every((result) => 'output' in result));
  assert.equal(org.records.size, 200);
  assert.deepEqual(org.sizes().slice(0, 5), [200, 100, 50, 25, 12]);
  assert.ok(org.writes.length <= 22, `${org.writes.length} calls`);
  assert.equal(sizeOf(org), 12);
});

test('what was learned is remembered by the next process, and believed less after many good chunks', async () => {
  const org = manyOrg({ refuse: limited(20) });
  await org.many('create', leads(60));
  const next = manyOrg({ refuse: limited(20) });
  for (const [name, value] of org.notes) next.notes.set(name, value);
  await next.many('create', leads(24));
  const learned = sizeOf(next) ?? 0;
  assert.ok(learned > 0 && learned <= 20, `${learned}`);
  assert.deepEqual(next.sizes()[0], learned);
  await next.many('create', leads(learned * 45, 1000));
  const more = sizeOf(next) ?? 0;
  assert.ok(more > learned && more <= 20, `${learned} became ${more}`);
  assert.ok(next.sizes().every((size) => size <= 25));
});

test('a record that breaks a trigger fails alone: its neighbours are written', async () => {
  const org = manyOrg({ refuse: poisoned(['L77']) });
  const results = await org.many('create', leads(200));
  const words = wordsOf(results);
  assert.equal(words[77], TRIGGER);
  assert.equal(results.filter((result) => 'output' in result).length, 199);
  assert.ok(org.writes.length <= 20, `${org.writes.length} calls`);
  assert.equal(sizeOf(org), 200, 'one bad record says nothing about the org');
  await org.many('create', [...leads(1, 500), ...leads(1, 77)]);
  assert.equal(sizeOf(org), 200, 'nor does it in small company');
});

test('several such records cost at most two calls a record', async () => {
  const names = Array.from({ length: 50 }, (_, number) => `L${number * 4}`);
  const org = manyOrg({ refuse: poisoned(names) });
  const results = await org.many('create', leads(200));
  assert.equal(results.filter((result) => 'output' in result).length, 150);
  assert.ok(org.writes.length <= 400, `${org.writes.length} calls`);
});

test('an org whose trigger refuses everything is asked once for each record, and a little more', async () => {
  const org = manyOrg({ refuse: () => broken('No.') });
  const results = await org.many('create', leads(64));
  assert.deepEqual(new Set(wordsOf(results)), new Set([TRIGGER]));
  assert.ok(org.writes.length <= 64 + 10, `${org.writes.length} calls`);
});

test('a request that is refused as a whole for one of its records is split too', async () => {
  const org = manyOrg({
    instead: ({ body }) => (String(body).includes('"L5"') ? refusalReply(400, 'JSON_PARSER_ERROR') : undefined),
  });
  const results = await org.many('create', leads(40));
  assert.equal(wordsOf(results)[5], 'JSON_PARSER_ERROR');
  assert.equal(results.filter((result) => 'output' in result).length, 39);
});

test('a record that makes the org answer 500 is left alone in the end', async () => {
  const org = manyOrg({
    instead: ({ body }) => (String(body).includes('"L5"') ? { status: 500, body: '<html>Oops</html>' } : undefined),
  });
  let open = leads(40);
  for (let number = 1; number <= 9 && open.length > 0; number++) {
    const attempt = number === 1 ? { number } : { number, unknownSince: org.clock.now };
    const results = await org.many(
      'create',
      open.map((effect) => ({ ...effect, attempt })),
    );
    open = open.filter((_, index) => 'failure' in results[index]!);
  }
  assert.deepEqual(
    open.map(({ input }) => (input['fields'] as JsonObject)['LastName']),
    ['L5'],
  );
  assert.equal(org.records.size, 39);
});

test('after an unknown outcome nothing more of the group is sent', async () => {
  const org = manyOrg({
    refuse: limited(20),
    instead: (_request, _commit, number) => (number === 8 ? { status: 502, body: '<html>' } : undefined),
  });
  const codes = (await org.many('create', leads(100))).map((result) =>
    'failure' in result ? result.failure.code : 'done',
  );
  const count = (code: string): number => codes.filter((each) => each === code).length;
  assert.equal(count('unknown_outcome'), 12);
  assert.equal(count('done') + count('unavailable'), 88);
  assert.equal(org.records.size, count('done'));
});
