import assert from 'node:assert/strict';
import type { MessageRecord } from '../store/records.ts';
import { ada, AT, end, flowOf, says, scenario, send, step, type InboxWorld } from './testing/inbox-world.ts';

const greet = flowOf('greet', {
  hello: send('Come posso aiutarti?', 'pause'),
  pause: step('wait', { for: 'PT1M' }, { elapsed: 'end' }),
  end,
});

const outgoing = async ({ world }: InboxWorld): Promise<MessageRecord[]> =>
  (await world.store.list('message')).filter(({ direction }) => direction === 'out');

/** What our side wrote, as the provider shows it without saying who it was. */
const echo = (id: string, text: string) => says(text, { id, echo: true, at: AT + 1 });

scenario('an echo of a send is no message of staff: it was sent, and the flow goes on', [greet], async (scene) => {
  await scene.take(says('Ciao'));
  await scene.take(echo('sent.1', 'Come posso aiutarti?'));
  const [sent, ...others] = await outgoing(scene);
  assert.deepEqual([sent?.status, others], ['sent', []]);
  assert.equal((await scene.world.store.list('conversation'))[0]?.state, 'flow');
  await scene.take(echo('sent.1', 'Come posso aiutarti?'));
  assert.equal((await outgoing(scene)).length, 1);
});

scenario('an echo that comes after the message was read takes nothing back', [greet], async (scene) => {
  await scene.take(says('Ciao'));
  await scene.take({ type: 'status', id: 'sent.1', status: 'read', at: AT + 1, recipient: ada });
  await scene.take(echo('sent.1', 'Come posso aiutarti?'));
  assert.deepEqual(
    (await outgoing(scene)).map(({ status }) => status),
    ['read'],
  );
});

scenario('an echo of a send whose answer got lost proves that it happened', [greet], async (scene) => {
  scene.world.answer({ failure: { code: 'unknown_outcome', message: 'The connection was closed.' } });
  await scene.take(says('Ciao'));
  assert.equal((await outgoing(scene))[0]?.status, 'pending');
  await scene.take(echo('elsewhere.7', 'Come posso aiutarti?'));
  const [sent, ...others] = await outgoing(scene);
  assert.deepEqual([sent?.status, sent?.providerId, others], ['sent', 'elsewhere.7', []]);
});

scenario('what staff write is an echo, also while a send of ours is on its way', [greet], async (scene) => {
  scene.world.answer({ failure: { code: 'unknown_outcome', message: 'The connection was closed.' } });
  await scene.take(says('Ciao'));
  await scene.take(
    echo('by.staff', 'Ci penso io'),
    says('', { echo: true, content: { kind: 'unsupported', what: 'x' } }),
  );
  await scene.take(echo('by.staff', 'Ci penso io'));
  const [pending, ...staff] = await outgoing(scene);
  assert.equal(pending?.status, 'pending');
  assert.deepEqual(
    staff.map((record) => record.echo),
    [true, true],
  );
});

scenario(
  'an echo of a send that is in no index is known by its id nevertheless',
  [greet],
  async (scene) => {
    await scene.take(says('Ciao'));
    await scene.take(echo('sent.1', 'Come posso aiutarla?'));
    assert.deepEqual(
      (await outgoing(scene)).map(({ status }) => status),
      ['sent'],
    );
  },
  { capabilities: { proof: 'always' } },
);
