import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Failure } from '../base/failure.ts';
import { id, type EffectId } from '../base/ids.ts';
import type { ConnectorIo, LinkedRecord } from '../connectors/connector.ts';
import { createConnectorIo, type ConnectorWorld } from './connector-io.ts';
import { openTestWorld, type TestWorld } from './testing/test-world.ts';

const crm = id.connection('crm');
const effect = id.effect(id.run('r-1'), 0);

type Making = { world: TestWorld; io(more?: { effect?: EffectId; connection?: string }): ConnectorIo };

async function open(t: TestContext, more: Partial<ConnectorWorld> = {}): Promise<Making> {
  const world = await openTestWorld(0);
  t.after(() => world.close());
  for (const key of [crm, id.connection('other')])
    await world.connections.seed({ key, kind: 'connector', type: 'test', config: {}, seed: 'one' });
  const io: Making['io'] = ({ effect: about, connection = crm } = {}) => {
    const opened = world.connections.get(id.connection(connection));
    assert.ok(opened);
    const facts = { connection: opened, http: () => assert.fail('no calls'), log: () => undefined };
    const use = { ...facts, key: 'key', attempt: { number: 1 }, ...(about ? { effect: about } : {}) };
    return createConnectorIo({ store: world.store, connections: world.connections, now: () => 0, ...more }, use);
  };
  return { world, io };
}

test('changes of one note wait for each other, those of others do not', async (t) => {
  const { io } = await open(t);
  const told: string[] = [];
  const add = (name: string, mark: string) =>
    io().memory.update(name, async (current) => {
      told.push(`${mark} begins`);
      await turn();
      told.push(`${mark} ends`);
      return [...(Array.isArray(current) ? current : []), mark];
    });
  await Promise.all([add('a', 'one'), add('a', 'two'), add('b', 'three')]);
  assert.deepEqual(await io().memory.get('a'), ['one', 'two']);
  assert.ok(told.indexOf('one ends') < told.indexOf('two begins'));
  assert.ok(told.indexOf('three begins') < told.indexOf('one ends'));
});

test('a note that becomes nothing is gone, and one that stays the same is not written', async (t) => {
  const { world, io } = await open(t);
  const { memory } = io();
  assert.equal(await memory.update('a', () => 'there'), 'there');
  const commits: number[] = [];
  const { commit } = world.store;
  world.store.commit = (writes) => {
    commits.push(writes.length);
    return commit(writes);
  };
  assert.equal(await memory.update('a', (current) => current), 'there');
  assert.deepEqual(commits, []);
  assert.equal(await memory.update('a', () => undefined), undefined);
  assert.equal(await memory.get('a'), undefined);
  assert.deepEqual(commits, [1]);
});

test('a change that throws stores nothing, and the next one is made', async (t) => {
  const { io } = await open(t);
  const { memory } = io();
  const failing = memory.update('a', () => Promise.reject(new Error('no')));
  const next = memory.update('a', (current) => current ?? 'first');
  await assert.rejects(failing, /no/);
  assert.equal(await next, 'first');
});

test('notes are private to their connection', async (t) => {
  const { io } = await open(t);
  await io().memory.put('a', 1);
  assert.equal(await io({ connection: 'other' }).memory.get('a'), undefined);
});

test('the links are those of the person whom the effect is about; without an effect there is nobody', async (t) => {
  const link: LinkedRecord = { object: 'Lead', record: '00Q1', how: 'created', at: 1 };
  const asked: unknown[] = [];
  const { io } = await open(t, {
    linksOf: async (...about) => {
      asked.push(about);
      return [link];
    },
  });
  assert.deepEqual(await io({ effect }).links(), [link]);
  assert.deepEqual(await io().links(), []);
  assert.deepEqual(asked, [[effect, crm]]);
});

test('a file is opened by its id; one that is not here fails as not found', async (t) => {
  const file = { bytes: 3, stream: () => assert.fail('not read') };
  const { io } = await open(t, { openMedia: async (name) => (name === 'here' ? file : undefined) });
  assert.equal((await io().openMedia('here')).bytes, 3);
  await assert.rejects(io().openMedia('gone'), (error) => error instanceof Failure && error.code === 'not_found');
});
