import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { id } from '../base/ids.ts';
import { Failure } from '../base/failure.ts';
import type { Channel, HookRequest } from '../channels/channel.ts';
import { startListening } from './listening.ts';
import { settled } from './testing/manual-clock.ts';
import { outingOf, pretendChannel } from './testing/pretend-channel.ts';
import { openTestWorld } from './testing/test-world.ts';

const bot = id.connection('bot');
const news: HookRequest = { method: 'POST', url: '', query: {}, headers: {}, body: new Uint8Array() };

async function open(t: TestContext, listen: NonNullable<Channel['listen']>, shadow = false) {
  const world = await openTestWorld(0);
  await world.connections.seed({
    key: bot,
    kind: 'channel',
    type: 'pretend',
    config: { token: 't' },
    seed: 'a',
    shadow,
  });
  const taken: HookRequest[] = [];
  const listening = startListening([bot], {
    ...outingOf(world, pretendChannel({ listen })),
    clock: world.clock,
    take: async (request) => void taken.push(request),
  });
  t.after(async () => {
    await listening.close();
    await world.close();
  });
  return { world, taken, listening, stop: () => listening.close() };
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

test('what is fetched is taken in, and fetching ends when told', async (t) => {
  const { taken, stop } = await open(t, async (_io, emit, signal) => {
    await emit(news);
    await untilAborted(signal);
  });
  await settled();
  assert.deepEqual(taken, [news]);
  await stop();
});

test('what fails is tried again later and later, and soon after it has worked', async (t) => {
  const begun: number[] = [];
  let works = false;
  const { world } = await open(t, async ({ now }, emit) => {
    begun.push(now());
    if (works) await emit(news);
    throw new Failure({ code: 'unavailable', message: 'down' });
  });
  await world.clock.advance(7000);
  assert.deepEqual(begun, [0, 1000, 3000, 7000]);
  works = true;
  await world.clock.advance(9000);
  assert.deepEqual(begun.slice(4), [15_000, 16_000]);
});

test('refused credentials break the connection, and it goes on when they are put right', async (t) => {
  let count = 0;
  const { world } = await open(t, async (_io, _emit, signal) => {
    count++;
    if (count === 1) throw new Failure({ code: 'auth', message: 'no' });
    await untilAborted(signal);
  });
  await world.clock.advance(60_000);
  assert.deepEqual([world.connections.get(bot)?.record.state, count], ['broken', 1]);
  await world.connections.repair(bot, { token: 'new' });
  await world.clock.advance(10_000);
  assert.equal(count, 2);
});

test('new credentials end what was begun with the former ones', async (t) => {
  const tokens: unknown[] = [];
  const { world } = await open(t, async ({ config }, _emit, signal) => {
    tokens.push(config['token']);
    await untilAborted(signal);
  });
  await settled();
  await world.connections.repair(bot, { token: 'new' });
  await world.clock.advance(30_000);
  assert.deepEqual(tokens, ['t', 'new']);
});

test('in shadow mode nothing is fetched away from others', async (t) => {
  const { world } = await open(t, () => assert.fail('it is left alone'), true);
  await world.clock.advance(60_000);
  assert.deepEqual(world.log, []);
});

test('a configuration that does not ask for it is asked again now and then', async (t) => {
  let asked = 0;
  const { world } = await open(t, async () => void asked++);
  await world.clock.advance(25_000);
  assert.equal(asked, 3);
});

test('one connection is begun and ended while others go on', async (t) => {
  let count = 0;
  const { listening } = await open(t, async (_io, _emit, signal) => {
    count++;
    await untilAborted(signal);
    count--;
  });
  await settled();
  listening.begin(bot);
  await settled();
  assert.equal(count, 1, 'begun once more it does nothing');
  await listening.end(bot);
  assert.equal(count, 0);
  listening.begin(bot);
  await settled();
  assert.equal(count, 1);
});
