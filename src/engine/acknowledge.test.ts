import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { id } from '../base/ids.ts';
import { Failure } from '../base/failure.ts';
import type { Channel } from '../channels/channel.ts';
import type { MessageEvent } from '../message/channel-event.ts';
import { createAcknowledger } from './acknowledge.ts';
import type { ConnectionSeed } from './connection-book.ts';
import { settled } from './testing/manual-clock.ts';
import { outingOf, pretendChannel } from './testing/pretend-channel.ts';
import { openTestWorld } from './testing/test-world.ts';

const phone = id.connection('phone');

const message = (of: string, from = 'ada', more: Partial<MessageEvent> = {}): MessageEvent => ({
  type: 'message',
  id: of,
  at: 0,
  sender: { key: from, addresses: [{ kind: 'user', value: from }] },
  content: { kind: 'text', text: of },
  ...more,
});

async function open(
  t: TestContext,
  acknowledge: Channel['acknowledge'],
  { answerTap, ...more }: Partial<ConnectionSeed> & Pick<Channel, 'answerTap'> = {},
) {
  const world = await openTestWorld(0);
  t.after(() => world.close());
  const seed = { key: phone, kind: 'channel', type: 'pretend', config: { token: 'secret-token' }, seed: 'a' } as const;
  await world.connections.seed({ ...seed, ...more });
  const channel = pretendChannel({ ...(answerTap && { answerTap }), ...(acknowledge && { acknowledge }) });
  const acknowledger = createAcknowledger(outingOf(world, channel));
  t.after(() => acknowledger.close());
  return { world, acknowledger };
}

test('those of one person go one after the other, those of others beside them', async (t) => {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const { acknowledger } = await open(t, ({ id: of }) => {
    begun.push(of);
    return new Promise((resolve) => void ends.push(resolve));
  });
  for (const each of [message('a1'), message('a2'), message('b1', 'bob')]) acknowledger.take(phone, each);
  await settled();
  assert.deepEqual(begun, ['a1', 'b1']);
  ends.shift()?.();
  await settled();
  assert.deepEqual(begun, ['a1', 'b1', 'a2']);
  for (const end of ends) end();
});

test('a hundred people are told eight at a time', async (t) => {
  let [underWay, most] = [0, 0];
  let told = 0;
  const { acknowledger } = await open(t, async () => {
    most = Math.max(most, ++underWay);
    await settled();
    underWay--;
    told++;
  });
  for (let n = 0; n < 100; n++) acknowledger.take(phone, message(`m${n}`, `p${n}`));
  for (let turns = 0; told < 100 && turns < 100; turns++) await settled();
  assert.deepEqual([told, most], [100, 8]);
});

test('a failure is logged without the secret, and the next message is told of', async (t) => {
  const told: string[] = [];
  const { acknowledger, world } = await open(t, async ({ id: of }) => {
    told.push(of);
    if (of === 'm1') throw new Failure({ code: 'denied', message: 'secret-token was refused' });
  });
  acknowledger.take(phone, message('m1'));
  acknowledger.take(phone, message('m2'));
  await settled();
  assert.deepEqual(told, ['m1', 'm2']);
  assert.equal(world.log.length, 1);
  assert.doesNotMatch(JSON.stringify(world.log), /secret-token/);
});

const SILENT: { when: string; seed?: Partial<ConnectionSeed>; more?: Partial<MessageEvent>; broken?: true }[] = [
  { when: 'the connection keeps it to itself', seed: { acknowledge: false } },
  { when: 'the connection is in shadow mode', seed: { shadow: true } },
  { when: 'the connection is broken', broken: true },
  { when: 'our own staff wrote', more: { echo: true } },
  { when: 'somebody else holds the conversation', more: { standby: true } },
];
for (const { when, seed, more, broken } of SILENT) {
  test(`nobody is told where ${when}`, async (t) => {
    const { acknowledger, world } = await open(t, () => assert.fail('nobody is to be told'), seed);
    if (broken) await world.connections.breakDown(phone, { code: 'auth', message: 'no' }, 0);
    acknowledger.take(phone, message('m1', 'ada', more));
    await settled();
    assert.deepEqual(world.log, []);
  });
}

for (const acknowledges of [true, false]) {
  const others = acknowledges ? 'and other messages are told of' : 'though nothing else is told';
  test(`a tap is answered where the connection says acknowledge: ${acknowledges}, ${others}`, async (t) => {
    const told: string[] = [];
    const answerTap: Channel['answerTap'] = async ({ id: of }) => void told.push(`tap ${of}`);
    const tell: Channel['acknowledge'] = async ({ id: of }) => void told.push(`read ${of}`);
    const { acknowledger } = await open(t, tell, { acknowledge: acknowledges, answerTap });
    acknowledger.take(phone, message('m1'));
    await settled();
    assert.deepEqual(told, acknowledges ? ['tap m1', 'read m1'] : ['tap m1']);
  });
}

test('after closing nothing begins', async (t) => {
  const { acknowledger } = await open(t, () => assert.fail('it is closed'));
  await acknowledger.close();
  acknowledger.take(phone, message('m1'));
  await settled();
});
