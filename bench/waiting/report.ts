import { alignColumns } from '../harness/columns.ts';
import { median, pairedRatio } from '../harness/statistics.ts';

/** A store with all who wait, or with none but those who will answer. */
export type Part = 'empty' | 'full';

/** The figures of one run. */
export type Figures = {
  part: Part;
  /** From the start of the process until it said that it is ready. */
  readyMs: number;
  rssReadyBytes: number;
  /** After the load. */
  rssBytes: number;
  /** Of it what is the process's own; the rest is the store's file, mapped, and the program. */
  ownBytes: number;
  rssPeakBytes: number;
  /** CPU for one message, user and system together. */
  cpuMicros: number;
  systemMicros: number;
  /** Pages that were read from the disk for one message, although the store is held in memory. */
  reads: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
};

/** What happened when many waits ended at one moment. */
export type DueFigures = {
  count: number;
  /** Until the last of them was reminded. */
  drainedMs: number;
  /** Of messages before that moment, and while it lasted: from the phone to the reply. */
  quietP99Ms: number;
  busyP50Ms: number;
  busyP99Ms: number;
  busyMessages: number;
};

const MB = 1024 * 1024;

/** What must hold. */
export const LIMITS = { readyMs: 2000, memoryBytes: 100 * MB, cpu: 1.2, busyP99Ms: 2000 } as const;

/** One thing that must hold: what it is, as it is, and whether it holds. */
export type Gate = { what: string; is: string; holds: boolean };

type Figure = Exclude<keyof Figures, 'part'>;

function of(runs: readonly Figures[], part: Part, figure: Figure): number[] {
  return runs.filter((run) => run.part === part).map((run) => run[figure]);
}

/**
 * Holds runs that were made in pairs against the limits: the quickest start, because whatever else the machine does only
 * adds to it, and medians of the differences and of the ratios within each pair. Throws when runs do not pair up.
 */
export function gatesOf(runs: readonly Figures[], due: DueFigures | undefined): Gate[] {
  const readyMs = Math.min(...of(runs, 'full', 'readyMs'));
  const cpu = pairedRatio(of(runs, 'full', 'cpuMicros'), of(runs, 'empty', 'cpuMicros'));
  const empty = of(runs, 'empty', 'ownBytes');
  const memory = median(of(runs, 'full', 'ownBytes').map((bytes, index) => bytes - (empty[index] ?? Number.NaN)));
  const gates = [
    gate('ready after a start', `${(readyMs / 1000).toFixed(2)} s`, { value: readyMs, limit: LIMITS.readyMs }),
    gate('more memory of its own than with an empty store', mb(memory), { value: memory, limit: LIMITS.memoryBytes }),
    gate('CPU per message, times that of an empty store', cpu.toFixed(2), { value: cpu, limit: LIMITS.cpu }),
  ];
  if (!due) return gates;
  const { count, drainedMs, busyP99Ms, quietP99Ms, busyMessages } = due;
  const seconds = (drainedMs / 1000).toFixed(1);
  return [
    ...gates,
    gate(
      `p99 of ${busyMessages} replies while ${count} waits ended at once`,
      `${busyP99Ms.toFixed(0)} ms (${quietP99Ms.toFixed(0)} ms before; drained in ${seconds} s)`,
      { value: busyP99Ms, limit: LIMITS.busyP99Ms },
    ),
  ];
}

function gate(what: string, is: string, { value, limit }: { value: number; limit: number }): Gate {
  return { what, is, holds: value <= limit };
}

/** One line for each gate. */
export function gateLines(gates: readonly Gate[]): string {
  return gates.map(({ what, is, holds }) => `gate ${holds ? 'holds' : 'does not hold'}: ${what}: ${is}`).join('\n');
}

const HEAD = [
  '',
  'ready',
  'RSS ready',
  'RSS after',
  'of it own',
  'RSS peak',
  'CPU/message',
  'of it system',
  'disk reads',
  'messages/s',
  'p50',
  'p99',
];

/** The medians of both parts as a table. */
export function tableOf(runs: readonly Figures[]): string {
  const row = (part: Part): string[] => {
    const middle = (figure: Figure): number => median(of(runs, part, figure));
    return [
      part,
      `${(middle('readyMs') / 1000).toFixed(2)} s`,
      mb(middle('rssReadyBytes')),
      mb(middle('rssBytes')),
      mb(middle('ownBytes')),
      mb(middle('rssPeakBytes')),
      `${middle('cpuMicros').toFixed(0)} µs`,
      `${middle('systemMicros').toFixed(0)} µs`,
      middle('reads').toFixed(1),
      middle('perSecond').toFixed(0),
      `${middle('p50Ms').toFixed(1)} ms`,
      `${middle('p99Ms').toFixed(1)} ms`,
    ];
  };
  return alignColumns([HEAD, row('empty'), row('full')]);
}

function mb(bytes: number): string {
  return `${(bytes / MB).toFixed(0)} MB`;
}
