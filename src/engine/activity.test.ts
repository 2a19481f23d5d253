import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import type { SettingRecord } from '../store/records.ts';
import { openActivity } from './activity.ts';
import { createManualClock } from './testing/manual-clock.ts';

const phone = id.connection('phone');
const refused = { code: 'unavailable', message: 'down' } as const;

async function open(kept: SettingRecord[] = []) {
  const clock = createManualClock(1000);
  const commits: SettingRecord[][] = [];
  let broken = false;
  const book = await openActivity({
    clock,
    log: () => undefined,
    store: {
      list: (async () => kept) as never,
      async commit(writes) {
        if (broken) throw new Error('disk full');
        commits.push(writes.flatMap((write) => (write.kind === 'setting' && write.op === 'put' ? [write.record] : [])));
      },
    },
  });
  return { book, clock, commits, fail: (on: boolean) => void (broken = on) };
}

test('a thousand messages in a minute cost one commit', async () => {
  const { book, clock, commits } = await open();
  for (let n = 0; n < 1000; n++) book.note(phone, 'inboundAt', 1000 + n);
  assert.deepEqual([book.of(phone), commits.length], [{ inboundAt: 1999 }, 0]);
  await clock.advance(60_000);
  assert.deepEqual(commits, [[{ key: 'activity/phone', value: { inboundAt: 1999 } }]]);
});

test('it fails since the first attempt that did not get through, until one is answered', async () => {
  const { book } = await open();
  book.attempted(phone, 10, refused);
  book.attempted(phone, 20, { ...refused, message: 'still down' });
  assert.deepEqual(book.of(phone), { failing: { since: 10, code: 'unavailable', message: 'still down' } });
  book.attempted(phone, 30, { code: 'denied', message: 'blocked' });
  assert.deepEqual(book.of(phone), {});
  book.attempted(phone, 40, refused);
  book.attempted(phone, 50);
  assert.deepEqual(book.of(phone), { sentAt: 50 });
});

test('what was noted is there after a restart, and a strange note is nothing', async () => {
  const failing = { since: 5, code: 'auth', message: 'no' };
  const { book } = await open([
    { key: 'activity/phone', value: { inboundAt: 1, sentAt: 2, verifiedAt: 3, failing } },
    { key: 'activity/odd', value: 'x' },
  ]);
  assert.deepEqual(book.of(phone), { inboundAt: 1, sentAt: 2, verifiedAt: 3, failing });
  assert.deepEqual(book.of(id.connection('odd')), {});
});

test('closing writes what is not on disk yet; what failed to be written is written later', async () => {
  const { book, clock, commits, fail } = await open();
  book.note(phone, 'verifiedAt', 7);
  fail(true);
  await clock.advance(60_000);
  assert.equal(commits.length, 0);
  fail(false);
  await book.close();
  assert.deepEqual(commits, [[{ key: 'activity/phone', value: { verifiedAt: 7 } }]]);
});

test('what is worth looking at anew is told at once, of a busy connection once in a while', async () => {
  const { book } = await open();
  const told: number[] = [];
  let now = 0;
  book.watch(() => void told.push(now));
  for (now = 10_000; now <= 21_000; now += 1000) book.note(phone, 'inboundAt', now);
  book.attempted(phone, now, refused);
  book.attempted(phone, now, refused);
  assert.deepEqual(told, [10_000, 15_000, 20_000, 22_000]);
});
