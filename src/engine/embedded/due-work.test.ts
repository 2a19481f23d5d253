import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id, type Lane } from '../../base/ids.ts';
import type { Due } from '../../store/store.ts';
import { createDueWork } from './due-work.ts';

const AT = Date.UTC(2026, 10, 22, 9);

/** Waits of people, each on a lane of its own; `ended` are the lanes in the order in which their waits ended. */
function world(count: number, { stuck = false, graceMs = 0, dueAt = AT } = {}) {
  let waits = Array.from({ length: count }, (_, n): Due => {
    const name = String(n).padStart(6, '0');
    return { what: 'run', key: name, lane: id.lane(name), at: dueAt };
  });
  const ended: Lane[] = [];
  const state = { ended, untried: 0 };
  const work = createDueWork({
    store: {
      due: async ({ after, until, limit }) => waits.filter(({ at }) => at > after && at <= until).slice(0, limit),
      nextDue: async (after) => waits.find(({ at }) => at > after)?.at,
    },
    lanes: {
      async apply(lane) {
        ended.push(lane);
        if (!stuck) waits = waits.filter((wait) => wait.lane !== lane);
        return 'accepted';
      },
    },
    startedAt: AT,
    graceMs,
    untried: () => state.untried,
  });
  return Object.assign(state, { work });
}

void test('many waits end in pages, one right after the other while nothing stands in line', async () => {
  const { work, ended } = world(250);
  assert.equal(await work(AT), AT);
  assert.equal(await work(AT), AT);
  assert.equal(await work(AT), undefined);
  assert.equal(new Set(ended).size, 250);
});

void test('the next page waits until what the last one sent is on its way', async () => {
  const here = world(250);
  assert.equal(await here.work(AT), AT);
  here.untried = 101;
  for (let at = AT; at < AT + 200; at += 20) assert.equal(await here.work(at), at + 20);
  assert.equal(here.ended.length, 100);
  here.untried = 100;
  await here.work(AT + 200);
  assert.equal(here.ended.length, 200);
});

void test('a system that keeps everything in line stops no other wait for longer than a second', async () => {
  const here = world(250);
  here.untried = 5000;
  await here.work(AT);
  assert.equal(await here.work(AT + 980), AT + 1000);
  await here.work(AT + 1000);
  assert.equal(here.ended.length, 200);
});

void test('waits that do not end are tried again after a minute, not at once', async () => {
  const { work } = world(100, { stuck: true });
  assert.equal(await work(AT), AT);
  assert.equal(await work(AT), AT + 60_000);
});

void test('what ended while nothing ran is left alone until the grace is over', async () => {
  const { work, ended } = world(3, { graceMs: 60_000, dueAt: AT - 1 });
  assert.equal(await work(AT + 10), AT + 60_000);
  assert.equal(ended.length, 0);
  assert.equal(await work(AT + 60_000), undefined);
  assert.equal(ended.length, 3);
});
