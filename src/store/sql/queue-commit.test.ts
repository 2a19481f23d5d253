import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createQueueCommit } from './queue-commit.ts';

/** A queue whose groups are written when told. */
function heldQueue() {
  const groups: { members: string[]; write: () => void }[] = [];
  const queue = createQueueCommit<string>(async (group) => {
    await new Promise<void>((resolve) => groups.push({ members: [...group], write: resolve }));
    if (group.includes('lost')) throw new Error('lost');
    return group.map((member) => (member === 'bad' ? new Error('bad') : undefined));
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { groups, queue, turn };
}

test('members of one turn are one group; those that come while it is written are the next', async () => {
  const { groups, queue, turn } = heldQueue();
  const first = Promise.all([queue.add('a'), queue.add('b')]);
  await turn();
  const second = Promise.all([queue.add('c'), queue.add('d')]);
  await turn();
  assert.deepEqual(
    groups.map(({ members }) => members),
    [['a', 'b']],
  );
  groups[0]?.write();
  await first;
  await turn();
  assert.deepEqual(
    groups.map(({ members }) => members),
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  );
  groups[1]?.write();
  await second;
});

test('a member is refused alone; when a group cannot be written all of it is rejected, and the next is written', async () => {
  const { groups, queue, turn } = heldQueue();
  const settle = async (members: string[]) => {
    const under = Promise.allSettled(members.map((member) => queue.add(member)));
    await turn();
    groups.at(-1)?.write();
    return (await under).map((one) => (one.status === 'fulfilled' ? 'kept' : (one.reason as Error).message));
  };
  assert.deepEqual(await settle(['a', 'bad', 'c']), ['kept', 'bad', 'kept']);
  assert.deepEqual(await settle(['a', 'lost']), ['lost', 'lost']);
  assert.deepEqual(await settle(['d']), ['kept']);
});

test('it is idle when all that was asked for is settled', async () => {
  const { groups, queue, turn } = heldQueue();
  await queue.idle();
  const under = queue.add('a');
  let idle = false;
  const waiting = queue.idle().then(() => (idle = true));
  await turn();
  assert.equal(idle, false);
  groups[0]?.write();
  await Promise.all([under, waiting]);
});
