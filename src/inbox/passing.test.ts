// Flows that look at a message and hand it on.
import assert from 'node:assert/strict';
import type { MessageTrigger } from '../flow/trigger.ts';
import { AT, ask, end, flowOf, phone, says, scenario, send, step, type InboxWorld } from './testing/inbox-world.ts';
import { explainMessage } from './why.ts';

const on = (more: Partial<MessageTrigger> = {}): { triggers: [MessageTrigger] } => {
  return { triggers: [{ type: 'message', ...more }] };
};
const pass = step('end', { as: 'passed' });
const passing = (name: string, priority: number) => flowOf(name, { pass }, on({ priority }));
const greeting = flowOf('greet', { greet: send('Ciao!', 'end'), end }, on());

const fates = async ({ world }: InboxWorld) =>
  (await world.store.list('message')).flatMap(({ direction, routing }) =>
    direction === 'in' ? [[routing?.fate, ...(routing?.passed ?? [])]] : [],
  );

scenario(
  'a message that a flow hands on starts the next flow that it fits, in order',
  [passing('first', 9), passing('second', 5), greeting],
  async (scene) => {
    await scene.take(says('Ciao'));
    assert.deepEqual(await scene.sent(), ['Ciao!']);
    assert.deepEqual(await scene.runs(), ['completed nothing', 'completed nothing', 'completed nothing']);
    assert.deepEqual(await fates(scene), [['started', 'first', 'second']]);
    await scene.take(says('Ancora'));
    assert.deepEqual(await scene.sent(), ['Ciao!', 'Ciao!'], 'the next message is looked at anew');
  },
);

scenario(
  'a message that every flow hands on stays in the conversation, for people',
  [passing('first', 9), passing('second', 5)],
  async (scene) => {
    await scene.take(says('Ciao'));
    assert.deepEqual(await fates(scene), [['untaken', 'first', 'second']]);
  },
);

scenario(
  'a flow may look elsewhere before it hands a message on; what came meanwhile stays behind it',
  [
    flowOf('look', { look: step('wait', { for: 'PT1M' }, { elapsed: 'pass' }), pass }, on({ priority: 9 })),
    flowOf(
      'talk',
      { say: ask('You said: {{ message.text }}', 'more', 'tell'), tell: send('And {{ vars.more }}', 'end'), end },
      on(),
    ),
  ],
  async (scene) => {
    await scene.take(says('one'));
    await scene.take(says('two'));
    await scene.world.clock.advance(60_000);
    assert.deepEqual(await scene.sent(), ['You said: one', 'And two']);
  },
);

scenario(
  'a run that no message started has nothing to hand on',
  [flowOf('first', { pass }, { triggers: [{ type: 'manual' }] }), greeting],
  async (scene) => {
    await scene.take(says('Ciao'));
    await scene.give({ type: 'start', flow: passing('first', 0).id, trigger: 'manual', input: {} });
    assert.deepEqual(await scene.sent(), ['Ciao!']);
    assert.deepEqual(await fates(scene), [['started']]);
  },
);

scenario('why a flow did not keep a message is told', [passing('first', 9), greeting], async ({ take, world }) => {
  await take(says('Ciao'));
  const [message] = (await world.store.list('message')).filter(({ direction }) => direction === 'in');
  assert.ok(message);
  const { reasons } = explainMessage({ message, connection: phone.key, flows: world.flows.at(AT), taker: greeting.id });
  assert.deepEqual(
    reasons.map(({ flow, started, reason }) => [flow, started, reason]),
    [
      ['first', false, 'It started, looked at the message and handed it on.'],
      ['greet', true, 'It started: it takes any message.'],
    ],
  );
});
