import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GATE, gateLine, judge, summarize, tableOf, type Figures } from './report.ts';

const run = (channel: string, p99Ms: number, offered: number = GATE.rate): Figures => ({
  channel,
  perSecond: 4000,
  cpuMicros: 170,
  systemMicros: 30,
  offered,
  answered: offered,
  p50Ms: 4,
  p99Ms,
  busy: 0.2,
  queued: 0.01,
  rssBytes: 100 * 1024 * 1024,
});

test('figures are the medians of each channel, in the order in which they came', () => {
  const summary = summarize([run('viber', 3), run('whatsapp', 9), run('viber', 5), run('viber', 40)]);
  assert.deepEqual(
    summary.map(({ channel, p99Ms }) => [channel, p99Ms]),
    [
      ['viber', 5],
      ['whatsapp', 9],
    ],
  );
});

test('the gate looks at one channel, and at no rate below its own', () => {
  assert.deepEqual(judge([run('viber', 90), run(GATE.channel, GATE.p99Ms)]), {
    p99Ms: GATE.p99Ms,
    queued: 0.01,
    holds: true,
  });
  assert.equal(judge([run(GATE.channel, GATE.p99Ms + 0.1)])?.holds, false);
  assert.equal(judge([run(GATE.channel, 1, GATE.rate - 1)]), undefined);
  assert.equal(judge([run('viber', 1)]), undefined);
});

test('the table has a line for each channel, and the verdict says what is allowed', () => {
  const [head, line] = tableOf([run('viber', 3)]).split('\n');
  assert.match(head ?? '', /requests\/s +CPU\/request .* p99/);
  assert.match(line ?? '', /viber +4000 +170 µs +30 µs +1000 +4\.0 ms +3\.0 ms +20 % +1 % +100 MB/);
  assert.match(
    gateLine({ p99Ms: 26, queued: 0, holds: false }),
    /does not hold.* 26\.0 ms .*at most 25 ms is allowed$/,
  );
  assert.match(gateLine({ p99Ms: 20, queued: 0.5, holds: true }), /gate holds.* is allowed$/);
  assert.match(gateLine({ p99Ms: 90, queued: 0.4, holds: false }), /for 40 % of the time: measure again/);
});
