import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Type } from 'typebox';
import { id } from '../base/ids.ts';
import { Failure } from '../base/failure.ts';
import type { Operation } from '../connectors/connector.ts';
import { createRedactor } from '../net/redact.ts';
import type { EffectRecord } from '../store/records.ts';
import { createPerform, type Perform } from './perform.ts';
import { openTestWorld } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22);
const crm = id.connection('crm');

/** A performer with one operation that must not be run: it is one of many that go together, and is not repeated. */
async function opened(t: TestContext, dryRun?: Operation['dryRun']): Promise<Perform> {
  const world = await openTestWorld(AT);
  t.after(() => world.close());
  await world.connections.seed({ key: crm, kind: 'connector', type: 'test', config: {}, seed: 'one' });
  const create: Operation = {
    title: 'Create',
    description: 'Creates.',
    input: Type.Object({ name: Type.String() }),
    output: Type.Object({ id: Type.String({ examples: ['00Q'] }), name: Type.Optional(Type.String()) }),
    outcomes: ['created', 'found'],
    repeat: () => 'unsafe',
    run: () => assert.fail('It was run.'),
    runMany: () => assert.fail('Many were run.'),
    groupKey: () => 'all',
    groupSize: () => 10,
    ...(dryRun ? { dryRun } : {}),
  };
  return createPerform({
    store: world.store,
    connections: world.connections,
    channels: {},
    connectors: {
      test: { id: 'test', title: 'Test', config: Type.Object({}), operations: { create }, check: async () => [] },
    },
    http: () => Promise.reject(new Error('nothing is sent here')),
    installation: 'here',
    now: () => AT,
    log: () => undefined,
    redactor: createRedactor,
  });
}

const run = id.run('r1');
const effect: EffectRecord = {
  key: id.effect(run, 0),
  run,
  lane: id.lane('l1'),
  connection: crm,
  request: { kind: 'call', connection: crm, operation: 'create', input: { name: 'Ada' } },
  dry: true,
  state: 'pending',
  attempts: 0,
  nextAt: AT,
  at: AT,
};

test('for a test user who writes nothing a call is tried, alone, and gives what the system would have made of it', async (t) => {
  const perform = await opened(t, async (input) => ({
    request: {},
    result: { output: { name: input['name'] ?? null } },
    blind: [],
  }));
  assert.deepEqual(await perform.attempt(effect), { id: '00Q', name: 'Ada', outcome: 'created' });
  assert.equal(perform.groups?.of(effect), undefined);
  assert.equal(perform.repeatable(effect), 'safe');
});

test('what the system would refuse fails, and what cannot be tried gives what its form promises', async (t) => {
  const failure = { code: 'invalid', message: 'No such picklist value.' } as const;
  const refusing = await opened(t, async () => ({ request: {}, result: { failure }, blind: [] }));
  await assert.rejects(refusing.attempt(effect), (error) => error instanceof Failure && error.data.code === 'invalid');
  const blind = await opened(t);
  assert.deepEqual(await blind.attempt(effect), { id: '00Q', name: 'shadow name', outcome: 'created' });
});
