import assert from 'node:assert/strict';
import type { MessagePrice } from '../message/channel-event.ts';
import { AT, end, flowOf, says, scenario, send, type InboxWorld } from './testing/inbox-world.ts';

const greet = flowOf('greet', { hello: send('Come posso aiutarti?', 'end'), end });

const priceIn = async ({ world }: InboxWorld): Promise<MessagePrice | undefined> =>
  (await world.store.list('message')).find(({ direction }) => direction === 'out')?.price;

const receipt = (price: MessagePrice) =>
  ({ type: 'status', id: 'sent.9', status: 'delivered', at: AT + 1, price }) as const;

scenario('the price that a send gave back stands on its message, and news of it adds to it', [greet], async (scene) => {
  scene.world.answer({ output: { id: 'sent.9', price: { segments: 1, amount: '0.04' } } });
  await scene.take(says('Ciao'));
  assert.deepEqual(await priceIn(scene), { segments: 1, amount: '0.04' });
  await scene.take(receipt({ amount: '0.05', currency: 'EUR' }));
  assert.deepEqual(await priceIn(scene), { segments: 1, amount: '0.05', currency: 'EUR' });
});

scenario('the receipt of one part does not replace the price of all', [greet], async (scene) => {
  scene.world.answer({ output: { id: 'sent.9', price: { segments: 3, amount: '0.12' } } });
  await scene.take(says('Ciao'));
  await scene.take(receipt({ amount: '0.04' }));
  assert.deepEqual(await priceIn(scene), { segments: 3, amount: '0.12' });
});
