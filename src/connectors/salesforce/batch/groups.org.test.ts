import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureCode } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Fault } from '../../../simulator/salesforce/faults.ts';
import type { BatchResult } from '../../connector.ts';
import { salesforce } from '../salesforce.ts';
import { connectOrg, until, type ConnectedOrg } from '../testing/connected-org.ts';
import { keyOf } from './testing/many-org.ts';

const MOST_ATTEMPTS = 12;
const AGAIN: readonly FailureCode[] = ['rate_limited', 'unavailable', 'timeout', 'unknown_outcome'];

type Effect = { input: JsonObject; key: string; attempts: number; unknownSince?: number };
type Done = { ids: string[]; failed: BatchResult[]; seen: Set<string> };

/** Does what a durable host does with effects that share requests: repeats each that may be repeated. */
async function performMany(connected: ConnectedOrg, name: string, effects: readonly Effect[]): Promise<Done> {
  const operation = salesforce.operations[name];
  assert.ok(operation?.runMany);
  const done: Done = { ids: [], failed: [], seen: new Set() };
  let open = [...effects];
  for (let attempt = 0; open.length > 0; attempt++) {
    assert.ok(attempt < MOST_ATTEMPTS, `no end after ${attempt} attempts: ${[...done.seen].join(', ')}`);
    const items = open.map(({ input, key, attempts, unknownSince }) => ({
      input,
      io: connected.io(key, { number: attempts + 1, ...(unknownSince === undefined ? {} : { unknownSince }) }),
    }));
    const results = await operation.runMany(items, connected.io('group'));
    let wait = 1000;
    open = open.flatMap((effect, index) => {
      const result = results[index];
      assert.ok(result);
      if ('output' in result) {
        assert.equal(typeof result.output['id'], 'string');
        done.ids.push(result.output['id'] as string);
        return [];
      }
      const { code, retryAfterMs = 1000 } = result.failure;
      done.seen.add(code);
      if (!AGAIN.includes(code)) {
        done.failed.push(result);
        return [];
      }
      wait = Math.max(wait, retryAfterMs);
      const since = effect.unknownSince ?? (code === 'unknown_outcome' ? connected.clock.now : undefined);
      return [{ ...effect, attempts: effect.attempts + 1, ...(since === undefined ? {} : { unknownSince: since }) }];
    });
    connected.clock.now += wait;
  }
  return done;
}

const leads = (count: number, from = 0): Effect[] =>
  Array.from({ length: count }, (_, number) => ({
    key: keyOf(from + number),
    attempts: 0,
    input: {
      object: 'Lead',
      fields: { LastName: `Rossi ${from + number}`, Company: 'Acme', MobilePhone: `+39333${1000 + from + number}` },
    },
  }));

/** The same records, told by a key of the author's. */
const upserts = (count: number): Effect[] =>
  leads(count).map((effect, index) => ({
    ...effect,
    input: { ...effect.input, externalIdField: 'Rondine_Key__c', externalId: `customer-${index}` },
  }));

const FAULTS: readonly Fault[] = [
  { kind: 'drop-before-commit' },
  { kind: 'drop-after-commit' },
  { kind: 'cut-answer' },
  { kind: 'server-error' },
  { kind: 'server-error', commit: true },
  { kind: 'bad-gateway', commit: true },
  { kind: 'html' },
  { kind: 'html', commit: true },
  { kind: 'expired-session' },
  { kind: 'request-limit' },
  { kind: 'unavailable' },
  { kind: 'lock-row' },
];

for (const [name, effects] of [
  ['create', leads],
  ['upsert', upserts],
] as const) {
  for (const fault of FAULTS) {
    const how = `${fault.kind}${fault.commit ? ' after the commit' : ''}`;
    test(`a group of 200 meets ${how}: ${name} makes 200 records, none twice, none lost`, async (t) => {
      const connected = await connectOrg(t, { faults: [{ ...fault, operation: 'write', count: 1 }] });
      const { ids, failed } = await performMany(connected, name, effects(200));
      const rows = connected.rows('Lead');
      assert.deepEqual(failed, []);
      assert.deepEqual(ids.toSorted(), rows.map((row) => row.id).toSorted());
      assert.equal(rows.length, 200);
      assert.ok(
        rows.every(({ updates }) => updates === 0),
        'nothing is written a second time',
      );
    });
  }
}

test('a commit that comes late, after the group was given up, is found and not repeated', async (t) => {
  const connected = await connectOrg(t, { faults: [{ kind: 'late-commit', operation: 'write', count: 1, ms: 1 }] });
  const first = leads(200);
  const items = first.map(({ input, key }) => ({ input, io: connected.io(key, { number: 1 }) }));
  const results = await salesforce.operations['create']?.runMany?.(items, connected.io('group'));
  assert.ok(results?.every((result) => 'failure' in result && result.failure.code === 'unknown_outcome'));
  connected.clock.now += 10;
  await until(() => {
    connected.org.clock.runDue();
    return connected.rows('Lead').length === 200;
  });
  const again = first.map((effect) => ({ ...effect, attempts: 1, unknownSince: connected.clock.now }));
  const { ids } = await performMany(connected, 'create', again);
  assert.equal(new Set(ids).size, 200);
  assert.equal(connected.rows('Lead').length, 200);
  assert.equal(connected.calls('upsert-many'), 1);
});

test('a thousand Leads in an org whose trigger takes 20 at a time: every one is there, and no neighbour failed', async (t) => {
  const setup = [{ deed: 'trigger', object: 'Lead', kind: 'chunk-limit', above: 20 }] as const;
  const connected = await connectOrg(t, { setup });
  const groups = Array.from({ length: 5 }, (_, index) => leads(200, index * 200));
  for (const group of groups) {
    const { failed } = await performMany(connected, 'create', group);
    assert.deepEqual(failed, []);
  }
  assert.equal(connected.rows('Lead').length, 1000);
  assert.ok(connected.calls('upsert-many') <= 100, `${connected.calls('upsert-many')} calls`);
});

test('two groups at once below one account lock nothing out', async (t) => {
  const setup = [{ deed: 'org', parentLockMs: 20 }] as const;
  const connected = await connectOrg(t, { setup, now: Date.now, config: { externalIdFields: { Account: '' } } });
  const account = await salesforce.operations['create']?.run(
    { object: 'Account', fields: { Name: 'Acme' } },
    connected.io(keyOf(9999)),
  );
  const contacts = (from: number) =>
    leads(50, from).map((effect) => ({
      ...effect,
      input: { object: 'Contact', fields: { LastName: 'Rossi', AccountId: String(account?.['id']) } },
    }));
  const ends = await Promise.all([0, 100, 200].map((from) => performMany(connected, 'create', contacts(from))));
  for (const { seen, failed } of ends) assert.deepEqual([[...seen], failed], [[], []]);
  assert.equal(connected.rows('Contact').length, 150);
});
