import assert from 'node:assert/strict';
import { id } from '../base/ids.ts';
import type { FindRecipient } from './options.ts';
import { startByHand } from './start-by-hand.ts';
import { ada, ask, end, flowOf, phone, says, scenario, send, type InboxWorld } from './testing/inbox-world.ts';

const recipient: FindRecipient = (connection, address, country) =>
  address === '333 1' && country === 'IT' ? { connection, channel: 'test', sender: ada } : undefined;
const to = { connection: phone.key, address: '{{ input.phone }}' };
const flows = [
  flowOf('plain', { end }, { triggers: [{ type: 'manual' }] }),
  flowOf(
    'asking',
    { ask: ask('Coming, {{ input.name }}?', 'coming', 'thank'), thank: send('Good', 'end'), end },
    { triggers: [{ type: 'manual', to }] },
  ),
  flowOf('listening', { end }),
];

async function start({ host, world }: InboxWorld, flow: string, more: object = {}) {
  const parts = { host, flows: world.flows, recipient, now: world.clock.now };
  const run = await startByHand({ flow: id.flow(flow), input: {}, ...more }, parts);
  await world.clock.advance(0);
  return run;
}

scenario('a flow that is started by hand has a run with what it was given', flows, async (scene) => {
  const run = await start(scene, 'plain', { input: { name: 'Ada' } });
  const [only, ...others] = await scene.all();
  assert.deepEqual(others, []);
  assert.deepEqual(
    [only?.id, only?.status, only?.input, only?.lane],
    [run, 'completed', { name: 'Ada' }, `run:${run}`],
  );
});

scenario('a flow that is started for a person talks to them', flows, async (scene) => {
  await start(scene, 'asking', { input: { name: 'Ada', phone: '333 1' } });
  await scene.take(says('Yes'));
  assert.deepEqual(await scene.sent(), ['Coming, Ada?', 'Good']);
});

scenario('whoever starts a flow by hand may say whom it talks to', flows, async (scene) => {
  await start(scene, 'asking', { to: { connection: phone.key, address: '333 1' } });
  assert.equal((await scene.sent()).length, 1);
});

scenario(
  'a person who wrote under the provider’s id before is talked to in the conversation that knows them',
  flows,
  async (scene) => {
    const sender = { key: 'IT.77', addresses: [...ada.addresses, { kind: 'user', value: 'IT.77' } as const] };
    await scene.take(says('hello', { sender }));
    assert.equal((await scene.all())[0]?.flow.id, 'listening');
    await start(scene, 'asking', { to: { connection: phone.key, address: '333 1' } });
    await scene.take(says('Yes', { sender }));
    assert.equal((await scene.sent()).at(-1), 'Good');
    assert.equal(await scene.world.store.count('conversation'), 1);
  },
);

scenario('each start is a run of its own, but for those with the same key', flows, async (scene) => {
  await start(scene, 'plain');
  await start(scene, 'plain');
  await start(scene, 'plain', { key: 'monday' });
  await assert.rejects(start(scene, 'plain', { key: 'monday' }), { code: 'conflict' });
  assert.equal((await scene.all()).length, 3);
});

scenario('what cannot be started is refused in words and leaves nothing behind', flows, async (scene) => {
  await assert.rejects(start(scene, 'nothing'), { code: 'not_found', message: /No flow "nothing" is published/ });
  await assert.rejects(start(scene, 'listening'), { code: 'unsupported', message: /not started by hand/ });
  for (const phoneNumber of ['12', '', undefined]) {
    const input = phoneNumber === undefined ? {} : { phone: phoneNumber };
    await assert.rejects(start(scene, 'asking', { input }), { code: 'invalid', message: /none on the connection/ });
  }
  assert.equal(await scene.world.store.count('seen'), 0);
  assert.equal(await scene.world.store.count('contact'), 0);
});
