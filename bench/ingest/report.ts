import { alignColumns } from '../harness/columns.ts';
import { median } from '../harness/statistics.ts';

/** The channel whose p99 is gated, at which rate, and the most that it may be. */
export const GATE = { channel: 'whatsapp', rate: 1000, p99Ms: 25 } as const;

/** The figures of one channel. */
export type Figures = {
  channel: string;
  /** Webhooks taken in a second, 64 at a time. */
  perSecond: number;
  /** CPU of one of them, user and system together. */
  cpuMicros: number;
  systemMicros: number;
  /** Webhooks offered in a second, and how many were answered. */
  offered: number;
  answered: number;
  /** From when a webhook was due until its answer, at that rate. */
  p50Ms: number;
  p99Ms: number;
  /** How much of its core the process used at that rate. */
  busy: number;
  /** How much of the time it was ready to run while another program had the core: what the machine adds to p99. */
  queued: number;
  rssBytes: number;
};

/** What the gate says; absent where nothing was measured that it looks at. */
export type Gate = { p99Ms: number; queued: number; holds: boolean };

/** The medians over all rounds of each channel, in the order of the first round. */
export function summarize(runs: readonly Figures[]): Figures[] {
  return [...Map.groupBy(runs, ({ channel }) => channel)].map(([channel, rounds]) => {
    const of = (figure: Exclude<keyof Figures, 'channel'>): number => median(rounds.map((each) => each[figure]));
    return {
      channel,
      perSecond: of('perSecond'),
      cpuMicros: of('cpuMicros'),
      systemMicros: of('systemMicros'),
      offered: of('offered'),
      answered: of('answered'),
      p50Ms: of('p50Ms'),
      p99Ms: of('p99Ms'),
      busy: of('busy'),
      queued: of('queued'),
      rssBytes: of('rssBytes'),
    };
  });
}

/** Judges the medians. A slower rate than the gate's says nothing of it. */
export function judge(summary: readonly Figures[]): Gate | undefined {
  const gated = summary.find(({ channel, offered }) => channel === GATE.channel && offered >= GATE.rate);
  return gated && { p99Ms: gated.p99Ms, queued: gated.queued, holds: gated.p99Ms <= GATE.p99Ms };
}

const HEAD = [
  '',
  'requests/s',
  'CPU/request',
  'of it system',
  'offered/s',
  'p50',
  'p99',
  'core used',
  'core taken',
  'RSS peak',
];

/** The medians as a table. */
export function tableOf(summary: readonly Figures[]): string {
  const rows = summary.map((figures) => [
    figures.channel,
    figures.perSecond.toFixed(0),
    `${figures.cpuMicros.toFixed(0)} µs`,
    `${figures.systemMicros.toFixed(0)} µs`,
    figures.offered.toFixed(0),
    `${figures.p50Ms.toFixed(1)} ms`,
    `${figures.p99Ms.toFixed(1)} ms`,
    `${(figures.busy * 100).toFixed(0)} %`,
    `${(figures.queued * 100).toFixed(0)} %`,
    `${(figures.rssBytes / 1024 / 1024).toFixed(0)} MB`,
  ]);
  return alignColumns([HEAD, ...rows]);
}

/** So much of its core may others have had before a p99 tells more of them than of the server. */
const QUIET = 0.05;

/** The verdict, and what speaks against it where the machine was busy with other things. */
export function gateLine({ p99Ms, queued, holds }: Gate): string {
  const verdict = `gate ${holds ? 'holds' : 'does not hold'}: the p99 of ${GATE.channel} is ${p99Ms.toFixed(1)} ms at ${GATE.rate} a second or more, at most ${GATE.p99Ms} ms is allowed`;
  if (holds || queued <= QUIET) return verdict;
  return `${verdict}. Other programs had the server's core for ${(queued * 100).toFixed(0)} % of the time: measure again when they are done`;
}
