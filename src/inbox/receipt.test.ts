import assert from 'node:assert/strict';
import type { DeliveryStatus, ReceiptEvent } from '../message/channel-event.ts';
import { ada, AT, end, flowOf, says, scenario, send, step, type InboxWorld } from './testing/inbox-world.ts';

const twice = flowOf('twice', {
  first: send('uno', 'pause'),
  pause: step('wait', { for: 'PT1M' }, { elapsed: 'next' }),
  next: send('due', 'end'),
  end,
});

const receipt = (status: ReceiptEvent['status'], upTo: number): ReceiptEvent => ({
  type: 'receipt',
  id: `${status}-${upTo}`,
  status,
  upTo,
  at: upTo,
  recipient: ada,
});

const statuses = async ({ world }: InboxWorld): Promise<DeliveryStatus[]> =>
  (await world.store.list('message')).flatMap(({ direction, status }) =>
    direction === 'out' ? [status as DeliveryStatus] : [],
  );

/** The bot has sent two messages, a minute apart. */
const told = async (scene: InboxWorld): Promise<void> => {
  scene.world.answer({ output: { id: 'sent.1' } }, { output: { id: 'sent.2' } });
  await scene.take(says('Ciao'));
  await scene.world.clock.advance(60_000);
  assert.deepEqual(await statuses(scene), ['sent', 'sent']);
};

scenario(
  'news until a time is about every message sent until then, and about none sent later',
  [twice],
  async (scene) => {
    await told(scene);
    await scene.take(receipt('delivered', AT + 1000));
    assert.deepEqual(await statuses(scene), ['delivered', 'sent']);
    await scene.take(receipt('read', AT + 120_000));
    assert.deepEqual(await statuses(scene), ['read', 'read']);
    await scene.take(receipt('delivered', AT + 130_000));
    assert.deepEqual(await statuses(scene), ['read', 'read']);
  },
);

scenario('news about nobody whom we know is taken and changes nothing', [twice], async (scene) => {
  await scene.take(receipt('read', AT));
  assert.equal(await scene.world.store.count('message'), 0);
});

scenario('a message that failed is not read because a later one was', [twice], async (scene) => {
  await told(scene);
  await scene.take({ type: 'status', id: 'sent.1', status: 'failed', at: AT + 1 });
  await scene.take(receipt('read', AT + 120_000));
  assert.deepEqual(await statuses(scene), ['failed', 'read']);
});

const onRead = flowOf(
  'on-read',
  { note: step('set', { values: { seen: '{{ input.text }}' } }, { done: 'end' }), end },
  {
    triggers: [{ type: 'status', statuses: ['read'] }],
  },
);

scenario('flows start from each message that was read, and once', [twice, onRead], async (scene) => {
  await told(scene);
  await scene.take(receipt('read', AT + 120_000), { ...receipt('read', AT + 120_000), id: 'again' });
  const started = (await scene.all()).filter(({ flow }) => flow.id === 'on-read');
  assert.deepEqual(started.map(({ input }) => input?.['text']).toSorted(), ['due', 'uno']);
});
