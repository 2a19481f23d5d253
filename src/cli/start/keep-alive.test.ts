import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Failure } from '../../base/failure.ts';
import { id } from '../../base/ids.ts';
import type { Channel } from '../../channels/channel.ts';
import type { Connector } from '../../connectors/connector.ts';
import { openTestWorld } from '../../engine/testing/test-world.ts';
import { startKeepingAlive } from './keep-alive.ts';

const AT = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;
const crm = id.connection('crm');

/** Two connections, of which one is kept alive as told. */
async function world(t: TestContext, keepAlive: () => Promise<void>) {
  const { store, connections, clock, close, log } = await openTestWorld(AT);
  const seed = { kind: 'connector', config: {}, seed: 'one' } as const;
  await connections.seed({ ...seed, key: crm, type: 'mortal' });
  await connections.seed({ ...seed, key: id.connection('shop'), type: 'lasting' });
  const connectors = { mortal: { keepAlive }, lasting: {} } as unknown as Record<string, Connector>;
  const http = () => Promise.reject(new Error('Nothing goes out.'));
  const start = () =>
    startKeepingAlive(
      { store, connections },
      { http, clock, connectors, log: (message, facts) => void log.push({ message, facts }) },
    );
  t.after(close);
  return { start, clock, connections, log };
}

void test('a connection is kept alive once a day, restarts or not', async (t) => {
  let kept = 0;
  const { start, clock } = await world(t, async () => void (kept += 1));
  const stop = start();
  await clock.advance(12 * HOUR);
  assert.equal(kept, 1);
  await stop();
  const again = start();
  await clock.advance(12 * HOUR + 60_000);
  assert.equal(kept, 2);
  await clock.advance(72 * HOUR);
  assert.equal(kept, 5);
  await again();
});

void test('trouble that passes leaves the connection in order; refused credentials break it, once', async (t) => {
  const ends = [
    new Failure({ code: 'unavailable', message: 'Away.' }),
    new Failure({ code: 'auth', message: 'Revoked.' }),
  ];
  let asked = 0;
  const { start, clock, connections, log } = await world(t, () =>
    Promise.reject(ends[asked++] ?? new Error('too often')),
  );
  const stop = start();
  await clock.advance(HOUR);
  assert.equal(connections.get(crm)?.record.state, 'working');
  await clock.advance(24 * HOUR);
  assert.deepEqual(
    [connections.get(crm)?.record.state, connections.get(crm)?.record.problem?.message],
    ['broken', 'Revoked.'],
  );
  await clock.advance(72 * HOUR);
  assert.equal(asked, 2);
  assert.deepEqual(
    log.map(({ facts }) => facts['code']),
    ['unavailable', 'auth'],
  );
  await stop();
});

void test('channels are kept alive too, but for those in shadow mode: that would change things outside', async (t) => {
  const { store, connections, clock, close } = await openTestWorld(AT);
  t.after(close);
  const seed = { kind: 'channel', type: 'page', config: { token: 't' }, seed: 'one' } as const;
  await connections.seed({ ...seed, key: id.connection('page') });
  await connections.seed({ ...seed, key: id.connection('hidden'), shadow: true });
  const kept: unknown[] = [];
  const page = { keepAlive: async ({ config }) => void kept.push(config['token']) } as Partial<Channel> as Channel;
  const http = () => Promise.reject(new Error('Nothing goes out.'));
  const stop = startKeepingAlive({ store, connections }, { http, clock, channels: { page }, log: () => undefined });
  await clock.advance(25 * HOUR);
  assert.deepEqual(kept, ['t', 't']);
  await stop();
});
