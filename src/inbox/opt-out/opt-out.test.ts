import assert from 'node:assert/strict';
import type { Sender } from '../../message/address.ts';
import type { JsonObject } from '../../base/json.ts';
import type { RouterOptions } from '../options.ts';
import { ask, end, flowOf, says, scenario, sms, step, type InboxWorld } from '../testing/inbox-world.ts';

const DAY = 24 * 3_600_000;
const ada: Sender = { key: '390000001', addresses: [{ kind: 'phone', value: '+390000001' }] };
const write = (text: string) => says(text, { sender: ada });

/** Answers everything that is written by text message, and asks whether to go on. */
const chat = flowOf('chat', { hi: ask('Confermi?', 'yes', 'end'), end });
const offers = flowOf(
  'offers',
  { offer: step('send', { text: 'Offerte!', purpose: 'marketing' }, { sent: 'end', failed: 'end' }), end },
  { triggers: [{ type: 'manual' }] },
);
const reminder = flowOf(
  'reminder',
  { remind: step('send', { text: 'Domani alle 10' }, { sent: 'end', failed: 'end' }), end },
  { triggers: [{ type: 'manual' }] },
);

const start = async ({ host, world }: InboxWorld, flow: typeof offers) => {
  const [lane] = await world.store.list('lane');
  await host.accept(lane!.key, `start/${flow.id}/${world.clock.now()}`, {
    type: 'start',
    flow: flow.id,
    trigger: 'manual',
    input: {},
    to: { connection: sms.key, channel: sms.type, sender: ada },
  });
  await world.clock.advance(1000);
};

const consents = async ({ world }: InboxWorld) =>
  (await world.store.list('consent')).map(({ purpose, state }) => `${purpose} ${state}`).toSorted();

const STOPPED = 'Non riceverai altri nostri messaggi. Scrivi START per riceverli di nuovo.';

scenario('STOP is kept, answered once, and offered to no flow', [chat], async (scene) => {
  await scene.takeTexts(write('Stop'));
  assert.deepEqual(await consents(scene), ['authentication withdrawn', 'marketing withdrawn', 'service withdrawn']);
  assert.deepEqual(await scene.sent(), [STOPPED]);
  assert.deepEqual(await scene.runs(), []);
  const [message] = await scene.world.store.list('message');
  assert.deepEqual(message?.routing, { fate: 'silent', first: true, word: 'stop' });
  const [consent] = await scene.world.store.list('consent');
  assert.equal(consent?.proof.message, message?.key);
  await scene.takeTexts(write('STOP'));
  assert.deepEqual(await scene.sent(), [STOPPED]);
});

scenario('STOP leaves a run that waits for an answer where it is', [chat], async (scene) => {
  await scene.takeTexts(write('Ciao'), write('Basta'));
  assert.deepEqual(await scene.runs(), ['active reply']);
});

scenario('after STOP nothing is sent, and no provider is called', [reminder], async (scene) => {
  await scene.takeTexts(write('Stop'));
  await scene.world.clock.advance(1000);
  const before = scene.world.attempts.length;
  await start(scene, reminder);
  assert.equal(scene.world.attempts.length, before);
  const [run] = await scene.all();
  assert.deepEqual([run?.failure?.code, run?.failure?.providerCode], ['denied', 'no_consent']);
  const refused = (await scene.world.store.list('message')).find(({ failure }) => failure);
  assert.equal(refused?.status, 'failed');
});

scenario('who writes again after STOP is answered for a day, and gets no marketing', [chat, offers], async (scene) => {
  await scene.takeTexts(write('Stop'));
  await scene.world.clock.advance(DAY);
  await scene.takeTexts(write('Avrei una domanda'));
  assert.deepEqual(await scene.sent(), [STOPPED, 'Confermi?']);
  await start(scene, offers);
  assert.deepEqual((await scene.sent()).length, 3);
  const refused = (await scene.world.store.list('message')).filter(({ status }) => status === 'failed');
  assert.deepEqual(
    refused.map(({ failure }) => failure?.providerCode),
    ['no_consent'],
  );
});

scenario('a day after the last message of who said STOP nothing is sent again', [reminder], async (scene) => {
  await scene.takeTexts(write('Stop'));
  await scene.world.clock.advance(1000);
  await scene.takeTexts(write('Ancora una cosa'));
  await scene.world.clock.advance(DAY);
  await start(scene, reminder);
  const [run] = await scene.all();
  assert.equal(run?.failure?.providerCode, 'no_consent');
});

scenario('START gives back what STOP took, which is no consent that was never given', [chat], async (scene) => {
  await scene.takeTexts(write('Stop'));
  await scene.world.clock.advance(1000);
  await scene.takeTexts(write('Start'));
  assert.deepEqual(await consents(scene), ['authentication given', 'service given']);
  assert.equal((await scene.sent()).at(-1), 'Riceverai di nuovo i nostri messaggi. Scrivi STOP per non riceverli.');
});

scenario('SÌ of somebody who has not said STOP is an answer like any other', [chat], async (scene) => {
  await scene.takeTexts(write('Ciao'), write('Sì'));
  const [run] = await scene.all();
  assert.deepEqual([run?.status, run?.vars['yes']], ['completed', 'Sì']);
});

scenario('marketing needs a consent', [offers], async (scene) => {
  await scene.takeTexts(write('Ciao'));
  await start(scene, offers);
  const [run] = await scene.all();
  assert.match(run?.failure?.message ?? '', /has not agreed/);
  assert.equal(scene.world.attempts.length, 0);
});

scenario('help that no flow gives is given by the inbox', [], async (scene) => {
  await scene.takeTexts(write('Aiuto'));
  assert.deepEqual(await scene.sent(), ['Scrivici qui e ti rispondiamo. Scrivi STOP per non ricevere altri messaggi.']);
});

scenario('help is for a flow that takes it', [chat], async (scene) => {
  await scene.takeTexts(write('Aiuto'));
  assert.deepEqual(await scene.sent(), ['Confermi?']);
});

scenario('words mean nothing on a channel where people block us with a button', [chat], async (scene) => {
  await scene.take(write('Stop'));
  assert.deepEqual(await consents(scene), []);
  assert.deepEqual(await scene.sent(), ['Confermi?']);
});

const setting = (value: JsonObject): Partial<RouterOptions> => ({
  setting: (name) => (name === 'optOut' ? value : undefined),
});

scenario(
  'an installation turns words on or off for a connection, and answers in its own words',
  [chat],
  async (scene) => {
    await scene.takeTexts(write('Stop'));
    assert.deepEqual(await scene.sent(), ['Confermi?']);
    await scene.world.clock.advance(1000);
    await scene.take(write('Stop'));
    assert.deepEqual(await scene.sent(), ['Confermi?', 'Addio']);
  },
  setting({ connections: { sms: false, phone: true }, stop: 'Addio' }),
);

scenario(
  'an empty text answers nothing and keeps the consent all the same',
  [chat],
  async (scene) => {
    await scene.takeTexts(write('Stop'));
    assert.deepEqual(await scene.sent(), []);
    assert.equal((await consents(scene)).length, 3);
  },
  setting({ stop: '' }),
);
