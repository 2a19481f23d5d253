import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIntoMemory } from '../harness/hold-file.ts';
import { ownMemoryOf, peakRssOf, readsOf, rssOf } from '../harness/machine.ts';
import { MAIN, startProgram, type Process } from '../harness/program.ts';
import { settledCpu } from '../harness/settled-cpu.ts';
import { percentile } from '../harness/statistics.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { fill, SEND_MS } from './fill.ts';
import { askedPeople, STORE_FILE, type Kept } from './kept.ts';
import type { DueFigures, Figures, Part } from './report.ts';
import { CONNECTION, DUE_AFTER_MS, stranger, WORDS, writeTown, type Asked, type Person } from './town.ts';
import { startWorld, type Letter, type World } from './world.ts';

/** What is measured with, and where. */
export type Plan = {
  /** Messages of one load: half of them answers, half from people who are new. */
  messages: number;
  warmUpMessages: number;
  /** An existing folder; what runs leave in it is removed. */
  folder: string;
  full: Kept;
  nodeOptions?: readonly string[];
};

let runs = 0;

/** Makes one run: a fresh world and a fresh process on a store with many who wait, or with only those who will answer. */
export async function measure(part: Part, plan: Plan): Promise<Figures> {
  const folder = join(plan.folder, `run-${++runs}`);
  const answers = Math.ceil((plan.messages + plan.warmUpMessages) / 2) + 1;
  const data = part === 'full' ? plan.full.dataFolder : join(folder, 'data');
  if (part === 'empty') await fill(data, askedPeople(0, answers));
  await readIntoMemory(join(data, STORE_FILE));
  const waiting = part === 'full' ? plan.full.take(answers) : askedPeople(0, answers);
  try {
    return await inWorld({ data, folder, nodeOptions: plan.nodeOptions }, (world, product) =>
      measureLoad(part, { plan, waiting, world, product }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Place = { data: string; folder: string; nodeOptions: readonly string[] | undefined };

/** Does something with the product on a data folder, and with the world around it. */
async function inWorld<T>(place: Place, work: (world: World, product: Process) => Promise<T>): Promise<T> {
  const { data, folder, nodeOptions } = place;
  const world = await startWorld();
  try {
    const project = writeTown(join(folder, 'project'), world.graph);
    const env = { RONDINE_PORT: '0', RONDINE_DATA: data };
    const product = await startProgram({ name: 'product', args: [MAIN, '--project', project], env }, nodeOptions);
    const done = await (async () => {
      world.setTarget(`${product.url}/hooks/${CONNECTION}`);
      return work(world, product);
    })().catch((error: unknown) => product.giveUp(error));
    await product.stop();
    return done;
  } finally {
    await world.close();
  }
}

type Load = { plan: Plan; waiting: Iterator<Person>; world: World; product: Process };

async function measureLoad(part: Part, { plan, waiting, world, product }: Load): Promise<Figures> {
  const { pid, readyMs } = product;
  const letters = inTurns(waiting);
  const rssReadyBytes = rssOf(pid);
  await world.play(letters, counting(plan.warmUpMessages));
  const before = await settledCpu(pid, world.quiet);
  const readBefore = readsOf(pid);
  const { messages, latenciesMs, tookMs } = await world.play(letters, counting(plan.messages));
  const after = await settledCpu(pid, world.quiet);
  refuseFaults(world);
  const cpuMs = after.userMs + after.systemMs - before.userMs - before.systemMs;
  return {
    part,
    readyMs,
    rssReadyBytes,
    rssBytes: rssOf(pid),
    ownBytes: ownMemoryOf(pid),
    rssPeakBytes: peakRssOf(pid),
    cpuMicros: (cpuMs / messages) * 1000,
    systemMicros: ((after.systemMs - before.systemMs) / messages) * 1000,
    reads: (readsOf(pid) - readBefore) / messages,
    perSecond: (messages / tookMs) * 1000,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
  };
}

/** How long filling in those whose time comes at once, starting, and a look at a quiet time before may take. */
const BEFORE_DUE_MS = 45_000;
/** Messages are looked at for so long before the time comes, for comparison, and end in time. */
const QUIET_MS = 8000;
const QUIET_ENDS_MS = 2000;
const DRAINED_WITHIN_MS = 180_000;

/** Lets the waits of so many people end at one moment, on the full store, while others go on writing. */
export async function measureDue(count: number, plan: Plan): Promise<DueFigures> {
  const folder = join(plan.folder, `run-${++runs}`);
  const dueAt = Date.now() + BEFORE_DUE_MS;
  const people = duePeople(count, dueAt);
  await fill(plan.full.dataFolder, people);
  const place = { data: plan.full.dataFolder, folder, nodeOptions: plan.nodeOptions };
  return inWorld(place, async (world) => {
    world.remember(people);
    await waitUntil('the quiet time begins', () => Date.now() >= dueAt - QUIET_MS, BEFORE_DUE_MS);
    const quiet = await world.play(fromStrangers(), () => Date.now() < dueAt - QUIET_ENDS_MS);
    if (world.reminded() > 0) throw new Error('Some were reminded before their time.');
    const drained = (): boolean => world.reminded() >= count || Date.now() > dueAt + DRAINED_WITHIN_MS;
    const busy = await world.play(fromStrangers(), () => !drained());
    const drainedMs = Date.now() - dueAt;
    await world.quiet();
    refuseFaults(world);
    if (world.reminded() !== count) throw new Error(`${world.reminded()} of ${count} were reminded.`);
    return {
      count,
      drainedMs,
      quietP99Ms: percentile(quiet.latenciesMs, 0.99),
      busyP50Ms: percentile(busy.latenciesMs, 0.5),
      busyP99Ms: percentile(busy.latenciesMs, 0.99),
      busyMessages: busy.messages,
    };
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
}

/** People who were all asked at the moment that lets their waits end at this one. */
function duePeople(count: number, dueAt: number): Asked[] {
  const at = dueAt - DUE_AFTER_MS - SEND_MS;
  return Array.from({ length: count }, () => ({ ...stranger(), text: 'Subito, grazie.', at }));
}

/** One who waits answers and is thanked, then one who is new writes and is asked, and so on. */
function* inTurns(waiting: Iterator<Person>): Generator<Letter> {
  const strangers = fromStrangers();
  for (let each = waiting.next(); !each.done; each = waiting.next()) {
    yield { from: each.value, text: each.value.name, reply: WORDS.thanks };
    yield strangers.next().value;
  }
}

function* fromStrangers(): Generator<Letter, never> {
  for (;;) yield { from: stranger(), text: 'Ciao, vorrei essere richiamata.', reply: WORDS.question };
}

function counting(count: number): () => boolean {
  let left = count;
  return () => left-- > 0;
}

function refuseFaults(world: World): void {
  const faults = world.faults();
  if (faults.length > 0) throw new Error(`The product got it wrong. ${faults.join('; ')}.`);
}
