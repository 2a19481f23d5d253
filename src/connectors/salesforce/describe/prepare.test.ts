import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { casesOf } from '../../../base/testing/cases.contract.ts';
import { Failure } from '../../../base/failure.ts';
import { openOrg } from '../request.ts';
import { failureOf, KEY, pretendOrg, refusalReply } from '../testing/pretend-org.ts';
import { inspectWrite } from './inspect.ts';
import { prepareFields } from './prepare.ts';

const field = (name: string, type: string, more: object = {}) => ({
  name,
  label: name,
  type,
  createable: true,
  updateable: true,
  nillable: true,
  ...more,
});
const DESCRIBE = {
  name: 'Lead',
  label: 'Lead',
  createable: true,
  updateable: true,
  fields: [
    field('LastName', 'string', { nillable: false, length: 80 }),
    field('Born__c', 'date'),
    field('Vip__c', 'boolean'),
    field('Country__c', 'picklist', { restrictedPicklist: true, picklistValues: [{ value: 'Italia', active: true }] }),
    field('OwnerId', 'reference', { referenceTo: ['User'], relationshipName: 'Owner' }),
  ],
};

const GIVEN = { object: 'Lead', fields: { Born__c: '22/11/1980' } };

test('fields are read by what is kept of the object, and written without a further call', async () => {
  const world = pretendOrg({ reply: () => ({ status: 200, body: DESCRIBE }) });
  const org = openOrg(world.io(KEY));
  assert.deepEqual(await prepareFields(org, GIVEN), { Born__c: '1980-11-22' });
  world.clock.now += 90 * 24 * 3_600_000;
  assert.deepEqual(await prepareFields(org, GIVEN), { Born__c: '1980-11-22' });
  assert.deepEqual(world.calls, ['GET /sobjects/Lead/describe']);
});

test('before a value is refused, the org is asked whether it still is as it was', async () => {
  let values = [{ value: 'Italia', active: true }];
  const world = pretendOrg({
    reply: () => ({
      status: 200,
      body: {
        ...DESCRIBE,
        fields: [field('Country__c', 'picklist', { restrictedPicklist: true, picklistValues: values })],
      },
    }),
  });
  const org = openOrg(world.io(KEY));
  const asked = { object: 'Lead', fields: { Country__c: 'Francia' } };
  assert.equal((await failureOf(prepareFields(org, asked))).code, 'invalid');
  values = [...values, { value: 'Francia', active: true }];
  assert.equal((await failureOf(prepareFields(org, asked))).code, 'invalid');
  assert.equal(world.calls.length, 1, 'refusals of one minute share a look');
  world.clock.now += 60_000;
  assert.deepEqual(await prepareFields(org, asked), { Country__c: 'Francia' });
  assert.equal(world.calls.length, 2);
});

test('an object that the user cannot see leaves the last word to the org; trouble on the way is waited out', async () => {
  const hidden = pretendOrg({ reply: () => refusalReply(404, 'NOT_FOUND') });
  assert.deepEqual(await prepareFields(openOrg(hidden.io(KEY)), GIVEN), GIVEN.fields);
  const down = pretendOrg({ reply: () => refusalReply(503, 'SERVER_UNAVAILABLE') });
  assert.equal((await failureOf(prepareFields(openOrg(down.io(KEY)), GIVEN))).code, 'unavailable');
});

test('a zone that does not exist is refused, whoever named it', async () => {
  const reply = () => ({ status: 200, body: DESCRIBE });
  const step = pretendOrg({ reply });
  const asked = prepareFields(openOrg(step.io(KEY)), { ...GIVEN, options: { timeZone: 'Europe/Roma' } });
  assert.match((await failureOf(asked)).message, /There is no time zone "Europe\/Roma"/);
  const connection = pretendOrg({ reply, config: { timeZone: 'Mars/Base' } });
  assert.equal((await failureOf(prepareFields(openOrg(connection.io(KEY)), GIVEN))).code, 'invalid');
});

test('whatever is planned, inspection gives findings with a cure or fails as the org does', async () => {
  const world = pretendOrg({
    reply: ({ url }) => ({ status: 200, body: url.includes('/query') ? { records: [] } : DESCRIBE }),
  });
  const names = [...DESCRIBE.fields.map(({ name }) => name), 'Nothing__c', 'Owner', 'Fax', 'name'];
  const value = fc.oneof(
    fc.string(),
    fc.boolean(),
    fc.double(),
    fc.constant(null),
    fc.jsonValue({ maxDepth: 2 }),
    fc.record({
      $unknown: fc.oneof(
        fc.constant({}),
        fc.record({ type: fc.constantFrom('string', 'boolean', 'array', 'null') }),
        fc.jsonValue({ maxDepth: 2 }),
      ),
    }),
    fc.constantFrom({ user: 'ada' }, { queue: 'x' }, { recordType: 'x' }, { reference: 'User', Name: 'x' }),
  );
  const fields = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 5 });
  await fc.assert(
    fc.asyncProperty(fields, fc.constantFrom('create', 'update', 'upsert'), async (given, verb) => {
      const planned = { object: 'Lead', fields: JSON.parse(JSON.stringify(given)) as never };
      try {
        for (const { code, path, message, fix } of await inspectWrite(verb, planned, world.io(KEY))) {
          assert.match(code, /^[a-z-]+$/);
          assert.ok(path.length > 0 && message.length > 10 && fix.length > 5);
        }
      } catch (error) {
        assert.ok(error instanceof Failure && error.code !== 'defect', String(error));
      }
    }),
    { numRuns: casesOf(200) },
  );
});
