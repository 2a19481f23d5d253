import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readOptions, type Options, type Program } from './options.ts';
import { printReport, type Report } from './report.ts';
import { startServer, type Place, type ServerProcess } from './server-process.ts';

/** What a program is given: what was asked for, the providers, folders for the server and how to start it. */
export type Parts<W> = {
  wanted: Options;
  world: W;
  data: string;
  /** Starts the server on the project and the data of this run; what it complains of is counted. */
  start(place?: Partial<Place>): ServerProcess;
  /** Lines that the server wrote as warnings or errors, and how often. */
  complaints: ReadonlyMap<string, number>;
};

/** A program that kills the server: the providers it plays with and what it does. */
export type Drama<W> = {
  program: Program;
  startWorld(seed: number): Promise<W>;
  writeProject(folder: string, world: W): Promise<void>;
  run(parts: Parts<W>): Promise<Report>;
};

/**
 * Runs a program as the arguments of the process say, prints what it found and ends the process: by 0 where every check
 * held. Where one did not, store and project are kept, and it says where.
 */
export async function runProgram<W extends { close(): Promise<void> }>(drama: Drama<W>): Promise<void> {
  // An interrupted run ends its server too: that happens when the process exits.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const wanted = readOptions(process.argv.slice(2), drama.program);
  if (!wanted) return;
  // Those who were given up wait for messages that do not come.
  process.exit((await play(drama, wanted)) ? 0 : 1);
}

async function play<W extends { close(): Promise<void> }>(drama: Drama<W>, wanted: Options): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), `rondine-${drama.program.name}-`));
  const world = await drama.startWorld(wanted.seed);
  let held = false;
  try {
    const place = { project: join(folder, 'project'), data: join(folder, 'data'), proofSeconds: wanted.proofSeconds };
    await drama.writeProject(place.project, world);
    const complaints = new Map<string, number>();
    const hear = (line: string): void => countComplaint(complaints, line);
    const start = (more: Partial<Place> = {}): ServerProcess => startServer({ ...place, ...more }, hear);
    const report = await drama.run({ wanted, world, data: place.data, start, complaints });
    printReport(report, wanted.json);
    held = report.checks.every(({ offences }) => offences.length === 0);
  } finally {
    await world.close();
    if (held) await rm(folder, { recursive: true, force: true });
    else process.stderr.write(`The store and the project are kept in ${folder}.\n`);
  }
  return held;
}

const LOOK_EVERY_MS = 50;

/** Waits until it was quiet for so long on end, or until a moment. */
export async function untilQuiet(isQuiet: () => boolean, quietMs: number, until: number): Promise<void> {
  const looks = Math.ceil(quietMs / LOOK_EVERY_MS);
  for (let quiet = 0; quiet < looks && Date.now() < until; quiet = isQuiet() ? quiet + 1 : 0)
    await pause(LOOK_EVERY_MS);
}

const REST_MS = 500;

/** A start after a proper close finds nothing to do: the work that the providers have seen stays the same. */
export async function checkRest(work: () => string, start: () => ServerProcess): Promise<Report['checks'][number]> {
  const before = work();
  const server = start();
  await server.ready;
  await pause(REST_MS);
  await server.close();
  const after = work();
  const name = 'work found after a proper close';
  return { name, offences: before === after ? [] : [{ where: 'last start', what: `${before} became ${after}` }] };
}

function countComplaint(complaints: Map<string, number>, line: string): void {
  let text = line;
  try {
    text = String((JSON.parse(line) as { msg?: unknown }).msg ?? line);
  } catch {
    // A line that is no JSON is counted as it is.
  }
  complaints.set(text, (complaints.get(text) ?? 0) + 1);
}
