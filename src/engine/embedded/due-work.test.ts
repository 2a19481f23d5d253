import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id, type EffectId, type Lane } from '../../base/ids.ts';
import type { Due } from '../../store/store.ts';
import { createDueWork } from './due-work.ts';

const AT = Date.UTC(2026, 10, 22, 9);

const effect = (number: number): EffectId => id.effect(id.run('r'), number);

/** Waits of people, each on a lane of its own; `ended` are the lanes in the order in which their waits ended. */
function world(count: number, { stuck = false, graceMs = 0, dueAt = AT } = {}) {
  let waits = Array.from({ length: count }, (_, n): Due => {
    const name = String(n).padStart(6, '0');
    return { what: 'run', key: name, lane: id.lane(name), at: dueAt };
  });
  const ended: Lane[] = [];
  const untried = new Set<EffectId>();
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
    untried,
  });
  return { work, ended, untried };
}

void test('many waits end in pages, one right after the other while nothing stands in line', async () => {
  const { work, ended } = world(250);
  assert.equal(await work(AT), AT);
  assert.equal(await work(AT), AT);
  assert.equal(await work(AT), undefined);
  assert.equal(new Set(ended).size, 250);
});

void test('the next page waits until what the last one sent is on its way', async () => {
  const { work, ended, untried } = world(250);
  untried.add(effect(1)).add(effect(2));
  assert.equal(await work(AT), AT);
  for (let at = AT; at < AT + 200; at += 20) assert.equal(await work(at), at + 20);
  untried.delete(effect(1));
  assert.equal(await work(AT + 200), AT + 220);
  assert.equal(ended.length, 100);
  untried.delete(effect(2));
  // What came into line since is for the next page to wait for.
  untried.add(effect(3));
  await work(AT + 220);
  assert.equal(ended.length, 200);
  assert.equal(await work(AT + 240), AT + 260);
});

void test('a system that keeps everything in line stops no other wait for longer than a second', async () => {
  const { work, ended, untried } = world(250);
  untried.add(effect(1));
  await work(AT);
  assert.equal(await work(AT + 980), AT + 1000);
  await work(AT + 1000);
  assert.equal(ended.length, 200);
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
