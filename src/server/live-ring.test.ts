import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { createManualClock } from '../engine/testing/manual-clock.ts';
import type { Write } from '../store/store.ts';
import { createLive, type Change } from './live.ts';
import { createRing } from './live-ring.ts';

const change = (key: string): Change => ({ topic: 'flows', key });

test('what is kept is bounded, and who missed more is told that it is not known', () => {
  const ring = createRing({ epoch: 'e', kept: 2 });
  const none = ring.id();
  ring.add([change('a'), change('b'), change('c')]);
  assert.equal(ring.after(none), 'unknown');
  const missed = ring.after('e-1');
  assert.deepEqual(missed === 'unknown' ? missed : missed.map(({ number }) => number), [2, 3]);
  assert.deepEqual(ring.after('e-3'), []);
  for (const strange of ['e-4', 'e-x', 'other-1', 'e-0.5']) assert.equal(ring.after(strange), 'unknown', strange);
  assert.deepEqual(ring.after(undefined), []);
  const last = ring.id();
  ring.forget();
  assert.equal(ring.after(last), 'unknown');
});

/** A page that is not read from. */
function page() {
  const written: string[] = [];
  const response = Object.assign(new EventEmitter(), {
    writableLength: 0,
    isGone: false,
    writeHead: () => undefined,
    write: (text: string) => written.push(text) > 0,
    end: () => response.emit('close'),
    destroy: () => {
      response.isGone = true;
      response.emit('close');
    },
  });
  return { response, written };
}

function open() {
  const clock = createManualClock(0);
  const told = new Set<(writes: readonly Write[]) => void>();
  const live = createLive({
    clock,
    backlog: 10,
    listen(each) {
      told.add(each);
      return () => void told.delete(each);
    },
  });
  const attach = (more: object = {}) => {
    const made = page();
    const response = made.response as unknown as ServerResponse;
    live.attach({
      response,
      topics: ['flows'],
      caller: 'ada',
      lastEventId: undefined,
      isWelcome: async () => true,
      ...more,
    });
    return made;
  };
  const commit = (...keys: string[]) => {
    const writes = keys.map((key): Write => ({ op: 'delete', kind: 'draft', key }));
    for (const each of told) each(writes);
  };
  return { clock, live, attach, commit, listening: () => told.size };
}

test('while nobody is there nothing is listened to, but for a while after somebody left', async () => {
  const { clock, attach, listening } = open();
  assert.equal(listening(), 0);
  const { response } = attach();
  assert.equal(listening(), 1);
  response.end();
  await clock.advance(60_000);
  assert.equal(listening(), 1);
  await clock.advance(120_000);
  assert.equal(listening(), 0);
});

test('who does not read is cut', async () => {
  const { clock, attach, commit } = open();
  const { response } = attach();
  response.writableLength = 11;
  commit('one');
  await clock.advance(100);
  assert.ok(response.isGone);
});

test('what changes often is told once, and very many changes as one', async () => {
  const { clock, attach, commit } = open();
  const { written } = attach();
  commit('one');
  commit('one');
  await clock.advance(100);
  assert.equal(written.join('').match(/event: change/g)?.length, 1);
  commit(...Array.from({ length: 500 }, (_, number) => `flow-${number}`));
  await clock.advance(100);
  assert.match(written.at(-1) ?? '', /"key":"\*"/);
  assert.equal(written.at(-1)?.match(/event: change/g)?.length, 1);
});

test('a stream ends where its caller is welcome no more, or cannot be asked about', async () => {
  const { clock, attach } = open();
  const gone = attach({ isWelcome: async () => false });
  const unknown = attach({ isWelcome: () => Promise.reject(new Error('no database')) });
  const ends: string[] = [];
  gone.response.on('close', () => ends.push('gone'));
  unknown.response.on('close', () => ends.push('unknown'));
  await clock.advance(15_000);
  assert.deepEqual(ends, ['gone', 'unknown']);
});

test('one caller cannot take all places', () => {
  const { attach } = open();
  for (let count = 0; count < 50; count++) attach();
  assert.throws(() => attach(), /Too many pages/);
  attach({ caller: 'grace' });
});

test('what is in no commit is told too', async () => {
  const { clock, live, attach } = open();
  live.tell(change('early'));
  const { written } = attach();
  live.tell(change('one'));
  await clock.advance(100);
  assert.match(written.join(''), /"key":"one"/);
  assert.doesNotMatch(written.join(''), /early/);
});
