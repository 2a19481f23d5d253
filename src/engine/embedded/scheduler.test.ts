import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { createScheduler } from './scheduler.ts';

const AT = Date.UTC(2026, 10, 22, 9);

void test('work is done at the earliest time asked for, and again when it says so', async () => {
  const clock = createManualClock(AT);
  const rounds: number[] = [];
  const scheduler = createScheduler({
    clock,
    work: async (now) => (rounds.push(now - AT) === 1 ? now + 100 : undefined),
    onError: assert.fail,
  });
  scheduler.wake(AT + 50);
  scheduler.wake(AT + 10);
  await clock.advance(1000);
  assert.deepEqual(rounds, [10, 110]);
  await scheduler.close();
});

void test('a time that comes while a round is under way is looked at after it', async () => {
  const clock = createManualClock(AT);
  const gate = Promise.withResolvers<undefined>();
  const rounds: number[] = [];
  const scheduler = createScheduler({
    clock,
    // The first round has read what is left before the wait of the second one was stored.
    work: (now) => (rounds.push(now - AT) === 1 ? gate.promise : Promise.resolve(undefined)),
    onError: assert.fail,
  });
  scheduler.wake(AT);
  await clock.advance(0);
  scheduler.wake(AT + 5);
  await clock.advance(20);
  gate.resolve(undefined);
  await clock.advance(0);
  assert.deepEqual(rounds, [0, 20]);
  await scheduler.close();
});

void test('a round that fails is told and tried again a second later', async () => {
  const clock = createManualClock(AT);
  const errors: unknown[] = [];
  const rounds: number[] = [];
  const scheduler = createScheduler({
    clock,
    work: (now) => (rounds.push(now - AT) === 1 ? Promise.reject(new Error('disk')) : Promise.resolve(undefined)),
    onError: (error) => void errors.push(error),
  });
  scheduler.wake(AT);
  await clock.advance(2000);
  assert.deepEqual(rounds, [0, 1000]);
  assert.equal(errors.length, 1);
  await scheduler.close();
});

void test('closing waits for the round under way, and nothing is begun after it', async () => {
  const clock = createManualClock(AT);
  const gate = Promise.withResolvers<number>();
  let rounds = 0;
  const scheduler = createScheduler({
    clock,
    work: () => {
      rounds += 1;
      return gate.promise;
    },
    onError: assert.fail,
  });
  scheduler.wake(AT);
  await clock.advance(0);
  let closed = false;
  const closing = scheduler.close().then(() => (closed = true));
  await settled();
  assert.equal(closed, false);
  gate.resolve(AT);
  await closing;
  scheduler.wake(AT);
  await clock.advance(1000);
  assert.equal(rounds, 1);
});
