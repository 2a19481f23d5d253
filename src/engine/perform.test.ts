import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Type } from 'typebox';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { Failure } from '../base/failure.ts';
import type { Connector, Operation, Poll } from '../connectors/connector.ts';
import type { EffectRecord } from '../store/records.ts';
import { SECRET } from '../base/schema.ts';
import { secretHandle } from '../flow/secrets.ts';
import { createRedactor } from '../net/redact.ts';
import { effectKey } from './outing.ts';
import { createPerform, type Perform, type PerformOptions } from './perform.ts';
import { outingOf, pretendChannel } from './testing/pretend-channel.ts';
import { openTestWorld } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22);
const logged: { message: string; facts: JsonObject }[] = [];
const crm = id.connection('crm');

/** Finds one thing after each cursor. */
const NEWS: Poll = {
  title: 'News',
  description: 'What is new.',
  input: Type.Object({ since: Type.Optional(Type.Number()) }),
  item: Type.Object({}),
  run: async (_input, cursor) => ({
    items: [{ id: `n${Number(cursor)}`, text: '⟦secret:crmKey⟧' }],
    cursor: Number(cursor) + 1,
  }),
};

/** A performer whose one connector does what `operation` says; its inputs are `{ fields: { … } }`. */
async function performerOf(
  t: TestContext,
  operation: Pick<Operation, 'repeat' | 'run'>,
  more: Partial<PerformOptions> = {},
): Promise<Perform> {
  const world = await openTestWorld(AT);
  t.after(() => world.close());
  const config = { token: 'token-of-the-connection' };
  await world.connections.seed({ key: crm, kind: 'connector', type: 'test', config, seed: 'one' });
  const input = Type.Object({ fields: Type.Record(Type.String(), Type.String()) });
  const create: Operation = { title: 'Create', description: 'Creates.', input, output: Type.Object({}), ...operation };
  const connector: Connector = {
    id: 'test',
    title: 'Test',
    config: Type.Object({ token: Type.String(SECRET) }),
    operations: { create },
    polls: { news: NEWS },
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
    log: (message, facts) => void logged.push({ message, facts }),
    redactor: createRedactor,
    ...more,
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

const keyed: Operation['repeat'] = () => 'keyed';

void test('a secret is opened just before the operation, and shows nowhere else', async (t) => {
  let got: JsonObject = {};
  const run: Operation['run'] = async (input, io) => {
    got = input;
    const { fields } = input as { fields: { key: string } };
    io.log(`signed with ${fields.key}`, { key: fields.key });
    const url = `https://org.example/?k=${fields.key}&t=${String(io.config['token'])}`;
    await io.http({ method: 'POST', url, headers: { authorization: `Bearer ${fields.key}` }, body: fields.key });
    throw new Failure({ code: 'denied', message: `Wrong key ${fields.key}.`, details: { sent: fields.key } });
  };
  const asked: string[] = [];
  const perform = await performerOf(
    t,
    { repeat: keyed, run },
    {
      http: async () => ({ status: 403, headers: {}, body: new Uint8Array(), text: () => '' }),
      secret: async (name, effect) => (asked.push(`${name} for ${effect.key}`), 'open-sesame'),
    },
  );
  logged.length = 0;
  const effect = callOf({ fields: { key: secretHandle('crmKey'), note: `key ${secretHandle('crmKey')}` } });
  let seen: unknown;
  const failure = await perform
    .attempt(effect, (exchanges) => (seen = exchanges))
    .catch((error: Failure) => error.data);
  assert.deepEqual(got, { fields: { key: 'open-sesame', note: 'key open-sesame' } });
  assert.deepEqual(asked, [`crmKey for ${effect.key}`]);
  assert.doesNotMatch(JSON.stringify([seen, failure, logged, effect]), /open-sesame|token-of-the-connection/);
  assert.match(JSON.stringify(seen), /"url":"https:\/\/org.example\/\?k=\[redacted\]&t=\[redacted\]"/);
});

void test('a secret that does not exist is refused by name, and nothing goes out', async (t) => {
  const run: Operation['run'] = () => assert.fail('it went out');
  const effect = callOf({ fields: { key: secretHandle('crmKey') } });
  for (const more of [{}, { secret: () => undefined }]) {
    const perform = await performerOf(t, { repeat: keyed, run }, more);
    let seen: unknown;
    await assert.rejects(
      perform.attempt(effect, (exchanges) => (seen = exchanges)),
      (error) => error instanceof Failure && error.code === 'invalid' && /no secret "crmKey"/.test(error.message),
    );
    assert.deepEqual(seen, []);
  }
});

void test('an input with secrets is not taken for one that could never have gone out', async (t) => {
  const perform = await performerOf(t, { repeat: () => 'unsafe', run: async () => ({}) });
  const misfit = { fields: { key: secretHandle('crmKey'), number: 5 } };
  assert.equal(perform.repeatable(callOf(misfit)), 'unsafe');
});

void test('the exchanges of an attempt are told before it ends, also where it succeeds', async (t) => {
  const run: Operation['run'] = async (_input, io) => {
    await io.http({ method: 'GET', url: 'https://org.example/limits' });
    return {};
  };
  const http: PerformOptions['http'] = async () => ({
    status: 204,
    headers: {},
    body: new Uint8Array(),
    text: () => '',
  });
  const perform = await performerOf(t, { repeat: keyed, run }, { http });
  const told: unknown[] = [];
  const ended = perform.attempt(callOf({ fields: {} }), (exchanges) => void told.push(exchanges));
  await ended.then(() => told.push('ended'));
  const exchange = { at: AT, ms: 0, method: 'GET', url: 'https://org.example/limits', status: 204 };
  assert.deepEqual(told, [[exchange], 'ended']);
});

void test('a file is fetched by whom the installation has for it, and repeating that is safe', async (t) => {
  const request = {
    kind: 'fetch',
    message: id.message('v1/0'),
    file: { id: 'm1', mime: 'image/png', bytes: 5 },
  } as unknown as EffectRecord['request'];
  const effect: EffectRecord = { ...callOf({}), request };
  const operation = { repeat: keyed, run: async () => ({}) };
  const fetchMedia: PerformOptions['fetchMedia'] = async ({ message }, connection, io) => ({
    message,
    token: io.config['token'] === connection.config['token'],
  });
  const perform = await performerOf(t, operation, { fetchMedia });
  assert.deepEqual(await perform.attempt(effect), { message: 'v1/0', token: true });
  assert.equal(perform.repeatable(effect), 'safe');
  await assert.rejects((await performerOf(t, operation)).attempt(effect), /Nothing here can fetch files/);
});

void test('a look gives what the connector has found, and where the next one goes on', async (t) => {
  const perform = await performerOf(t, { repeat: countsFields, run: async () => ({}) });
  const look = (poll: string, input: JsonObject): EffectRecord => ({
    ...callOf({}),
    request: { kind: 'poll', connection: crm, poll, input, cursor: 7, flow: id.flow('news'), trigger: 0 },
  });
  const found = { items: [{ id: 'n7', text: '[secret:crmKey⟧' }], cursor: 8 };
  assert.deepEqual(await perform.attempt(look('news', {})), found);
  assert.equal(perform.repeatable(look('news', {})), 'safe');
  const refused = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
  await assert.rejects(perform.attempt(look('olds', {})), refused('unsupported'));
  await assert.rejects(perform.attempt(look('news', { since: 'today' })), refused('invalid'));
});

void test('what another system gives is text, whatever it looks like', async (t) => {
  const run: Operation['run'] = async () => ({ note: 'Hello ⟦secret:crmKey⟧' });
  const perform = await performerOf(t, { repeat: countsFields, run });
  assert.deepEqual(await perform.attempt(callOf({ fields: {} })), { note: 'Hello [secret:crmKey⟧' });
});

void test('a channel is told whether a flow writes or a person, and the price that it gives back is kept', async (t) => {
  const world = await openTestWorld(AT);
  t.after(() => world.close());
  const chat = id.connection('chat');
  await world.connections.seed({
    key: chat,
    kind: 'channel',
    type: 'pretend',
    config: { token: 'token' },
    seed: 'one',
  });
  const written: unknown[] = [];
  const channel = pretendChannel({
    async send({ by }) {
      written.push(by);
      return { id: 'm-1', price: { segments: 2 } };
    },
  });
  const perform = createPerform(outingOf(world, channel));
  const target = { to: [], message: id.message('c1/1') };
  const content = { kind: 'text', text: 'Ciao' } as const;
  for (const by of [undefined, 'staff'] as const) {
    const request = { kind: 'send', content, ...(by && { by }) } as const;
    const effect: EffectRecord = { ...callOf({}), connection: chat, request, target };
    assert.deepEqual(await perform.attempt(effect), { id: 'm-1', price: { segments: 2 } });
  }
  assert.deepEqual(written, ['flow', 'staff']);
});
