import assert from 'node:assert/strict';
import type { Trigger } from '../flow/trigger.ts';
import { ask, end, flowOf, says, scenario, send, step, type InboxWorld } from './testing/inbox-world.ts';

const echo = (triggers: Trigger[]) =>
  flowOf(
    'echo',
    { wait: step('wait', { for: 'PT10S' }, { elapsed: 'say' }), say: send('{{ message.text }}', 'end'), end },
    { triggers },
  );

const words = Array.from({ length: 50 }, (_, number) => `m${number}`);

/** Fifty messages of one person within two seconds. */
async function burst(scene: InboxWorld): Promise<void> {
  for (const word of words) {
    await scene.take(says(word));
    await scene.world.clock.advance(40);
  }
  await scene.world.clock.advance(20 * 60_000);
}

async function fates(scene: InboxWorld): Promise<Record<string, string[]>> {
  const incoming = (await scene.world.store.list('message')).filter(({ direction }) => direction === 'in');
  assert.equal(incoming.length, words.length);
  const byFate: Record<string, string[]> = {};
  for (const { content, routing } of incoming)
    (byFate[routing?.fate ?? ''] ??= []).push(content.kind === 'text' ? content.text : '');
  return byFate;
}

scenario(
  'fifty messages with the policy "queue" start the flow one after the other, in order',
  [echo([{ type: 'message' }])],
  async (scene) => {
    await burst(scene);
    assert.deepEqual(await scene.sent(), words);
    assert.deepEqual(await fates(scene), { started: words });
  },
);

scenario(
  'fifty messages with the policy "restart" leave one run, of the last of them',
  [echo([{ type: 'message', policy: 'restart' }])],
  async (scene) => {
    await burst(scene);
    assert.deepEqual(await scene.sent(), ['m49']);
    const runs = await scene.runs();
    assert.equal(runs.filter((run) => run.startsWith('canceled')).length, 49);
    assert.deepEqual(await fates(scene), { started: words });
  },
);

scenario(
  'fifty messages with the policy "ignore" leave one run, of the first of them',
  [echo([{ type: 'message', policy: 'ignore' }])],
  async (scene) => {
    await burst(scene);
    assert.deepEqual(await scene.sent(), ['m0']);
    assert.deepEqual(await fates(scene), { started: ['m0'], ignored: words.slice(1) });
  },
);

const patient = flowOf(
  'patient',
  { say: send('{{ message.text }}', 'end'), end },
  { triggers: [{ type: 'message', quiet: 'PT3S' }] },
);

scenario('fifty messages of a burst become one message, in order', [patient], async (scene) => {
  await burst(scene);
  assert.deepEqual(await scene.sent(), [words.join('\n')]);
  assert.equal((await scene.all())[0]?.message?.merged, 50);
  assert.deepEqual(await fates(scene), { started: ['m0'], gathered: words.slice(1) });
});

scenario('a burst that never ends is answered after ten quiet times', [patient], async (scene) => {
  for (let number = 0; number < 40; number++) {
    await scene.take(says(`m${number}`));
    await scene.world.clock.advance(1000);
  }
  const [first = ''] = await scene.sent();
  assert.equal(first.split('\n').length, 30);
});

const menu = flowOf(
  'menu',
  {
    ask: ask('Name?', 'name', 'say'),
    say: send('Hello {{ vars.name }}', 'end'),
    bye: send('Bye', 'end'),
    oops: send('Sorry', 'end'),
    end,
  },
  {
    handlers: [
      { on: 'message', keywords: ['stop'], next: 'bye' as never },
      { on: 'failure', next: 'oops' as never },
    ],
  },
);

scenario('a handler takes its words wherever the run stands', [menu], async (scene) => {
  await scene.take(says('hello'));
  await scene.take(says('STOP!'));
  assert.deepEqual(await scene.sent(), ['Name?', 'Bye']);
  assert.deepEqual(await scene.runs(), ['completed nothing']);
  assert.deepEqual(
    (await scene.world.store.list('message')).map(({ routing }) => routing?.fate),
    ['started', undefined, 'handled', undefined],
  );
});

scenario(
  'a handler for failures takes what no exit takes',
  [
    flowOf(
      'broken',
      {
        bad: step('set', { values: { x: '{{ 1 | no_such }}' } }, { next: 'end' }),
        oops: send('Sorry: {{ failure.code }}', 'end'),
        end,
      },
      { handlers: [{ on: 'failure', next: 'oops' as never }] },
    ),
  ],
  async (scene) => {
    await scene.take(says('hello'));
    assert.deepEqual(await scene.sent(), ['Sorry: invalid']);
    assert.deepEqual(await scene.runs(), ['completed nothing']);
  },
);

const help = flowOf(
  'help',
  { say: send('A person will write to you.', 'end'), end },
  { triggers: [{ type: 'message', keywords: ['operatore'], interrupts: true }] },
);

scenario('a flow that interrupts ends the run that holds the conversation', [menu, help], async (scene) => {
  await scene.take(says('hello'));
  await scene.take(says('Operatore, per favore'));
  assert.deepEqual(await scene.sent(), ['Name?', 'A person will write to you.']);
  assert.deepEqual(await scene.runs(), ['canceled nothing', 'completed nothing']);
  const [first] = await scene.all();
  assert.match(first?.failure?.message ?? '', /flow help/);
});

scenario(
  'a word that restarts goes before the answer to a question',
  [
    flowOf(
      'lead',
      { ask: ask('Name?', 'name', 'end'), end },
      { triggers: [{ type: 'message', keywords: ['menu'], policy: 'restart' }] },
    ),
  ],
  async (scene) => {
    await scene.take(says('menu'));
    await scene.take(says('menu'));
    assert.deepEqual((await scene.runs()).sort(), ['active reply', 'canceled nothing']);
  },
);

scenario(
  'a trigger for first messages takes a person once',
  [
    flowOf(
      'welcome',
      { say: send('Welcome', 'end'), end },
      { triggers: [{ type: 'message', first: true, priority: 1 }] },
    ),
    flowOf('again', { say: send('Again', 'end'), end }),
  ],
  async (scene) => {
    await scene.take(says('hello'));
    await scene.take(says('hello'));
    await scene.take(
      says('hello', { sender: { key: 'other-lane', addresses: [{ kind: 'phone', value: '+390000001' }] } }),
    );
    assert.deepEqual((await scene.sent()).sort(), ['Again', 'Again', 'Welcome']);
  },
);

scenario(
  'a pattern starts a flow and beats a trigger that takes everything',
  [
    flowOf('a-all', { say: send('All', 'end'), end }),
    flowOf(
      'order',
      { say: send('Order', 'end'), end },
      { triggers: [{ type: 'message', pattern: '(?i)ordine\\s+\\d+' }] },
    ),
  ],
  async (scene) => {
    await scene.take(says('Il mio ORDINE 123'));
    await scene.take(says('Il mio ordine'));
    assert.deepEqual(await scene.sent(), ['Order', 'All']);
  },
);

scenario('a message without a handler’s words is the answer', [menu], async (scene) => {
  await scene.take(says('hello'));
  await scene.take(says('Ada'));
  assert.deepEqual(await scene.sent(), ['Name?', 'Hello Ada']);
});

const asking = (trigger: Omit<Extract<Trigger, { type: 'message' }>, 'type'>) =>
  flowOf(
    'asking',
    { ask: ask('Name?', 'name', 'say'), say: send('Hello {{ vars.name }}', 'end'), end },
    { triggers: [{ type: 'message', ...trigger }] },
  );

for (const trigger of [{ policy: 'restart' }, { policy: 'ignore' }, { interrupts: true }] as const) {
  scenario(
    `a reply is the reply, although its flow has ${JSON.stringify(trigger)}`,
    [asking(trigger)],
    async (scene) => {
      await scene.take(says('hello'));
      await scene.take(says('Ada'));
      assert.deepEqual(await scene.sent(), ['Name?', 'Hello Ada']);
      assert.deepEqual(await scene.runs(), ['completed nothing']);
    },
  );
}

scenario(
  'what was held for a run that a message ended starts nothing',
  [echo([{ type: 'message', keywords: ['menu'], policy: 'restart' }]), flowOf('all', { say: send('All', 'end'), end })],
  async (scene) => {
    for (const word of ['menu', 'other', 'menu']) await scene.take(says(word));
    await scene.world.clock.advance(60_000);
    assert.deepEqual(await scene.sent(), ['menu']);
  },
);

const UNKNOWN = { failure: { code: 'unknown_outcome', message: 'Line cut.' } } as const;
const textsOf = (scene: InboxWorld): string[] =>
  scene.world.attempts.map(({ request }) =>
    request.kind === 'send' && request.content.kind === 'text' ? request.content.text : '',
  );

scenario(
  'a question in doubt is not asked again once its run is canceled',
  [
    flowOf(
      'menu',
      { ask: ask('Which, {{ message.text }}?', 'which', 'end'), end },
      { triggers: [{ type: 'message', keywords: ['menu'], policy: 'restart' }] },
    ),
  ],
  async (scene) => {
    scene.world.answer(UNKNOWN, { output: { id: 'sent' } });
    await scene.take(says('menu 1'));
    await scene.take(says('menu 2'));
    await scene.world.clock.advance(120_000);
    assert.deepEqual(textsOf(scene), ['Which, menu 1?', 'Which, menu 2?']);
  },
);

scenario(
  'no message to a person overtakes one that is in doubt',
  [
    flowOf('one', { say: send('First', 'end'), end }),
    flowOf('two', { say: send('Second', 'end'), end }, { triggers: [{ type: 'contact', events: ['created'] }] }),
  ],
  async (scene) => {
    scene.world.answer(UNKNOWN, { output: { id: 'sent' } });
    await scene.take(says('hello'));
    assert.deepEqual(textsOf(scene), ['First']);
    await scene.world.clock.advance(59_000);
    assert.deepEqual(textsOf(scene), ['First']);
    await scene.world.clock.advance(2000);
    assert.deepEqual(textsOf(scene), ['First', 'First', 'Second']);
    assert.deepEqual(await scene.runs(), ['completed nothing', 'completed nothing']);
  },
);
