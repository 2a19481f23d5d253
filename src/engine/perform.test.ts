import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Type } from 'typebox';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { Failure } from '../base/failure.ts';
import type { Connector, Operation } from '../connectors/connector.ts';
import type { EffectRecord } from '../store/records.ts';
import { createPerform, effectKey, type Perform } from './perform.ts';
import { openTestWorld } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22);
const crm = id.connection('crm');

/** A performer whose one connector does what `operation` says; its inputs are `{ fields: { … } }`. */
async function performerOf(t: TestContext, operation: Pick<Operation, 'repeat' | 'run'>): Promise<Perform> {
  const world = await openTestWorld(AT);
  t.after(() => world.close());
  await world.connections.seed({ key: crm, kind: 'connector', type: 'test', config: { unique: false }, seed: 'one' });
  const input = Type.Object({ fields: Type.Record(Type.String(), Type.String()) });
  const create: Operation = { title: 'Create', description: 'Creates.', input, output: Type.Object({}), ...operation };
  const connector: Connector = {
    id: 'test',
    title: 'Test',
    config: Type.Object({}),
    operations: { create },
    check: async () => [],
  };
  return createPerform({
    store: world.store,
    connections: world.connections,
    channels: {},
    connectors: { test: connector },
    http: () => Promise.reject(new Error('nothing is sent here')),
    installation: 'here',
    now: () => AT,
    log: (message, facts) => void world.log.push({ message, facts }),
    redactor: () => ({ text: (text) => text, value: (value) => value }),
  });
}

function callOf(input: JsonObject): EffectRecord {
  const run = id.run('r1');
  const request = { kind: 'call', connection: crm, operation: 'create', input } as const;
  const facts = { lane: id.lane('l1'), connection: crm, state: 'pending', attempts: 0, nextAt: AT, at: AT } as const;
  return { key: id.effect(run, 0), run, request, ...facts };
}

const countsFields: Operation['repeat'] = (input) =>
  Object.keys(input['fields'] as JsonObject).length > 0 ? 'keyed' : 'unsafe';

void test('an operation gets its input, and a key that is the same for every attempt', async (t) => {
  const keys: string[] = [];
  const run: Operation['run'] = async (input, io) => {
    keys.push(io.key);
    return { echoed: input['fields'] ?? null };
  };
  const perform = await performerOf(t, { repeat: countsFields, run });
  const effect = callOf({ fields: { LastName: 'Rossi' } });
  assert.deepEqual(await perform.attempt(effect), { echoed: { LastName: 'Rossi' } });
  await perform.attempt({ ...effect, attempts: 1 });
  assert.deepEqual(keys, [effectKey('here', effect.key), effectKey('here', effect.key)]);
  assert.match(keys[0] ?? '', /^rd[A-Za-z0-9_-]{43}$/);
  assert.notEqual(keys[0], effectKey('elsewhere', effect.key));
});

void test('an input that does not fit is refused before it goes out, and repeating it does no harm', async (t) => {
  let ran = false;
  const run: Operation['run'] = async () => {
    ran = true;
    return {};
  };
  const perform = await performerOf(t, { repeat: countsFields, run });
  const effect = callOf({ fields: null });
  await assert.rejects(perform.attempt(effect), (error) => error instanceof Failure && error.code === 'invalid');
  assert.equal(ran, false);
  assert.equal(perform.repeatable(effect), 'safe');
});

void test('the operation says what a repeat would do; where it breaks, a person decides', async (t) => {
  const effect = callOf({ fields: { LastName: 'Rossi' } });
  const run: Operation['run'] = async () => ({});
  assert.equal((await performerOf(t, { repeat: countsFields, run })).repeatable(effect), 'keyed');
  const broken = await performerOf(t, { repeat: () => assert.fail('a bug in the adapter'), run });
  assert.equal(broken.repeatable(effect), 'unsafe');
});
