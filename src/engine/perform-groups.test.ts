import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Type } from 'typebox';
import { toFailureData } from '../base/failure.ts';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { SECRET } from '../base/schema.ts';
import type { Operation } from '../connectors/connector.ts';
import { secretHandle } from '../flow/secrets.ts';
import { createRedactor } from '../net/redact.ts';
import { recordingHttp } from '../net/testing/recording-http.ts';
import type { EffectRecord } from '../store/records.ts';
import { effectKey } from './outing.ts';
import { createPerform } from './perform.ts';
import type { Ended } from './perform-groups.ts';
import { openTestWorld } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22);
const crm = id.connection('crm');
const TOKEN = 'token-of-the-connection';

const create: Operation = {
  title: 'Create',
  description: 'Creates one or many.',
  input: Type.Object({ name: Type.String() }),
  output: Type.Object({}),
  repeat: () => 'keyed',
  run: async () => ({}),
  groupKey: (input) => (input['name'] === 'alone' ? undefined : 'all'),
  groupSize: () => 200,
  async runMany(items, io) {
    const body = JSON.stringify(items.map(({ input }) => input['name']));
    await io.http({ method: 'POST', url: `https://org.example/many?token=${TOKEN}`, body });
    return items.map(({ input, io: own }) =>
      input['name'] === 'bad'
        ? { failure: { code: 'invalid', message: `Refused with ${TOKEN}.` } }
        : { output: { key: own.key, attempt: own.attempt.number } },
    );
  },
};

async function groupsOf(t: TestContext, more: Partial<Operation> = {}) {
  const world = await openTestWorld(AT);
  t.after(() => world.close());
  await world.connections.seed({
    key: crm,
    kind: 'connector',
    type: 'test',
    config: { token: TOKEN },
    seed: 'one',
  });
  const { http } = recordingHttp(() => ({ status: 200, body: '["secret things of others"]' }));
  const { groups } = createPerform({
    store: world.store,
    connections: world.connections,
    channels: {},
    connectors: {
      test: {
        id: 'test',
        title: 'Test',
        config: Type.Object({ token: Type.String(SECRET) }),
        operations: { create: { ...create, ...more }, single: { ...create, groupKey: () => undefined } },
        check: async () => [],
      },
    },
    http,
    installation: 'here',
    now: () => AT,
    log: () => undefined,
    redactor: createRedactor,
  });
  assert.ok(groups);
  return groups;
}

function callOf(number: number, input: JsonObject): EffectRecord {
  const run = id.run(`r${number}`);
  const request = { kind: 'call', connection: crm, operation: 'create', input } as const;
  const facts = { lane: id.lane('l1'), connection: crm, state: 'pending', attempts: 0, nextAt: AT, at: AT } as const;
  return { key: id.effect(run, 0), run, request, ...facts };
}

const endOf = (ended: Ended | undefined) =>
  ended && 'error' in ended ? toFailureData(ended.error).message : ended?.output;

void test('effects of one group share a request, and each keeps its key, its attempt and its end', async (t) => {
  const groups = await groupsOf(t);
  const effects = [
    callOf(1, { name: 'ada' }),
    { ...callOf(2, { name: 'bob' }), attempts: 3 },
    callOf(3, { name: 'bad' }),
  ];
  const ended = await groups.attempt(effects);
  assert.deepEqual(ended.map(endOf), [
    { key: effectKey('here', effects[0]!.key), attempt: 1 },
    { key: effectKey('here', effects[1]!.key), attempt: 4 },
    'Refused with [redacted].',
  ]);
  const [exchange] = ended[0]?.exchanges ?? [];
  assert.ok(ended.every(({ exchanges }) => exchanges[0] === exchange));
  assert.equal(exchange?.request, '[3 effects in one request]');
  const shown = JSON.stringify(ended);
  assert.ok(!shown.includes(TOKEN) && !shown.includes('secret things of others'), shown);
});

void test('what an adapter throws is the end of all, and a result too few is our own fault', async (t) => {
  const down = await groupsOf(t, { runMany: () => Promise.reject(new TypeError('a bug')) });
  const effects = [callOf(1, { name: 'ada' }), callOf(2, { name: 'bob' })];
  assert.deepEqual((await down.attempt(effects)).map(endOf), Array(2).fill('Unexpected error: a bug'));
  const few = await groupsOf(t, { runMany: async () => [{ output: {} }] });
  for (const ended of await few.attempt(effects)) assert.match(String(endOf(ended)), /1 results came back for 2/);
});

void test('only what fits, and carries no secret, goes with others', async (t) => {
  const groups = await groupsOf(t);
  assert.deepEqual(groups.of(callOf(1, { name: 'ada' })), { key: 'create\nall', size: 200, inOrder: false });
  assert.equal(groups.of(callOf(1, { name: 'alone' })), undefined);
  assert.equal(groups.of(callOf(1, { name: 7 })), undefined);
  assert.equal(groups.of(callOf(1, { name: secretHandle('crmKey') })), undefined);
  assert.equal(groups.of({ ...callOf(1, { name: 'ada' }), connection: id.connection('none') }), undefined);
  const broken = await groupsOf(t, {
    groupKey: () => {
      throw new TypeError('a bug');
    },
  });
  assert.equal(broken.of(callOf(1, { name: 'ada' })), undefined);
});
