import assert from 'node:assert/strict';
import { id } from '../base/ids.ts';
import type { StatusEvent } from '../message/channel-event.ts';
import type { InboundContent } from '../message/content.ts';
import type { Sender } from '../message/address.ts';
import { acceptEvents } from './accept.ts';
import { ada, adaLane, ask, AT, end, flowOf, says, scenario, send, step } from './testing/inbox-world.ts';

const leadFlow = [
  flowOf('lead', { ask: ask('Name?', 'name', 'thank'), thank: send('Thanks {{ vars.name }}', 'end'), end }),
];
const people = step('handoff', { queue: 'sales', timeout: 'P1D' }, { released: 'ask', timeout: 'end', failed: 'end' });
const asking = { ask: ask('Name?', 'name', 'thank'), thank: send('Thanks {{ vars.name }}', 'end'), end };
const handoffFlow = [flowOf('people', { people, ...asking })];
const lateHandoffFlow = [flowOf('late', { welcome: send('Welcome', 'people'), people, ...asking })];

scenario('a message starts the flow, the answer goes on, and the person is known', leadFlow, async (scene) => {
  await scene.take(says('hello'));
  assert.deepEqual(await scene.sent(), ['Name?']);
  await scene.take(says('Ada'));
  assert.deepEqual(await scene.sent(), ['Name?', 'Thanks Ada']);
  assert.deepEqual(await scene.runs(), ['completed nothing']);
  const [contact] = await scene.world.store.list('contact');
  assert.equal(contact?.name, 'Ada');
  assert.deepEqual(contact.addresses, ada.addresses);
});

scenario('messages written while the run is busy are held and offered in order', leadFlow, async (scene) => {
  scene.world.answer('never');
  await scene.take(says('hello'), says('Ada'), says('again'));
  assert.deepEqual(await scene.sent(), ['Name?']);
  const [message] = await scene.world.store.list('effect');
  await scene.take({ type: 'status', id: 'sent.1', status: 'sent', at: AT, effect: message?.key ?? '' });
  assert.deepEqual(await scene.sent(), ['Name?', 'Thanks Ada']);
});

scenario('what is left over when a run ends may start the next one', leadFlow, async (scene) => {
  await scene.take(says('hello'), says('Ada'), says('hello again'));
  assert.deepEqual(await scene.runs(), ['completed nothing', 'active reply']);
});

scenario('a message after the end starts anew', leadFlow, async (scene) => {
  await scene.take(says('hello'), says('Ada'));
  await scene.take(says('hello again'));
  assert.deepEqual(await scene.runs(), ['completed nothing', 'active reply']);
});

scenario('a redelivery changes nothing, days later too', leadFlow, async (scene) => {
  const first = says('hello');
  await scene.take(first);
  await scene.world.clock.advance(1000);
  await scene.take(first, first);
  assert.equal(await scene.world.store.count('message', {}), 2);
  assert.equal(await scene.world.store.count('run'), 1);
});

scenario('two connections of one account take a message once between them', leadFlow, async (scene) => {
  const message = says('hello');
  const options = { host: scene.host, store: scene.world.store };
  for (const key of [id.connection('phone'), id.connection('twin')]) {
    await acceptEvents([message], { key, type: 'test', account: '1001' }, options);
  }
  const incoming = (await scene.world.store.list('message')).filter(({ direction }) => direction === 'in');
  assert.equal(incoming.length, 1);
  assert.equal(await scene.world.store.count('run'), 1);
});

scenario('a delivery status proves a send whose answer was lost, and it is not repeated', leadFlow, async (scene) => {
  scene.world.answer({ failure: { code: 'unknown_outcome', message: 'Line cut.' } }, { output: { id: 'second' } });
  await scene.take(says('hello'));
  const [effect] = await scene.world.store.list('effect');
  await scene.take({ type: 'status', id: 'first', status: 'delivered', at: AT, effect: effect?.key ?? '' });
  await scene.world.clock.advance(10 * 60_000);
  assert.equal(scene.world.attempts.length, 1);
  const message = (await scene.world.store.list('message')).find(({ direction }) => direction === 'out');
  assert.equal(message?.status, 'delivered');
  assert.equal(message.providerId, 'first');
  assert.equal(message.possiblyTwice, undefined);
});

scenario('a send without proof is repeated after a minute and marked', leadFlow, async (scene) => {
  scene.world.answer({ failure: { code: 'unknown_outcome', message: 'Line cut.' } }, { output: { id: 'second' } });
  await scene.take(says('hello'));
  await scene.world.clock.advance(59_000);
  assert.equal(scene.world.attempts.length, 1);
  await scene.world.clock.advance(2000);
  assert.equal(scene.world.attempts.length, 2);
  const message = (await scene.world.store.list('message')).find(({ direction }) => direction === 'out');
  assert.equal(message?.possiblyTwice, true);
  assert.equal(message.providerId, 'second');
});

for (const [title, second] of [
  ['under way', 'never'],
  ['of unknown outcome too', { failure: { code: 'unknown_outcome', message: 'Line cut.' } }],
] as const) {
  scenario(`a proof that comes when the repeat is ${title} leaves the message marked`, leadFlow, async (scene) => {
    scene.world.answer({ failure: { code: 'unknown_outcome', message: 'Line cut.' } }, second);
    await scene.take(says('hello'));
    await scene.world.clock.advance(61_000);
    assert.equal(scene.world.attempts.length, 2);
    const [effect] = await scene.world.store.list('effect');
    await scene.take({ type: 'status', id: 'first', status: 'sent', at: AT, effect: effect?.key ?? '' });
    assert.equal((await scene.world.store.list('effect'))[0]?.state, 'done');
    const message = (await scene.world.store.list('message')).find(({ direction }) => direction === 'out');
    assert.equal(message?.possiblyTwice, true);
  });
}

scenario('delivery statuses never go backwards, whatever their order', leadFlow, async (scene) => {
  await scene.take(says('hello'));
  const status = (word: StatusEvent['status'], at: number): StatusEvent => ({
    type: 'status',
    id: 'sent.1',
    status: word,
    at,
    effect: undefined,
  });
  const [effect] = await scene.world.store.list('effect');
  for (const [index, word] of (['read', 'delivered', 'sent'] as const).entries()) {
    await scene.take({ ...status(word, AT + index), effect: effect?.key ?? '' });
  }
  const message = (await scene.world.store.list('message')).find(({ direction }) => direction === 'out');
  assert.equal(message?.status, 'read');
});

scenario('of a message that arrived twice the first provider id stays', leadFlow, async (scene) => {
  await scene.take(says('hello'));
  const [effect] = await scene.world.store.list('effect');
  await scene.take({ type: 'status', id: 'sent.2', status: 'delivered', at: AT, effect: effect?.key ?? '' });
  const message = (await scene.world.store.list('message')).find(({ direction }) => direction === 'out');
  assert.deepEqual([message?.providerId, message?.status], ['sent.1', 'delivered']);
});

scenario('a status that names no effect of ours finds the message by its provider id', leadFlow, async (scene) => {
  await scene.take(says('hello'));
  await scene.take(
    { type: 'status', id: 'sent.1', status: 'read', at: AT },
    { type: 'status', id: 'unknown', status: 'read', at: AT },
  );
  const message = (await scene.world.store.list('message')).find(({ direction }) => direction === 'out');
  assert.equal(message?.status, 'read');
});

scenario('people have the conversation until they give it back', handoffFlow, async (scene) => {
  await scene.take(says('hello'));
  const [conversation] = await scene.world.store.list('conversation');
  assert.equal(conversation?.state, 'people');
  assert.equal(conversation.queue, 'sales');
  await scene.take(says('anybody there?'));
  assert.deepEqual(await scene.runs(), ['active agent']);
  await scene.host.accept(conversation.lane, 'release/1', {
    type: 'release',
    conversation: conversation.key,
    by: 'bob',
  });
  await scene.world.clock.advance(0);
  assert.equal((await scene.world.store.list('conversation'))[0]?.state, 'flow');
  assert.deepEqual(await scene.sent(), ['Name?']);
});

scenario(
  'a handoff that nobody takes ends by its timeout and gives the conversation back',
  handoffFlow,
  async (scene) => {
    await scene.take(says('hello'));
    await scene.world.clock.advance(86_400_000);
    assert.deepEqual(await scene.runs(), ['completed nothing']);
    assert.equal((await scene.world.store.list('conversation'))[0]?.state, 'flow');
  },
);

scenario(
  'what was held before a handoff is for the people, not for a flow after them',
  lateHandoffFlow,
  async (scene) => {
    await scene.take(says('hello'), says('are you there?'));
    const [conversation] = await scene.world.store.list('conversation');
    assert.equal(conversation?.state, 'people');
    const event = { type: 'release', conversation: conversation.key, by: 'bob' } as const;
    await scene.host.accept(conversation.lane, 'release/1', event);
    await scene.world.clock.advance(0);
    assert.deepEqual(await scene.runs(), ['active reply']);
  },
);

scenario('echoes, copies and remarks are recorded and never answered', leadFlow, async (scene) => {
  const remarks: InboundContent[] = [
    { kind: 'reaction', to: 'x', emoji: '👍' },
    { kind: 'edit', of: 'x', text: 'y' },
    { kind: 'revoke', of: 'x' },
    { kind: 'unsupported', what: 'poll' },
  ];
  await scene.take(
    says('by staff', { echo: true }),
    says('to somebody else', { standby: true }),
    ...remarks.map((content) => says('', { content })),
  );
  assert.equal(await scene.world.store.count('message'), 6);
  assert.equal(await scene.world.store.count('run'), 0);
});

scenario('one person by number and by user id is one contact', leadFlow, async (scene) => {
  const user = { kind: 'user', value: 'IT.1' } as const;
  await scene.take(says('hello'));
  await scene.take(says('hello', { sender: { key: 'IT.1', addresses: [...ada.addresses, user] } }));
  await scene.take(says('hello', { sender: { key: 'IT.1', addresses: [user] } }));
  assert.equal(await scene.world.store.count('contact'), 1);
  assert.deepEqual((await scene.world.store.list('contact'))[0]?.addresses, [...ada.addresses, user]);
});

scenario('a person who writes on several lanes at once keeps every address', leadFlow, async (scene) => {
  await scene.take(says('hello'));
  const users = ['IT.1', 'IT.2', 'IT.3', 'IT.4'];
  await scene.take(
    ...users.map((value) =>
      says('hello', { sender: { key: value, addresses: [...ada.addresses, { kind: 'user', value } as const] } }),
    ),
  );
  const [contact, ...others] = await scene.world.store.list('contact');
  assert.deepEqual(others, []);
  assert.deepEqual(contact?.addresses.map(({ value }) => value).sort(), ['+390000001', ...users]);
});

scenario('a changed handle stays the same person', leadFlow, async (scene) => {
  const next: Sender = { key: 'ada-new', addresses: [{ kind: 'phone', value: '+390000002' }] };
  await scene.take(says('hello'));
  await scene.take({ type: 'identity', id: 'change.1', at: AT, previous: ada, current: next });
  await scene.take(says('hello', { sender: next }));
  assert.equal(await scene.world.store.count('contact'), 1);
});

scenario('two people of one request do not wait for each other', leadFlow, async (scene) => {
  await scene.take(
    says('hello'),
    says('hello', { sender: { key: 'bob', addresses: [{ kind: 'phone', value: '+390000009' }] } }),
  );
  assert.equal(await scene.world.store.count('contact'), 2);
  assert.deepEqual(await scene.runs(), ['active reply', 'active reply']);
});

const reported: StatusEvent = { type: 'status', id: 'sent.1', status: 'delivered', at: AT, recipient: ada };

scenario(
  'where news names our effects the provider’s ids are in no index, and news that names none is understood nevertheless',
  leadFlow,
  async (scene) => {
    await scene.take(says('hello'));
    assert.equal(await scene.world.store.count('message', { providerId: 'sent.1' }), 0);
    await scene.take({ ...reported, id: 'sent.by-others' });
    await scene.take(reported);
    const message = (await scene.world.store.list('message')).find(({ direction }) => direction === 'out');
    assert.deepEqual([message?.providerId, message?.status], ['sent.1', 'delivered']);
  },
  { capabilities: { proof: 'always' } },
);

scenario(
  'a message to a conversation that goes on leaves its lane as it is, and keeps its time',
  leadFlow,
  async (scene) => {
    await scene.take(says('hello'));
    const before = await scene.world.store.get('lane', adaLane);
    await scene.world.clock.advance(60_000);
    await scene.take(says('Ada'));
    assert.deepEqual(await scene.world.store.get('lane', adaLane), before);
    await scene.world.clock.advance(-30_000);
    await scene.take(says('hello again'));
    const times = (await scene.world.store.list('message')).map(({ at }) => at);
    assert.deepEqual(
      times,
      times.toSorted((left, right) => left - right),
    );
  },
);
