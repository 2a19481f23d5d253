import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import type { Fault } from '../../simulator/salesforce/faults.ts';
import type { SalesforceConfig } from './config.ts';
import { create } from './operations/create.ts';
import { salesforce } from './salesforce.ts';
import { connectOrg, perform, until } from './testing/connected-org.ts';
import { failureOf, KEY } from './testing/pretend-org.ts';

const FIELDS = { LastName: 'Rossi', FirstName: 'Ada', Company: 'Acme', MobilePhone: '+39333', Email: 'ada@x.it' };

const FORMS: { name: string; operation: string; config: Partial<SalesforceConfig>; input: JsonObject }[] = [
  { name: 'create with a key', operation: 'create', config: {}, input: { object: 'Lead', fields: FIELDS } },
  {
    name: 'create without a key',
    operation: 'create',
    config: { externalIdField: '' },
    input: { object: 'Lead', fields: FIELDS },
  },
  {
    name: 'upsert',
    operation: 'upsert',
    config: {},
    input: { object: 'Lead', externalIdField: 'Rondine_Key__c', externalId: 'wa/39 333', fields: FIELDS },
  },
];

/** A disturbance of the first write, what the first attempt ends with, and whether the end is a record. */
type Case = { name: string; fault: Fault; first: string | null; ends: 'record' | 'auth' | 'denied' };

const once = (fault: Omit<Fault, 'operation' | 'count'>): Fault => ({ ...fault, operation: 'write', count: 1 });

const CASES: Case[] = [
  { name: 'nothing goes wrong', fault: once({ kind: 'latency', ms: 1 }), first: null, ends: 'record' },
  {
    name: 'the line drops before the commit',
    fault: once({ kind: 'drop-before-commit' }),
    first: 'unknown_outcome',
    ends: 'record',
  },
  {
    name: 'the line drops after the commit',
    fault: once({ kind: 'drop-after-commit' }),
    first: 'unknown_outcome',
    ends: 'record',
  },
  { name: 'half an answer comes', fault: once({ kind: 'cut-answer' }), first: 'unknown_outcome', ends: 'record' },
  {
    name: 'a 500 comes instead of the commit',
    fault: once({ kind: 'server-error' }),
    first: 'unknown_outcome',
    ends: 'record',
  },
  {
    name: 'a 500 comes after the commit',
    fault: once({ kind: 'server-error', commit: true }),
    first: 'unknown_outcome',
    ends: 'record',
  },
  {
    name: 'a gateway answers instead of the commit',
    fault: once({ kind: 'bad-gateway' }),
    first: 'unknown_outcome',
    ends: 'record',
  },
  {
    name: 'a gateway answers after the commit',
    fault: once({ kind: 'bad-gateway', commit: true }),
    first: 'unknown_outcome',
    ends: 'record',
  },
  {
    name: 'a web page with 200 comes instead of the commit',
    fault: once({ kind: 'html' }),
    first: 'unknown_outcome',
    ends: 'record',
  },
  {
    name: 'a web page with 200 comes after the commit',
    fault: once({ kind: 'html', commit: true }),
    first: 'unknown_outcome',
    ends: 'record',
  },
  { name: 'no answer ever comes', fault: once({ kind: 'never-answer' }), first: 'unknown_outcome', ends: 'record' },
  {
    name: 'no answer comes after the commit',
    fault: once({ kind: 'never-answer', commit: true }),
    first: 'unknown_outcome',
    ends: 'record',
  },
  {
    name: 'the commit comes late',
    fault: once({ kind: 'late-commit', ms: 30 }),
    first: 'unknown_outcome',
    ends: 'record',
  },
  { name: 'the session expires once', fault: once({ kind: 'expired-session' }), first: null, ends: 'record' },
  { name: 'the quota is used up once', fault: once({ kind: 'request-limit' }), first: 'rate_limited', ends: 'record' },
  { name: 'the org is down once', fault: once({ kind: 'unavailable' }), first: 'unavailable', ends: 'record' },
  { name: 'a row is locked once', fault: once({ kind: 'lock-row' }), first: 'unavailable', ends: 'record' },
  {
    name: 'the session is refused for ever',
    fault: { kind: 'expired-session', operation: 'write' },
    first: 'auth',
    ends: 'auth',
  },
  { name: 'the API is off', fault: { kind: 'api-disabled', operation: 'write' }, first: 'denied', ends: 'denied' },
];

for (const form of FORMS) {
  for (const { name, fault, first, ends } of CASES) {
    test(`${form.name}: when ${name}, it ends with ${ends === 'record' ? 'one record' : ends}`, async (t) => {
      const connected = await connectOrg(t, { config: form.config, faults: [fault] });
      const late = fault.kind === 'late-commit';
      const { output, failure, seen } = await perform(connected, {
        operation: form.operation,
        input: form.input,
        // The late commit falls between the first look and the second.
        beforeRetry: (attempt) =>
          late && attempt === 2 ? until(() => connected.rows('Lead').length > 0) : Promise.resolve(),
      });
      if (late) await until(() => connected.rows('Lead').length > 0);
      assert.equal(seen[0] ?? null, first);
      const rows = connected.rows('Lead');
      if (ends !== 'record') {
        assert.equal(failure?.code, ends);
        assert.equal(rows.length, 0);
        // A sign-in, a look at the object, the write, a renewal and one replay.
        assert.ok(connected.org.calls.counts().total <= 5);
        return;
      }
      assert.equal(rows.length, 1, 'exactly one record');
      assert.equal(output?.['id'], rows[0]?.id);
      assert.equal(output?.['name'], 'Ada Rossi');
      assert.match(String(output?.['url']), new RegExp(`^${connected.url}/lightning/r/Lead/${rows[0]?.id}/view$`));
    });
  }
}

const CHAOS: readonly Fault[] = [
  { kind: 'drop-before-commit' },
  { kind: 'drop-after-commit' },
  { kind: 'cut-answer' },
  { kind: 'server-error', commit: true },
  { kind: 'bad-gateway' },
  { kind: 'html', commit: true },
  { kind: 'lock-row' },
  { kind: 'unavailable' },
  { kind: 'request-limit' },
];

for (const form of FORMS.slice(0, 2)) {
  test(`${form.name}: sixty effects through every fault at once, reads included, give sixty records`, async (t) => {
    const faults = CHAOS.map((fault, index) => ({ ...fault, probability: 0.06, seed: 7 + index }));
    const connected = await connectOrg(t, { config: form.config, faults });
    const effects = Array.from({ length: 60 }, (_, index) => `rd${String(index).padStart(44, '0')}`);
    const ids = await Promise.all(
      effects.map(async (key, index) => {
        const fields = { ...FIELDS, MobilePhone: `+39333${index}`, LastName: key };
        const input = { object: 'Lead', fields };
        if (index % 20 === 19) connected.org.sessions.expireAll();
        const { output, failure } = await perform(connected, { operation: form.operation, input, key });
        assert.ok(output, failure?.message ?? 'no record');
        return output['id'];
      }),
    );
    const rows = connected.rows('Lead');
    assert.deepEqual(ids.toSorted(), rows.map((row) => row.id).toSorted());
    assert.deepEqual(rows.map((row) => String(row.fields['LastName']).toLowerCase()).toSorted(), effects);
    const struck = connected.org.faults.list().reduce((sum, fault) => sum + fault.struck, 0);
    assert.ok(struck >= 20, `only ${struck} faults struck`);
  });
}

test('a record that people changed after a lost answer keeps their changes', async (t) => {
  const connected = await connectOrg(t, { faults: [once({ kind: 'drop-after-commit' })] });
  const { output } = await perform(connected, { operation: 'create', input: { object: 'Lead', fields: FIELDS } });
  assert.equal(connected.rows('Lead')[0]?.updates, 0);
  assert.equal(connected.calls('upsert'), 1);
  assert.equal(output?.['created'], true);
});

test('twenty creates with an expired session make one token request and twenty records', async (t) => {
  const connected = await connectOrg(t);
  const run = (number: number) =>
    create.run(
      { object: 'Lead', fields: { ...FIELDS, LastName: `Rossi ${number}` } },
      connected.io(`rd${String(number).padStart(44, '0')}`),
    );
  await run(0);
  connected.org.sessions.expireAll();
  await Promise.all(Array.from({ length: 20 }, (_, index) => run(index + 1)));
  assert.equal(connected.calls('token'), 2, 'one to begin with, one for all twenty');
  assert.equal(connected.rows('Lead').length, 21);
});

test('a rotated refresh token is stored before the new session is used', async (t) => {
  const order: string[] = [];
  const connected = await connectOrg(t, {
    rotateRefreshTokens: true,
    detectReuse: true,
    beforeStore: (next) => order.push(`${next.refreshToken} stored after ${connected.calls('upsert')} writes`),
  });
  for (let round = 1; round <= 3; round++) {
    connected.org.sessions.expireAll();
    const { output } = await perform(connected, {
      operation: 'upsert',
      input: { object: 'Lead', externalIdField: 'Rondine_Key__c', externalId: `k${round}`, fields: FIELDS },
    });
    assert.equal(output?.['created'], true);
  }
  assert.equal(order.length, 3);
  assert.equal(new Set(order.map((line) => line.split(' ')[0])).size, 3, 'three different refresh tokens');
  assert.deepEqual(
    order.map((line) => line.replace(/^\S+ /, '')),
    ['stored after 0 writes', 'stored after 2 writes', 'stored after 4 writes'],
  );
});

test('a process that dies before a rotated token is stored has not used it, and the org asks for a person', async (t) => {
  let dies = true;
  const connected = await connectOrg(t, {
    rotateRefreshTokens: true,
    beforeStore: () => {
      if (dies) throw new Error('killed');
    },
  });
  const input = { object: 'Lead', fields: FIELDS };
  await assert.rejects(create.run(input, connected.io(KEY)), /killed/);
  assert.equal(connected.org.calls.counts().total, 1, 'the token request and nothing else');
  dies = false;
  const failure = await failureOf(create.run(input, connected.io(KEY)));
  assert.equal(failure.code, 'auth');
  assert.match(failure.message, /Connect the org again/);
});

test('check finds a new org in order, and an API that is off', async (t) => {
  const connected = await connectOrg(t);
  const probes = await salesforce.check(connected.io(KEY));
  assert.deepEqual(
    probes.filter((probe) => !probe.ok),
    [],
  );
  connected.org.faults.add([{ kind: 'api-disabled' }]);
  const off = await salesforce.check(connected.io(KEY));
  assert.deepEqual(
    off.filter((probe) => !probe.ok).map(({ name }) => name),
    ['API access'],
  );
});

test('client credentials sign in, and a Case comes with its number', async (t) => {
  const connected = await connectOrg(t, { config: { grant: 'client_credentials', refreshToken: '' } });
  const { output } = await perform(connected, {
    operation: 'create',
    input: { object: 'Case', fields: { Subject: 'Ciao', Origin: 'WhatsApp', SuppliedPhone: '+39333' } },
  });
  assert.match(String(output?.['number']), /^\d{8}$/);
  assert.equal(output?.['name'], output?.['number']);
});
