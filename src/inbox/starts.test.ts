import assert from 'node:assert/strict';
import { id } from '../base/ids.ts';
import type { LaneEvent } from '../engine/host.ts';
import type { Trigger } from '../flow/trigger.ts';
import { ada, adaLane, ask, AT, end, flowOf, phone, says, scenario, send, step } from './testing/inbox-world.ts';
import { ownOperations } from './operations/own-operations.ts';
import { clockLane } from './timers.ts';
import { nextTime } from './cron.ts';

const manual: Trigger[] = [{ type: 'manual' }];
const remind = flowOf(
  'remind',
  {
    say: send('Hello {{ input.name }}', 'ask'),
    ask: ask('Coming?', 'coming', 'thank'),
    thank: send('Good: {{ vars.coming }}', 'end'),
    end,
  },
  { triggers: manual },
);
const lead = flowOf('lead', { ask: ask('Name?', 'name', 'thank'), thank: send('Thanks {{ vars.name }}', 'end'), end });
const to = { connection: phone.key, channel: 'test', sender: ada };
const start = (more: Partial<Extract<LaneEvent, { type: 'start' }>> = {}): LaneEvent => ({
  type: 'start',
  flow: id.flow('remind'),
  trigger: 'manual',
  input: { name: 'Ada' },
  to,
  ...more,
});

scenario('a flow started by hand writes first, and the answer reaches it', [remind, lead], async (scene) => {
  await scene.give(start());
  assert.deepEqual(await scene.sent(), ['Hello Ada', 'Coming?']);
  await scene.take(says('Yes'));
  assert.deepEqual(await scene.sent(), ['Hello Ada', 'Coming?', 'Good: Yes']);
});

scenario(
  'an answer that comes under the provider’s own id reaches the run that wrote to the number',
  [remind, lead],
  async (scene) => {
    await scene.give(start());
    const both = { key: 'IT.77', addresses: [...ada.addresses, { kind: 'user', value: 'IT.77' } as const] };
    await scene.take(says('Yes', { sender: both }));
    await scene.take(says('And more', { sender: both }));
    assert.deepEqual(await scene.sent(), ['Hello Ada', 'Coming?', 'Good: Yes', 'Name?']);
    assert.equal(await scene.world.store.count('conversation'), 1);
    assert.equal(await scene.world.store.count('contact'), 1);
  },
);

scenario(
  'a flow that starts while another one holds the conversation waits for its turn to ask',
  [remind, lead],
  async (scene) => {
    await scene.take(says('hello'));
    await scene.give(start());
    assert.deepEqual(await scene.sent(), ['Name?', 'Hello Ada']);
    assert.deepEqual((await scene.runs()).sort(), ['active reply', 'active turn']);
    await scene.take(says('Ada'));
    assert.deepEqual(await scene.sent(), ['Name?', 'Hello Ada', 'Thanks Ada', 'Coming?']);
    await scene.take(says('Yes'));
    assert.equal((await scene.sent()).at(-1), 'Good: Yes');
    assert.deepEqual(await scene.runs(), ['completed nothing', 'completed nothing']);
  },
);

scenario('a flow without such a trigger, or unpublished, starts nothing', [lead], async (scene) => {
  await scene.give(start());
  await scene.give(start({ flow: id.flow('lead') }));
  assert.deepEqual(await scene.runs(), []);
});

scenario(
  'a called flow takes the caller’s place in the conversation and gives it back',
  [
    flowOf('caller', {
      call: step(
        'subflow',
        { flow: 'address', input: { kind: 'home' }, saveAs: 'address' },
        { done: 'say', failed: 'end' },
      ),
      say: send('Street: {{ vars.address.output.street }}', 'ask'),
      ask: ask('Right?', 'right', 'end'),
      end,
    }),
    flowOf(
      'address',
      {
        ask: ask('Your {{ input.kind }} street?', 'street', 'back'),
        back: step('end', { output: { street: '{{ vars.street }}' } }),
        end,
      },
      { triggers: [{ type: 'flow' }] },
    ),
  ],
  async (scene) => {
    await scene.take(says('hello'));
    assert.deepEqual(await scene.sent(), ['Your home street?']);
    await scene.take(says('Via Roma 1'));
    const said = await scene.sent();
    assert.equal(said.length, 3);
    assert.match(said[1] ?? '', /Via Roma 1/);
    await scene.take(says('Yes'));
    assert.deepEqual(await scene.runs(), ['completed nothing', 'completed nothing']);
  },
);

scenario(
  'a flow that fails tells its caller, which goes on by its own exit',
  [
    flowOf('caller', {
      call: step('subflow', { flow: 'bad' }, { done: 'end', failed: 'say' }),
      say: send('Sorry: {{ failure.message }}', 'end'),
      end,
    }),
    flowOf('bad', { no: step('end', { as: 'failed', message: 'No room' }), end }, { triggers: [{ type: 'flow' }] }),
  ],
  async (scene) => {
    await scene.take(says('hello'));
    assert.deepEqual(await scene.sent(), ['Sorry: No room']);
  },
);

scenario(
  'a flow that calls itself for ever ends with a clear failure',
  [flowOf('deep', { call: step('subflow', { flow: 'deep' }, { done: 'end' }), end })],
  async (scene) => {
    await scene.take(says('hello'));
    const runs = await scene.all();
    assert.equal(runs.length, 10 + 1);
    assert.ok(runs.every(({ status }) => status === 'failed'));
    assert.match(runs[0]?.failure?.message ?? '', /more than 10 deep/);
  },
);

scenario(
  'a flow starts when another one has ended',
  [
    lead,
    flowOf(
      'after',
      { say: send('Was it {{ input.status }}?', 'end'), end },
      { triggers: [{ type: 'flow', after: id.flow('lead') }] },
    ),
  ],
  async (scene) => {
    await scene.take(says('hello'));
    await scene.take(says('Ada'));
    assert.deepEqual((await scene.sent()).sort(), ['Name?', 'Thanks Ada', 'Was it completed?']);
  },
);

scenario(
  'a flow starts from a message that could not be delivered',
  [
    lead,
    flowOf('undelivered', { say: send('Lost: {{ input.text }}', 'end'), end }, { triggers: [{ type: 'status' }] }),
  ],
  async (scene) => {
    await scene.take(says('hello'));
    const failure = { code: 'denied', message: 'Blocked.' } as const;
    await scene.take({ type: 'status', id: 'sent.1', status: 'failed', at: AT, failure });
    assert.deepEqual((await scene.sent()).sort(), ['Lost: Name?', 'Name?']);
  },
);

scenario(
  'a flow starts from news that comes before the send is answered',
  [
    lead,
    flowOf('undelivered', { say: send('Lost: {{ input.text }}', 'end'), end }, { triggers: [{ type: 'status' }] }),
  ],
  async (scene) => {
    scene.world.answer('never');
    await scene.take(says('hello'));
    const [effect] = await scene.world.store.list('effect');
    await scene.take({ type: 'status', id: 'sent.1', status: 'failed', at: AT, effect: effect?.key ?? '' });
    assert.deepEqual((await scene.sent()).sort(), ['Lost: Name?', 'Name?']);
  },
);

scenario(
  'a flow starts once from the word that a message was sent',
  [
    flowOf('hello', { say: send('Hello', 'end'), end }),
    flowOf('sent', { end }, { triggers: [{ type: 'status', statuses: ['sent'] }] }),
  ],
  async (scene) => {
    await scene.take(says('hello'));
    for (const name of ['sent.1', 'sent.2'])
      await scene.take({
        type: 'status',
        id: name,
        status: 'sent',
        at: AT,
        effect: (await scene.world.store.list('effect'))[0]?.key ?? '',
      });
    assert.deepEqual((await scene.all()).map(({ flow }) => flow.id).sort(), ['hello', 'sent']);
  },
);

scenario(
  'flows start from what happens to contacts and conversations',
  [
    lead,
    flowOf(
      'born',
      { say: send('Nice to meet you', 'end'), end },
      { triggers: [{ type: 'contact', events: ['created'] }] },
    ),
    flowOf(
      'silence',
      { say: send('Still there?', 'end'), end },
      { triggers: [{ type: 'conversation', event: 'idle', after: 'PT30M' }] },
    ),
  ],
  async (scene) => {
    await scene.take(says('hello'));
    assert.deepEqual((await scene.sent()).sort(), ['Name?', 'Nice to meet you']);
    await scene.world.clock.advance(29 * 60_000);
    assert.equal((await scene.sent()).length, 2);
    await scene.world.clock.advance(2 * 60_000);
    assert.equal((await scene.sent()).at(-1), 'Still there?');
    assert.equal((await scene.world.store.list('conversation'))[0]?.stage, 'idle');
  },
);

scenario(
  'a clock starts a flow, once each time',
  [
    flowOf(
      'nightly',
      { note: step('set', { values: { at: '{{ input.scheduledAt }}' } }, { next: 'end' }), end },
      { triggers: [{ type: 'schedule', cron: '30 10 * * *' }] },
    ),
  ],
  async (scene) => {
    const flow = id.flow('nightly');
    await scene.give({ type: 'timers', flow }, clockLane(flow));
    await scene.give({ type: 'timers', flow }, clockLane(flow));
    // 10:30 in Rome is 9:30 UTC: half an hour from now.
    await scene.world.clock.advance(29 * 60_000);
    assert.deepEqual(await scene.runs(), []);
    await scene.world.clock.advance(2 * 60_000);
    assert.deepEqual(
      (await scene.all()).map(({ vars }) => vars['at']),
      [AT + 30 * 60_000],
    );
    for (let day = 0; day < 3; day++) await scene.world.clock.advance(86_400_000);
    assert.equal((await scene.all()).length, 4);
  },
  { nextTime },
);

scenario(
  'staff who write in the provider’s app silence the flows, until they release or for a while',
  [lead],
  async (scene) => {
    await scene.take(says('hello'));
    await scene.take(says('I will help you myself', { echo: true }));
    await scene.take(says('Thank you'));
    assert.deepEqual(await scene.sent(), ['Name?']);
    const [conversation] = await scene.world.store.list('conversation');
    assert.equal(conversation?.state, 'people');
    await scene.give({ type: 'release', conversation: conversation.key, by: 'luisa' });
    await scene.take(says('Ada'));
    assert.equal((await scene.sent()).at(-1), 'Thanks Ada');
    await scene.take(says('I am here again', { echo: true }));
    await scene.world.clock.advance(13 * 3_600_000);
    assert.equal((await scene.world.store.list('conversation'))[0]?.state, 'flow');
    assert.deepEqual(await scene.world.store.list('timer'), []);
  },
);

scenario(
  'while another sender holds the number flows are silent, until something comes to us',
  [lead],
  async (scene) => {
    const state = async () => {
      const [conversation] = await scene.world.store.list('conversation');
      return [conversation?.state, conversation?.standby];
    };
    await scene.take(says('hello'));
    await scene.take(says('an order', { standby: true }));
    await scene.take(says('It is on its way', { echo: true, standby: true }));
    assert.deepEqual(await state(), ['people', true]);
    assert.deepEqual(await scene.sent(), ['Name?']);
    await scene.take(says('Ada'));
    assert.deepEqual([await state(), (await scene.sent()).at(-1)], [['flow', undefined], 'Thanks Ada']);
    assert.deepEqual(await scene.world.store.list('timer'), []);
    await scene.take(says('I take over', { echo: true }), says('a copy', { standby: true }), says('Bob'));
    assert.deepEqual(await state(), ['people', undefined]);
  },
);

scenario(
  'a call from outside takes up the run that waits for it',
  [
    flowOf('lead', {
      hook: step(
        'awaitWebhook',
        { key: 'order-{{ message.text }}', timeout: 'P1D', saveAs: 'paid' },
        { resumed: 'say', timeout: 'end' },
      ),
      say: send('Paid {{ vars.paid.amount }}', 'end'),
      end,
    }),
  ],
  async (scene) => {
    await scene.take(says('1234567'));
    const [run] = await scene.all();
    const found = await scene.world.store.get('resume', 'lead/order-1234567');
    assert.equal(found?.run, run?.id);
    await scene.give({ type: 'resume', run: run?.id ?? id.run(''), data: { amount: 12 } });
    await scene.give({ type: 'resume', run: run?.id ?? id.run(''), data: { amount: 13 } });
    assert.deepEqual(await scene.sent(), ['Paid 12']);
    assert.equal(run?.lane, adaLane);
  },
);

scenario(
  'who closes a conversation ends the run that holds it, and the next message begins anew',
  [lead],
  async (scene) => {
    await scene.take(says('hello'));
    const [conversation] = await scene.world.store.list('conversation');
    await scene.give({
      type: 'operate',
      operation: 'closeConversation',
      input: {},
      by: 'luisa',
      conversation: conversation?.key ?? id.conversation(''),
    });
    await scene.take(says('hello again'));
    assert.deepEqual((await scene.all()).map(({ status }) => status).sort(), ['active', 'canceled']);
    assert.deepEqual(await scene.sent(), ['Name?', 'Name?']);
    assert.equal(await scene.world.store.count('conversation'), 2);
  },
  { operations: ownOperations({ list: async () => [] }) },
);
