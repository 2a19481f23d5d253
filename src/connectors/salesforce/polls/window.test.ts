import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOrg } from '../request.ts';
import { pretendOrg } from '../testing/pretend-org.ts';
import { firstWindow, lookThrough, nextWindow, readWindow, type Search, type StampedRow } from './window.ts';

const SEARCH: Search = { object: 'Lead', columns: [], where: [], stamp: 'SystemModstamp' };
const AT = Date.parse('2026-11-22T09:59:00Z');

const idOf = (number: number): string => `00Qxx${String(number).padStart(10, '0')}AAA`;
const rowOf = (number: number, at = AT) => ({ Id: idOf(number), SystemModstamp: new Date(at).toISOString() });
const read = (number: number, isNew: boolean, at = AT): StampedRow => {
  const name = `${idOf(number)}@${new Date(at).toISOString()}`;
  return { row: rowOf(number, at), id: idOf(number), at, name, isNew };
};

test('a first look at more rows of one second than are remembered begins behind the last that it did not read', async () => {
  const newest = Array.from({ length: 2000 }, (_, back) => rowOf(5000 - back));
  const org = pretendOrg({ reply: () => ({ status: 200, body: { records: [...newest] } }) });
  const { window } = await firstWindow(openOrg(org.io('poll')), SEARCH);
  assert.deepEqual([window.from, window.afterId], ['2026-11-22T09:59:00.000Z', idOf(3001)]);
  await lookThrough(openOrg(org.io('poll')), SEARCH, window);
  const where = `(SystemModstamp > 2026-11-22T09:59:00.000Z OR (SystemModstamp = 2026-11-22T09:59:00.000Z AND Id > '${idOf(3001)}'))`;
  assert.ok(org.calls.at(-1)?.includes(where), `${org.calls.at(-1)} has no ${where}`);
});

test('an object without rows is looked through from its beginning', async () => {
  const org = pretendOrg({ reply: () => ({ status: 200, body: { records: [] } }) });
  const { window } = await firstWindow(openOrg(org.io('poll')), SEARCH);
  assert.deepEqual(window, { from: null, done: [] });
  const sight = await lookThrough(openOrg(org.io('poll')), SEARCH, window);
  assert.ok(org.calls.at(-1)?.includes('FROM Lead ORDER BY'));
  assert.deepEqual(nextWindow(window, sight, 0, org.clock.now), { from: '2026-11-21T10:00:00.000Z', done: [] });
});

test('no row that is left for the next look is passed, whatever stands behind it', () => {
  const minute = 60_000;
  const rows = [read(1, true), read(2, true, AT + minute), read(3, false, AT + 60 * minute)];
  const next = nextWindow({ from: '2026-11-22T09:00:00.000Z', done: [] }, { rows, isEnd: true }, 1, AT + 61 * minute);
  assert.equal(next.from, '2026-11-22T09:48:00.000Z');
  assert.deepEqual(next.done, [rows[0]?.name, rows[2]?.name]);
});

test('a window that is none is not taken for one', () => {
  for (const value of [null, 7, {}, { from: 'yesterday', done: [] }, { from: null }])
    assert.equal(readWindow(value), undefined);
});
