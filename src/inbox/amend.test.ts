import assert from 'node:assert/strict';
import { end, flowOf, says, scenario, send, type InboxWorld } from './testing/inbox-world.ts';

const hello = flowOf('hello', { hello: send('Ciao!', 'end'), end });

const contents = async ({ world }: InboxWorld) =>
  (await world.store.list('message')).flatMap(({ direction, content, editedAt, revokedAt }) =>
    direction === 'in' && content.kind !== 'edit' ? [[content, editedAt !== undefined, revokedAt !== undefined]] : [],
  );

scenario('what its writer changes reads as it is now, and what they take back is gone', [hello], async (scene) => {
  const picture = { kind: 'media', media: 'image', file: { id: '1', mime: 'image/png' } } as const;
  await scene.take(says('milk and bred', { id: 'a' }), says('', { id: 'b', content: { ...picture, caption: 'Pane' } }));
  await scene.take(says('', { id: 'c', content: { kind: 'edit', of: 'a', text: 'milk and bread' } }));
  await scene.take(says('', { id: 'd', content: { kind: 'edit', of: 'b', text: 'Latte' } }));
  assert.deepEqual(await contents(scene), [
    [{ kind: 'text', text: 'milk and bread' }, true, false],
    [{ ...picture, caption: 'Latte' }, true, false],
  ]);
  await scene.take(says('', { id: 'e', content: { kind: 'revoke', of: 'a' } }));
  const [first] = await contents(scene);
  assert.deepEqual(first, [{ kind: 'revoke', of: 'a' }, true, true]);
});

scenario('nobody changes what the other side wrote, or what is not here', [hello], async (scene) => {
  await scene.take(says('milk', { id: 'a' }));
  await scene.take(says('', { id: 'b', echo: true, content: { kind: 'edit', of: 'a', text: 'wine' } }));
  await scene.take(says('', { id: 'c', content: { kind: 'edit', of: 'unknown', text: 'wine' } }));
  assert.deepEqual(await contents(scene), [[{ kind: 'text', text: 'milk' }, false, false]]);
});
