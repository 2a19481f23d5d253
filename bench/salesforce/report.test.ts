import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarize, textOf, type Figures, type Part } from './report.ts';

const round = (connector: number, pool: number, alone: number): Figures[] =>
  (
    [
      ['connector', connector],
      ['pool', pool],
      ['pool, one by one', alone],
    ] as [Part, number][]
  ).map(([part, cpuMicros]) => ({ part, cpuMicros }));

const burst = { leads: 1000, writeCalls: 6, otherCalls: 2, tookMs: 1800 };
const runs = [...round(12, 4, 60), ...round(14, 4, 70), ...round(30, 10, 50)];

test('ratios are medians within rounds, and both gates count', () => {
  const summary = summarize(runs, burst);
  assert.deepEqual([summary.cpu.connector, summary.sameGroups, summary.oneByOne], [14, 3, 0.2]);
  assert.equal(summary.holds, true);
  assert.equal(summarize(runs, { ...burst, writeCalls: 11 }).holds, false);
  assert.equal(summarize(round(40, 4, 60), burst).holds, false);
});

test('the text tells each gate', () => {
  const text = textOf(summarize(runs, { ...burst, writeCalls: 11 }));
  assert.match(text, /connector +14\.0 µs/);
  assert.match(text, /one by one: 0\.20, at most 0\.5: holds/);
  assert.match(text, /11 write calls, at most 10 .*: does NOT hold/);
});
