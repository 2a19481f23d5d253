import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateLines, gatesOf, tableOf, type DueFigures, type Figures, type Part } from './report.ts';

const MB = 1024 * 1024;
const run = (part: Part, more: Partial<Figures> = {}): Figures => ({
  part,
  readyMs: 1000,
  rssReadyBytes: 100 * MB,
  rssBytes: 200 * MB,
  ownBytes: 120 * MB,
  rssPeakBytes: 210 * MB,
  cpuMicros: 500,
  systemMicros: 100,
  reads: 0.25,
  perSecond: 900,
  p50Ms: 40,
  p99Ms: 90,
  ...more,
});
const due: DueFigures = {
  count: 10_000,
  drainedMs: 12_345,
  quietP99Ms: 80,
  busyP50Ms: 100,
  busyP99Ms: 300,
  busyMessages: 5000,
};
const held = (runs: readonly Figures[], ended?: DueFigures): boolean[] =>
  gatesOf(runs, ended).map(({ holds }) => holds);

test('each limit is a gate of its own', () => {
  const empty = run('empty');
  assert.deepEqual(held([empty, run('full')], due), [true, true, true, true]);
  assert.deepEqual(held([empty, run('full', { readyMs: 2001 })]), [false, true, true]);
  assert.deepEqual(held([empty, run('full', { ownBytes: 221 * MB })]), [true, false, true]);
  assert.deepEqual(held([empty, run('full', { cpuMicros: 601 })]), [true, true, false]);
  assert.deepEqual(held([empty, run('full')], { ...due, busyP99Ms: 2001 }), [true, true, true, false]);
});

test('the quickest start counts, and the medians of what differs within pairs', () => {
  const runs = [
    run('empty', { cpuMicros: 500 }),
    run('full', { cpuMicros: 550, readyMs: 9000 }),
    run('empty', { cpuMicros: 2000 }),
    run('full', { cpuMicros: 2300, readyMs: 800 }),
    run('empty', { cpuMicros: 500 }),
    run('full', { cpuMicros: 900 }),
  ];
  assert.deepEqual(
    gatesOf(runs, undefined).map(({ is }) => is),
    ['0.80 s', '0 MB', '1.15'],
  );
});

test('runs that are no pairs are refused', () => {
  assert.throws(() => gatesOf([run('empty'), run('full'), run('full')], undefined), /do not make pairs/);
});

test('figures are printed with their units', () => {
  const runs = [run('empty'), run('full', { readyMs: 1250, cpuMicros: 590 })];
  assert.match(
    tableOf(runs),
    /^ {2}full +1\.25 s +100 MB +200 MB +120 MB +210 MB +590 µs +100 µs +0\.3 +900 +40\.0 ms +90\.0 ms$/m,
  );
  const lines = gateLines(gatesOf(runs, { ...due, busyP99Ms: 2500 }));
  assert.match(lines, /^gate holds: CPU per message, times that of an empty store: 1\.18$/m);
  assert.match(lines, /^gate does not hold: p99 of 5000 replies while 10000 waits ended at once: 2500 ms/m);
});
