import { alignColumns } from '../harness/columns.ts';
import { median, pairedRatio } from '../harness/statistics.ts';
import type { Burst } from './burst.ts';

/** Who creates Leads: the connector in groups, a bare pool in the same groups, a bare pool one by one. */
export type Part = 'connector' | 'pool' | 'pool, one by one';

/** CPU of one run. */
export type Figures = { part: Part; cpuMicros: number };

/** What the bench has found, and whether its gates hold. */
export type Summary = {
  /** CPU of a Lead, in microseconds. */
  cpu: Record<Part, number>;
  /** The connector beside the pool that sends the same requests, and beside the one that sends Leads alone. */
  sameGroups: number;
  oneByOne: number;
  burst: Burst;
  holds: boolean;
};

/** Write calls that the burst may cost, and the share of a single create's CPU that one in a group may. */
export const MOST_CALLS = 10;
export const MOST_SHARE = 0.5;

/** Sums up runs that were made in interleaved rounds. */
export function summarize(runs: readonly Figures[], burst: Burst): Summary {
  const of = (part: Part): number[] => runs.filter((run) => run.part === part).map(({ cpuMicros }) => cpuMicros);
  const oneByOne = pairedRatio(of('connector'), of('pool, one by one'));
  return {
    cpu: {
      connector: median(of('connector')),
      pool: median(of('pool')),
      'pool, one by one': median(of('pool, one by one')),
    },
    sameGroups: pairedRatio(of('connector'), of('pool')),
    oneByOne,
    burst,
    holds: burst.writeCalls <= MOST_CALLS && oneByOne <= MOST_SHARE,
  };
}

/** The findings for people. */
export function textOf({ cpu, sameGroups, oneByOne, burst }: Summary): string {
  const rows = Object.entries(cpu).map(([part, micros]) => [part, `${micros.toFixed(1)} µs`]);
  return [
    alignColumns([['', 'CPU/Lead'], ...rows]),
    '',
    `  connector / pool in the same groups: ${sameGroups.toFixed(2)} (reported; the connector reads fields, the pool only sends)`,
    line(`connector / pool one by one: ${oneByOne.toFixed(2)}, at most ${MOST_SHARE}`, oneByOne <= MOST_SHARE),
    line(
      `${burst.leads} Leads in a burst: ${burst.writeCalls} write calls, at most ${MOST_CALLS} (and ${burst.otherCalls} others, in ${(burst.tookMs / 1000).toFixed(1)} s)`,
      burst.writeCalls <= MOST_CALLS,
    ),
  ].join('\n');
}

function line(text: string, holds: boolean): string {
  return `  ${text}: ${holds ? 'holds' : 'does NOT hold'}`;
}
