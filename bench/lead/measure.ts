import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DeliveryStatus } from '../../src/simulator/phone/model.ts';
import { peakRssOf } from '../harness/machine.ts';
import { settledCpu } from '../harness/settled-cpu.ts';
import { percentile } from '../harness/statistics.ts';
import { startSubject, type Part, type Subject } from './subject.ts';
import { startWorld, type Load, type World } from './world.ts';
import type { Figures } from './report.ts';

/** What one run gave. */
export type Measure = Figures & { flows: number };

/** One run to make. */
export type Run = {
  part: Part;
  load: Load;
  warmUpFlows: number;
  /** Statuses that WhatsApp reports of each reply. */
  statuses: readonly DeliveryStatus[];
  /** An existing folder; what the run leaves in it is removed. */
  folder: string;
  nodeOptions?: readonly string[];
};

/** From when to when was measured, in microseconds of the machine's monotonic clock. */
export type Window = { from: number; to: number };

let runs = 0;

/**
 * Makes one run: a fresh world, a fresh process, an empty data folder, a warm-up, then the load that is measured.
 * Rejects when a reply is missing, when the process complains, or when Leads and flows do not match.
 */
export async function measure(run: Run): Promise<Measure & { window: Window }> {
  const folder = join(run.folder, `run-${++runs}`);
  const world = await startWorld(run.statuses);
  try {
    const { part, nodeOptions = [] } = run;
    const subject = await startSubject(part, world, { folder, nodeOptions });
    const measured = await measureSubject(run, world, subject).catch((error: unknown) => subject.giveUp(error));
    await subject.stop();
    return measured;
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureSubject(run: Run, world: World, { pid, hook }: Subject): Promise<Measure & { window: Window }> {
  world.setTarget(hook);
  await world.play({ flows: run.warmUpFlows });
  const before = await settledCpu(pid, world.quiet);
  const from = monotonicMicros();
  const { flows, latenciesMs, tookMs } = await world.play(run.load);
  const to = monotonicMicros();
  const after = await settledCpu(pid, world.quiet);
  const faults = world.faults(run.warmUpFlows + flows);
  if (faults.length > 0) throw new Error(`The ${run.part} got it wrong. ${faults.join('; ')}.`);
  const systemMs = after.systemMs - before.systemMs;
  const cpuMs = after.userMs - before.userMs + systemMs;
  return {
    part: run.part,
    flows,
    perSecond: (flows / tookMs) * 1000,
    cpuMicros: (cpuMs / flows) * 1000,
    systemMicros: (systemMs / flows) * 1000,
    busy: cpuMs / tookMs,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
    rssBytes: peakRssOf(pid),
    window: { from, to },
  };
}

function monotonicMicros(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
