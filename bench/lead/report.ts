import { alignColumns } from '../harness/columns.ts';
import { median, pairedRatio } from '../harness/statistics.ts';
import type { Part } from './subject.ts';

/** The product may use the rival's CPU per flow divided by this. */
export const GATE_SHARE = 0.6;

/** The figures of one run that are reported. */
export type Figures = {
  part: Part;
  perSecond: number;
  /** CPU of the process under test, user and system together. */
  cpuMicros: number;
  systemMicros: number;
  /** How much of its core the process under test used: well below 1, the world around it was the brake. */
  busy: number;
  p50Ms: number;
  p99Ms: number;
  rssBytes: number;
};

type Figure = Exclude<keyof Figures, 'part'>;

/** How the product stands beside a rival: medians of the ratios within each round. */
export type Comparison = { rival: Part; cpu: number; throughput: number };

/** The medians of each part, how the product compares with each rival, and whether the gate holds. */
export type Summary = {
  parts: Figures[];
  comparisons: Comparison[];
  gate: { cpu: number; limit: number; holds: boolean };
};

/**
 * Sums up runs that were made in interleaved rounds. The gate looks at the product and the plain rival only.
 * Throws when a round lacks one of its parts.
 */
export function summarize(runs: readonly Figures[]): Summary {
  const names = [...new Set(runs.map(({ part }) => part))];
  const of = (part: Part, figure: Figure): number[] =>
    runs.filter((run) => run.part === part).map((run) => run[figure]);
  const comparisons = names
    .filter((name) => name !== 'product')
    .map((rival) => ({
      rival,
      cpu: pairedRatio(of('product', 'cpuMicros'), of(rival, 'cpuMicros')),
      throughput: pairedRatio(of('product', 'perSecond'), of(rival, 'perSecond')),
    }));
  const cpu = comparisons.find(({ rival }) => rival === 'rival')?.cpu ?? Number.NaN;
  return {
    parts: names.map((part) => ({
      part,
      perSecond: median(of(part, 'perSecond')),
      cpuMicros: median(of(part, 'cpuMicros')),
      systemMicros: median(of(part, 'systemMicros')),
      busy: median(of(part, 'busy')),
      p50Ms: median(of(part, 'p50Ms')),
      p99Ms: median(of(part, 'p99Ms')),
      rssBytes: median(of(part, 'rssBytes')),
    })),
    comparisons,
    gate: { cpu, limit: 1 / GATE_SHARE, holds: cpu <= 1 / GATE_SHARE },
  };
}

const HEAD = ['', 'flows/s', 'CPU/flow', 'of it system', 'p50', 'p99', 'RSS peak', 'core used'];

/** The medians as a table. */
export function tableOf(parts: readonly Figures[]): string {
  const rows = parts.map((figures) => [
    figures.part,
    figures.perSecond.toFixed(0),
    `${figures.cpuMicros.toFixed(0)} µs`,
    `${figures.systemMicros.toFixed(0)} µs`,
    `${figures.p50Ms.toFixed(1)} ms`,
    `${figures.p99Ms.toFixed(1)} ms`,
    `${(figures.rssBytes / 1024 / 1024).toFixed(0)} MB`,
    `${(figures.busy * 100).toFixed(0)} %`,
  ]);
  return alignColumns([HEAD, ...rows]);
}

/** How the product compares, one line for each rival. */
export function comparisonsOf(comparisons: readonly Comparison[]): string {
  return comparisons
    .map(
      ({ rival, cpu, throughput }) =>
        `  product / ${rival}: CPU per flow ${cpu.toFixed(2)}, throughput ${throughput.toFixed(2)}`,
    )
    .join('\n');
}

/** The verdict in one line. */
export function gateLine({ cpu, limit, holds }: Summary['gate']): string {
  const verdict = holds ? 'holds' : 'does not hold';
  return `gate ${verdict}: CPU per flow is ${cpu.toFixed(2)} times the rival's, at most ${limit.toFixed(2)} (1 / ${GATE_SHARE}) is allowed`;
}
