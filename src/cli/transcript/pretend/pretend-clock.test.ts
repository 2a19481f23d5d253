import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCalm, createPretendClock } from './pretend-clock.ts';

test('time stands still until it is moved, and wakes those who are due in order', async () => {
  const clock = createPretendClock(100, createCalm());
  const woken: string[] = [];
  const note = (name: string) => () => void woken.push(`${name} at ${clock.now()}`);
  clock.after(30, note('late'));
  clock.after(10, note('early'));
  const cancel = clock.after(20, note('canceled'));
  clock.after(31, note('never'));
  clock.after(10, () => void clock.after(5, note('again')));
  cancel();
  assert.equal(clock.now(), 100);
  await clock.moveTo(130);
  assert.deepEqual(woken, ['early at 110', 'again at 115', 'late at 130']);
  await clock.moveTo(90);
  assert.equal(clock.now(), 130);
});

test('the work of one who was woken has settled before the next one wakes', async () => {
  const calm = createCalm();
  const clock = createPretendClock(0, calm);
  const told: string[] = [];
  const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));
  const work = async (name: string): Promise<void> => {
    for (let turns = 0; turns < 5; turns++) await calm.during(turn);
    told.push(`${name} done`);
  };
  clock.after(1, () => void work('first'));
  clock.after(2, () => told.push('second woken'));
  await clock.moveTo(2);
  assert.deepEqual(told, ['first done', 'second woken']);
});

test('work that fails is over too', async () => {
  const calm = createCalm();
  const failed = calm.during(() => Promise.reject(new Error('no')));
  await assert.rejects(failed, /no/);
  await calm.settled();
});
