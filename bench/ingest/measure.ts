import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/base/json.ts';
import type { Channel } from '../../src/channels/channel.ts';
import type { ProviderKind } from '../../src/simulator/phone/provider.ts';
import { peakRssOf } from '../harness/machine.ts';
import { MAIN, startProgram, type Process } from '../harness/program.ts';
import { settledCpu } from '../harness/settled-cpu.ts';
import { percentile } from '../harness/statistics.ts';
import { createSender, type Answers, type Sender } from './load.ts';
import type { Options } from './options.ts';
import { type BenchProvider, startProvider } from './provider.ts';
import type { Figures } from './report.ts';

/** One channel to measure, with the provider that calls it. */
export type Subject = { channel: Channel; kind: ProviderKind };

const IN_FLIGHT = 64;
/** Enough that the code is compiled and all people are known. */
const WARM_UP = 3000;
/** Webhooks made ahead for each second of the first measurement: more than are taken. */
const AHEAD_PER_SECOND = 4000;

let runs = 0;

/**
 * Measures one channel with a fresh process and an empty data folder. Rejects when a webhook is refused, or when the
 * process complains.
 */
export async function measure({ channel, kind }: Subject, options: Options, place: string): Promise<Figures> {
  const folder = join(place, `run-${++runs}`);
  const provider = await startProvider(channel, kind);
  try {
    const product = await startProduct(channel, provider.config, { folder, flow: options.flow });
    const sender = createSender(product.url);
    try {
      return { channel: channel.id, ...(await measureProduct(options, { product, provider, sender })) };
    } catch (error) {
      return product.giveUp(error);
    } finally {
      await sender.close();
      await product.stop();
    }
  } finally {
    await provider.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Parts = { product: Process; provider: BenchProvider; sender: Sender };

async function measureProduct(
  { seconds, rate }: Options,
  { product, provider, sender }: Parts,
): Promise<Omit<Figures, 'channel'>> {
  const hook = `${product.url}/hooks/subject`;
  const quiet = (): Promise<void> => Promise.resolve();
  const warm = await sender.asFastAsAnswered(provider.write(WARM_UP, hook), IN_FLIGHT);
  assertTaken(warm);

  const perSecondWarm = WARM_UP / (warm.tookMs / 1000);
  const many = provider.write(Math.ceil(Math.min(AHEAD_PER_SECOND, perSecondWarm) * seconds), hook);
  const before = await settledCpu(product.pid, quiet);
  const flood = await sender.asFastAsAnswered(many, IN_FLIGHT);
  assertTaken(flood);
  const after = await settledCpu(product.pid, quiet);
  const cpuMs = after.userMs - before.userMs + after.systemMs - before.systemMs;

  const offered = provider.write(rate * seconds, hook);
  const steadyBefore = await settledCpu(product.pid, quiet);
  const queuedBefore = queuedMsOf(product.pid);
  const steady = await sender.atRate(offered, rate);
  const queuedMs = queuedMsOf(product.pid) - queuedBefore;
  assertTaken(steady);
  const steadyAfter = await settledCpu(product.pid, quiet);
  const steadyMs = steadyAfter.userMs - steadyBefore.userMs + steadyAfter.systemMs - steadyBefore.systemMs;
  return {
    perSecond: many.length / (flood.tookMs / 1000),
    cpuMicros: (cpuMs * 1000) / many.length,
    systemMicros: ((after.systemMs - before.systemMs) * 1000) / many.length,
    offered: rate,
    answered: offered.length / (steady.tookMs / 1000),
    p50Ms: percentile(steady.latenciesMs, 0.5),
    p99Ms: percentile(steady.latenciesMs, 0.99),
    busy: steadyMs / steady.tookMs,
    queued: queuedMs / steady.tookMs,
    rssBytes: peakRssOf(product.pid),
  };
}

/** How long the main thread of a process was ready to run while another program had its core, in milliseconds. */
function queuedMsOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
}

function assertTaken({ refused, latenciesMs }: Answers): void {
  if (refused > 0) throw new Error(`${refused} of ${latenciesMs.length} webhooks were refused.`);
}

async function startProduct(
  channel: Channel,
  config: JsonObject,
  { folder, flow }: { folder: string; flow: boolean },
): Promise<Process> {
  const project = join(folder, 'project');
  mkdirSync(join(project, 'flows'), { recursive: true });
  if (flow) writeFileSync(join(project, 'flows', 'end.json'), JSON.stringify(FLOW));
  writeFileSync(
    join(project, 'rondine.json'),
    JSON.stringify({ connections: { subject: { channel: channel.id, config } } }),
  );
  return startProgram({
    name: 'product',
    args: [MAIN, '--project', project],
    env: { RONDINE_PORT: '0', RONDINE_DATA: join(folder, 'data') },
  });
}

/** A flow that takes every message and ends. */
const FLOW = {
  rondine: 1,
  flow: {
    id: 'bench-end',
    name: 'Ends at once',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [{ type: 'message' }],
    start: 'finish',
    steps: { finish: { type: 'end', params: {}, next: {} } },
  },
};
