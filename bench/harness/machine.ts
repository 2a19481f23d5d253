import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

/** The core of the process under test, and the one of everything around it. */
export const CORES = { subject: '0', world: '1' } as const;

/** The machine cannot run this bench; the message says why. */
export class MachineError extends Error {}

const TASKSET = 'taskset';

/** The command line that runs a program on one core; the process keeps its id and its signals. */
export function onCore(core: string, program: readonly string[]): [command: string, args: string[]] {
  return [TASKSET, ['-c', core, ...program]];
}

/** Moves this process, with all its threads, to the core of the world. Throws `MachineError` where that cannot be. */
export function pinWorld(): void {
  if (process.platform !== 'linux')
    throw new MachineError('This bench needs Linux: it pins processes with taskset and reads their CPU time in /proc.');
  if (availableParallelism() < 2)
    throw new MachineError('This bench needs two cores: one for the process under test, one for the world around it.');
  const { status, error, stderr } = spawnSync(TASKSET, ['-a', '-c', '-p', CORES.world, String(process.pid)], {
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new MachineError(
      `taskset cannot pin processes here: ${error?.message ?? stderr.trim()}. Install util-linux.`,
    );
}

/** File systems that keep their files in memory, by the number that `statfs` gives them. */
const IN_MEMORY = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
]);

/** Makes a folder for this bench in a place on a disk, as `diskPlace` finds it. */
export function makeDiskFolder(wanted: string | undefined, ownPlace: string): string {
  return makeFolder(diskPlace(wanted, ownPlace));
}

/**
 * A place on a real disk, where a durable commit costs what it costs: `wanted` when given, else the first of the usual
 * ones. Throws `MachineError` when that lies in memory.
 */
export function diskPlace(wanted: string | undefined, ownPlace: string): string {
  const places = wanted === undefined ? [tmpdir(), '/var/tmp', ownPlace] : [wanted];
  for (const place of places) {
    mkdirSync(place, { recursive: true });
    if (!IN_MEMORY.has(statfsSync(place).type)) return place;
  }
  throw new MachineError(
    `${places.join(', ')}: kept in memory, so a commit costs nothing. Name a folder on a disk: --data DIR`,
  );
}

/** Makes a folder for this bench below a place, wherever that lies. */
export function makeFolder(place: string): string {
  return mkdtempSync(join(place, 'rondine-bench-'));
}

/** CPU of a process since its start, all threads, in milliseconds. The clock of /proc ticks every 10 ms. */
export type CpuTime = { userMs: number; systemMs: number };

/** Reads the CPU time of a process without the process taking part. */
export function cpuTimeOf(pid: number): CpuTime {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return parseCpuTime(stat);
}

const MS_PER_TICK = 10;

/** Reads user and system time in the text of /proc/PID/stat. */
export function parseCpuTime(stat: string): CpuTime {
  const [user = Number.NaN, system = Number.NaN] = statFields(stat, [11, 12]);
  return { userMs: user * MS_PER_TICK, systemMs: system * MS_PER_TICK };
}

/** How often a process has waited for a page of a mapped file to be read from the disk. */
export function readsOf(pid: number): number {
  return parseReads(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** Reads the count of major faults in the text of /proc/PID/stat. */
export function parseReads(stat: string): number {
  return statFields(stat, [9])[0] ?? Number.NaN;
}

/** Numbers of /proc/PID/stat, by their places behind the name. */
function statFields(stat: string, places: readonly number[]): number[] {
  // The name stands in brackets and may hold blanks and brackets itself; state is the first field behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const numbers = places.map((place) => Number(fields[place]));
  if (!numbers.every(Number.isFinite)) throw new Error(`/proc has no figures in: ${stat}`);
  return numbers;
}

/** The largest amount of memory a process has had resident so far, in bytes. */
export function peakRssOf(pid: number): number {
  return statusOf(pid, 'VmHWM');
}

/** The memory that a process has resident now, in bytes. */
export function rssOf(pid: number): number {
  return statusOf(pid, 'VmRSS');
}

/** The part of it that is the process's own: files that it has mapped are the system's, which lets go of them at need. */
export function ownMemoryOf(pid: number): number {
  return statusOf(pid, 'RssAnon');
}

function statusOf(pid: number, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
