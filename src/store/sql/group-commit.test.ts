import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGroupCommit, type Transaction } from './group-commit.ts';

type Fault = 'begin' | 'commit';

/** A transaction that notes what is asked of it. */
function notedTransaction(faults: readonly Fault[] = []) {
  const notes: string[] = [];
  const state = { open: false };
  const note = (name: string, open?: boolean) => () => {
    notes.push(name);
    if (faults.includes(name as Fault)) throw new Error(`${name} failed`);
    if (open !== undefined) state.open = open;
  };
  const transaction: Transaction = {
    begin: note('begin', true),
    commit: note('commit', false),
    rollback: note('rollback', false),
    open: () => state.open,
    savepoint: note('savepoint'),
    release: note('release'),
    undo: note('undo'),
  };
  const write = (member: string): void => {
    notes.push(`write ${member}`);
    if (member === 'full') state.open = false;
    if (member === 'bad' || member === 'full') throw new Error(`${member} member`);
  };
  return { notes, group: createGroupCommit(transaction, write) };
}

const outcomes = async (under: Promise<void>[]): Promise<string[]> =>
  (await Promise.allSettled(under)).map((one) => (one.status === 'fulfilled' ? 'kept' : (one.reason as Error).message));

test('a member that is alone needs no savepoint', async () => {
  const { notes, group } = notedTransaction();
  await group.add('a');
  assert.deepEqual(notes, ['begin', 'write a', 'commit']);
  group.flush();
  assert.equal(notes.length, 3);
});

test('members of one turn share a transaction', async () => {
  const { notes, group } = notedTransaction();
  const under = ['a', 'b'].map((member) => group.add(member));
  assert.deepEqual(notes, []);
  assert.deepEqual(await outcomes(under), ['kept', 'kept']);
  assert.deepEqual(notes, ['begin', 'write a', 'write b', 'commit']);
});

test('when a member is refused, the group is written anew, each behind its own savepoint', async () => {
  const { notes, group } = notedTransaction();
  const under = ['a', 'bad', 'c'].map((member) => group.add(member));
  assert.deepEqual(await outcomes(under), ['kept', 'bad member', 'kept']);
  const members = ['write a', 'release', 'savepoint', 'write bad', 'undo', 'savepoint', 'write c', 'release'];
  assert.deepEqual(notes, ['begin', 'write a', 'write bad', 'rollback', 'begin', 'savepoint', ...members, 'commit']);
});

test('while it is held members wait, and are written when the last holder lets go', async () => {
  const { notes, group } = notedTransaction();
  const releases = [group.hold(), group.hold()];
  const under = group.add('a');
  await new Promise((resolve) => setImmediate(resolve));
  group.flush();
  releases[0]?.();
  assert.deepEqual(notes, []);
  releases[1]?.();
  await under;
  assert.deepEqual(notes, ['begin', 'write a', 'commit']);
});

test('nothing is kept before the commit is', async () => {
  const { notes, group } = notedTransaction();
  let kept = false;
  const under = group.add('a').then(() => (kept = true));
  group.flush();
  assert.equal(kept, false);
  assert.equal(notes.at(-1), 'commit');
  await under;
});

test('a commit that fails rejects every member, and the next group is written', async () => {
  const faults: Fault[] = ['commit'];
  const { notes, group } = notedTransaction(faults);
  const under = ['a', 'bad', 'c'].map((member) => group.add(member));
  assert.deepEqual(await outcomes(under), ['commit failed', 'bad member', 'commit failed']);
  assert.equal(notes.at(-1), 'rollback');
  faults.pop();
  assert.deepEqual(await outcomes([group.add('d')]), ['kept']);
  faults.push('commit');
  assert.deepEqual(await outcomes([group.add('e'), group.add('f')]), ['commit failed', 'commit failed']);
});

test('a transaction that cannot begin is not rolled back', async () => {
  const { notes, group } = notedTransaction(['begin']);
  assert.deepEqual(await outcomes([group.add('a'), group.add('b')]), ['begin failed', 'begin failed']);
  assert.deepEqual(notes, ['begin']);
});

test('when the database gives the transaction up, all of its members are rejected', async () => {
  const { notes, group } = notedTransaction();
  const under = ['a', 'full', 'c'].map((member) => group.add(member));
  assert.deepEqual(await outcomes(under), ['full member', 'full member', 'full member']);
  assert.deepEqual(notes, ['begin', 'write a', 'write full']);
});
