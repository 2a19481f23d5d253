import assert from 'node:assert/strict';
import { id } from '../base/ids.ts';
import type { Sender } from '../message/address.ts';
import type { DeliveryStatus } from '../message/channel-event.ts';
import type { RouterOptions } from './options.ts';
import { ask, end, flowOf, says, scenario, sms, step, type InboxWorld } from './testing/inbox-world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Ada as the connection for text messages knows her. */
const byText: Sender = { key: '390000001', addresses: [{ kind: 'phone', value: '+390000001' }] };

const away: Partial<RouterOptions> = {
  channelOf: (connection) => ({ phone: 'test', sms: 'texts' })[connection as string],
  recipient: (connection, address) =>
    connection === sms.key && address.startsWith('+')
      ? { connection, channel: sms.type, sender: { ...byText, addresses: [{ kind: 'phone', value: address }] } }
      : undefined,
};
const windowed = {
  ...away,
  capabilities: { window: { afterInboundMs: 24 * HOUR }, statuses: ['delivered', 'read'] },
} as const;

const ladder = (next: string) =>
  step(
    'send',
    {
      text: 'Domani alle 10',
      saveAs: 'told',
      rungs: [{ connection: 'sms', address: 'phone', text: 'SMS: domani alle 10' }],
    },
    { sent: next, failed: 'end' },
  );

/** A reminder a day after somebody wrote, and a question about it. */
const reminder = flowOf('reminder', {
  later: step('wait', { for: 'PT23H' }, { elapsed: 'remind' }),
  remind: ladder('question'),
  question: ask('Confermi?', 'answer', 'thanks'),
  thanks: step(
    'send',
    { text: 'Grazie: {{ vars.answer }} ({{ conversation.channel }})' },
    { sent: 'end', failed: 'end' },
  ),
  end,
});

/** What was written, each with the connection that it went out on and how far it got. */
async function written({ world }: InboxWorld): Promise<string[]> {
  const messages = (await world.store.list('message')).filter(({ direction }) => direction === 'out');
  const effects = await Promise.all(messages.map(({ effect }) => world.store.get('effect', effect ?? '')));
  return messages
    .toSorted((left, right) => left.at - right.at)
    .map(({ content, status, effect }) => {
      const connection = effects.find((each) => each?.key === effect)?.connection ?? 'nowhere';
      return `${connection}: ${content.kind === 'text' ? content.text : content.kind} [${status}]`;
    });
}

const news = (scene: InboxWorld, number: number, status: DeliveryStatus) =>
  scene.take({ type: 'status', id: `sent.${number}`, status, at: scene.world.clock.now() });

/** Every message gets an id of its own. */
const numbered = ({ world }: InboxWorld) =>
  world.answer(...Array.from({ length: 20 }, (_, at) => ({ output: { id: `sent.${at + 1}` } })));

scenario(
  'a message that is not known to have arrived is followed by one on another connection',
  [reminder],
  async (scene) => {
    numbered(scene);
    await scene.take(says('Ciao'));
    await scene.world.clock.advance(23 * HOUR);
    assert.deepEqual(await written(scene), ['phone: Domani alle 10 [sent]']);
    await scene.world.clock.advance(10 * MINUTE);
    assert.deepEqual((await written(scene)).slice(0, 2), [
      'phone: Domani alle 10 [sent]',
      'sms: SMS: domani alle 10 [sent]',
    ]);
  },
  windowed,
);

scenario(
  'a message that arrives in time is followed by none',
  [reminder],
  async (scene) => {
    numbered(scene);
    await scene.take(says('Ciao'));
    await scene.world.clock.advance(23 * HOUR);
    await news(scene, 1, 'delivered');
    assert.deepEqual(await written(scene), ['phone: Domani alle 10 [delivered]', 'phone: Confermi? [sent]']);
  },
  windowed,
);

scenario(
  'a message that arrives after the next one is marked as late',
  [reminder],
  async (scene) => {
    numbered(scene);
    await scene.take(says('Ciao'));
    await scene.world.clock.advance(23 * HOUR + 10 * MINUTE);
    await news(scene, 1, 'delivered');
    const late = (await scene.world.store.list('message')).filter((message) => message.late);
    assert.deepEqual(
      late.map(({ providerId }) => providerId),
      ['sent.1'],
    );
    assert.deepEqual(
      (await scene.world.store.list('effect')).filter((effect) => effect.late).map(({ key }) => key),
      late.map(({ effect }) => effect),
    );
  },
  windowed,
);

scenario(
  'an answer on the other connection is the reply, and the run goes on there',
  [reminder],
  async (scene) => {
    numbered(scene);
    await scene.take(says('Ciao'));
    await scene.world.clock.advance(23 * HOUR + 10 * MINUTE);
    await scene.world.clock.advance(SECOND);
    await scene.takeTexts(says('Va bene', { sender: byText }));
    assert.deepEqual(await scene.runs(), ['completed nothing']);
    assert.deepEqual((await written(scene)).at(-1), 'sms: Grazie: Va bene (texts) [sent]');
    const [contact, ...others] = await scene.world.store.list('contact');
    assert.equal(others.length, 0);
    assert.deepEqual(
      contact?.addresses.map(({ kind }) => kind),
      ['phone'],
    );
  },
  windowed,
);

scenario(
  'an answer on the connection of the run brings it back there',
  [
    flowOf('twice', {
      remind: ladder('first'),
      first: ask('Uno?', 'one', 'second'),
      second: ask('Due?', 'two', 'third'),
      third: ask('Tre?', 'three', 'end'),
      end,
    }),
  ],
  async (scene) => {
    scene.world.answer(
      { failure: { code: 'denied', message: 'No.' } },
      ...Array.from({ length: 9 }, (_, at) => ({ output: { id: `sent.${at}` } })),
    );
    await scene.take(says('Ciao'));
    await scene.world.clock.advance(MINUTE);
    await scene.takeTexts(says('uno', { sender: byText }));
    await scene.take(says('due'));
    assert.deepEqual(await written(scene).then((all) => all.slice(1)), [
      'sms: SMS: domani alle 10 [sent]',
      'phone: Uno? [sent]',
      'sms: Due? [sent]',
      'phone: Tre? [sent]',
    ]);
  },
  away,
);

scenario(
  'free text outside the window is refused before any call, and the next rung follows',
  [flowOf('late', { later: step('wait', { for: 'P2D' }, { elapsed: 'remind' }), remind: ladder('end'), end })],
  async (scene) => {
    await scene.take(says('Ciao'));
    await scene.world.clock.advance(48 * HOUR);
    assert.deepEqual(
      scene.world.attempts.map(({ connection }) => connection),
      ['sms'],
    );
    assert.deepEqual(await scene.runs(), ['completed nothing']);
  },
  windowed,
);

scenario(
  'somebody without an address on the other connection is not reached there, and nobody is called',
  [flowOf('hidden', { remind: ladder('end'), end })],
  async (scene) => {
    scene.world.answer({ failure: { code: 'denied', message: 'No.' } });
    await scene.take(says('Ciao', { sender: { key: 'IT.1', addresses: [{ kind: 'user', value: 'IT.1' }] } }));
    assert.deepEqual(
      scene.world.attempts.map(({ connection }) => connection),
      ['phone'],
    );
    const [run] = await scene.all();
    assert.match(run?.failure?.message ?? '', /no address of the kind "phone"/);
  },
  away,
);

scenario(
  'a message on the other connection that no run there waits for starts flows as ever',
  [
    flowOf('reminder', { remind: ladder('end'), end }, { triggers: [{ type: 'message', connections: ['phone'] }] }),
    flowOf(
      'texts',
      { hi: step('send', { text: 'Salve' }, { sent: 'end', failed: 'end' }), end },
      { triggers: [{ type: 'message', connections: ['sms'] }] },
    ),
  ],
  async (scene) => {
    scene.world.answer(
      { failure: { code: 'denied', message: 'No.' } },
      { output: { id: 'a' } },
      { output: { id: 'b' } },
    );
    await scene.take(says('Ciao'));
    await scene.world.clock.advance(SECOND);
    await scene.takeTexts(says('Chi siete?', { sender: byText }));
    assert.deepEqual(await scene.runs(), ['completed nothing', 'completed nothing']);
    assert.equal((await written(scene)).at(-1), 'sms: Salve [sent]');
  },
  away,
);

scenario(
  'what came in elsewhere for a run that is busy is held for its next question',
  [
    flowOf('busy', {
      remind: ladder('first'),
      first: ask('Uno?', 'one', 'slow'),
      slow: step('wait', { for: 'PT1H' }, { elapsed: 'second' }),
      second: ask('Due?', 'two', 'end'),
      end,
    }),
  ],
  async (scene) => {
    scene.world.answer(
      { failure: { code: 'denied', message: 'No.' } },
      ...Array.from({ length: 9 }, (_, at) => ({ output: { id: `sent.${at}` } })),
    );
    await scene.take(says('Ciao'));
    await scene.world.clock.advance(MINUTE);
    await scene.takeTexts(says('uno', { sender: byText }), says('due', { sender: byText }));
    await scene.world.clock.advance(HOUR);
    const [run] = await scene.all();
    assert.deepEqual(run?.vars['two'], 'due');
    assert.equal(run?.status, 'completed');
  },
  away,
);

scenario(
  'a word that the flow handles is heard on the other connection, and answered there',
  [
    flowOf(
      'handled',
      {
        remind: ladder('first'),
        first: ask('Uno?', 'one', 'end'),
        human: step('send', { text: 'Ti passo una persona' }, { sent: 'end', failed: 'end' }),
        end,
      },
      { handlers: [{ on: 'message', keywords: ['operatore'], next: id.step('human') }] },
    ),
  ],
  async (scene) => {
    scene.world.answer(
      { failure: { code: 'denied', message: 'No.' } },
      { output: { id: 'a' } },
      { output: { id: 'b' } },
    );
    await scene.take(says('Ciao'));
    await scene.world.clock.advance(MINUTE);
    await scene.takeTexts(says('operatore', { sender: byText }));
    assert.equal((await written(scene)).at(-1), 'sms: Ti passo una persona [sent]');
  },
  away,
);

scenario(
  'while people hold the conversation of the run nobody answers on the other connection either',
  [
    flowOf('people', {
      remind: ladder('people'),
      people: step('handoff', {}, { released: 'end', timeout: 'end', failed: 'end' }),
      end,
    }),
  ],
  async (scene) => {
    scene.world.answer({ failure: { code: 'denied', message: 'No.' } }, { output: { id: 'a' } });
    await scene.take(says('Ciao'));
    await scene.world.clock.advance(MINUTE);
    await scene.takeTexts(says('Pronto?', { sender: byText }));
    assert.deepEqual(await scene.runs(), ['active agent']);
    const heard = (await scene.world.store.list('message')).find(
      ({ content }) => content.kind === 'text' && content.text === 'Pronto?',
    );
    assert.equal(heard?.routing?.fate, 'silent');
  },
  away,
);
