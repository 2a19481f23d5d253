import assert from 'node:assert/strict';
import type { PreferenceEvent } from '../message/channel-event.ts';
import { ada, AT, end, flowOf, phone, says, scenario, send, type InboxWorld } from './testing/inbox-world.ts';

let count = 0;
const prefers = (
  purpose: PreferenceEvent['purpose'],
  allowed: boolean,
  how = allowed ? 'unblocked' : 'blocked',
): PreferenceEvent => ({ type: 'preference', id: `p${count++}`, at: AT, sender: ada, purpose, allowed, how });

const consents = async ({ world }: InboxWorld): Promise<Record<string, string>> =>
  Object.fromEntries((await world.store.list('consent')).map(({ purpose, state }) => [purpose, state]));

const hello = flowOf('hello', { hello: send('Ciao!', 'end'), end });

scenario('a word at the provider is consent for that purpose, with the proof', [hello], async (scene) => {
  await scene.take(prefers('marketing', false, 'stop marketing messages'));
  const [kept] = await scene.world.store.list('consent');
  assert.deepEqual(
    [kept?.purpose, kept?.state, kept?.address, kept?.proof.how],
    ['marketing', 'withdrawn', 'phone:+390000001', 'stop marketing messages'],
  );
  await scene.take(prefers('marketing', true, 'resume'));
  assert.deepEqual(await consents(scene), { marketing: 'given' });
});

scenario('who blocks us withdraws everything; unblocking gives back that and nothing else', [hello], async (scene) => {
  await scene.take(prefers('marketing', false, 'no offers'), prefers('all', false));
  assert.deepEqual(await consents(scene), {
    service: 'withdrawn',
    marketing: 'withdrawn',
    authentication: 'withdrawn',
  });
  await scene.take(prefers('all', true));
  assert.deepEqual(await consents(scene), { service: 'given', marketing: 'withdrawn', authentication: 'given' });
});

const later = flowOf('later', { hello: send('Ecco!', 'end'), end }, { triggers: [{ type: 'manual' }] });

scenario('nothing goes out to who has blocked us until they write again', [hello, later], async (scene) => {
  const { give, take, world, all } = scene;
  const to = { connection: phone.key, channel: 'test', sender: ada };
  const start = { type: 'start', flow: later.id, trigger: 'manual', input: {}, to } as const;
  await take(says('Ciao'), prefers('all', false, 'bot was blocked by the user'));
  const before = world.attempts.length;
  await give(start);
  assert.equal(world.attempts.length, before);
  const refused = (await all()).find(({ flow }) => flow.id === 'later');
  assert.deepEqual([refused?.failure?.code, refused?.failure?.providerCode], ['denied', 'blocked']);
  assert.match(refused?.failure?.message ?? '', /bot was blocked by the user/);
  const shown = (await world.store.list('message')).find(({ failure }) => failure);
  assert.deepEqual([shown?.status, shown?.failure?.providerCode], ['failed', 'blocked']);
  await take(says('Eccomi'));
  assert.equal(world.attempts.length, before + 1);
});
