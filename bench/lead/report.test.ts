import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonsOf, gateLine, summarize, tableOf, type Figures } from './report.ts';

const run = (part: Figures['part'], cpuMicros: number, perSecond: number): Figures => ({
  part,
  cpuMicros,
  perSecond,
  systemMicros: cpuMicros / 4,
  busy: 0.9,
  p50Ms: 50,
  p99Ms: 80,
  rssBytes: 100 * 1024 * 1024,
});

test('parts are medians, comparisons are medians within rounds', () => {
  const { parts, comparisons } = summarize([
    run('product', 900, 1000),
    run('rival', 600, 1500),
    run('product', 9000, 100),
    run('rival', 6000, 150),
    run('product', 1000, 900),
    run('rival', 500, 1800),
  ]);
  assert.deepEqual(
    parts.map(({ part, cpuMicros, perSecond }) => [part, cpuMicros, perSecond]),
    [
      ['product', 1000, 900],
      ['rival', 600, 1500],
    ],
  );
  assert.deepEqual(comparisons, [{ rival: 'rival', cpu: 1.5, throughput: 1000 / 1500 }]);
});

test('the gate holds up to the rival divided by 0.6 and looks at the plain rival only', () => {
  const gateAt = (cpu: number) => summarize([run('product', cpu, 1), run('rival', 600, 1)]).gate;
  assert.deepEqual([gateAt(1000).holds, gateAt(1001).holds], [true, false]);
  const both = summarize([run('product', 1000, 1), run('rival', 600, 1), run('rival, grouped', 100, 1)]);
  assert.equal(both.gate.holds, true);
  assert.equal(both.comparisons[1]?.cpu, 10);
});

test('without a plain rival the gate does not hold', () => {
  assert.equal(summarize([run('product', 1, 1)]).gate.holds, false);
});

test('a round that lacks a part is refused', () => {
  assert.throws(() => summarize([run('product', 1, 1), run('product', 1, 1), run('rival', 1, 1)]), /do not make pairs/);
});

test('figures are printed with their units', () => {
  const { parts, comparisons, gate } = summarize([run('product', 900, 1000), run('rival', 600, 1500)]);
  assert.match(tableOf(parts), /^ {2}product +1000 +900 µs +225 µs +50\.0 ms +80\.0 ms +100 MB +90 %$/m);
  assert.equal(comparisonsOf(comparisons), '  product / rival: CPU per flow 1.50, throughput 0.67');
  assert.equal(gateLine(gate), "gate holds: CPU per flow is 1.50 times the rival's, at most 1.67 (1 / 0.6) is allowed");
});
