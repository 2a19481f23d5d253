// Kills the server again and again in the middle of conversations, then asks whether anything was lost, doubled or swapped.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { types } from '../../src/control/catalog.ts';
import { seededRandom } from '../../src/simulator/seeded-random.ts';
import { checkAll, repeatsOf } from './chaos/checks.ts';
import { playCustomers, type Play } from './chaos/customers.ts';
import { readCreations, readStored, readStories, type Evidence } from './chaos/evidence.ts';
import { readOptions, type Options, type Program } from './chaos/options.ts';
import { planOf, type Plan } from './chaos/plan.ts';
import { figuresOf, printReport, type Report } from './chaos/report.ts';
import { startServer, type ServerProcess } from './chaos/server-process.ts';
import { rage, type Kill } from './chaos/storm.ts';
import { startWorld, writeProject, type World } from './chaos/world.ts';

/** How long the proof of sends is held back when it is, in proof windows: long enough for a repeat. */
const LATE_PROOF_WINDOWS = 3;
const LATE_PROOF = 0.5;
/** Lives that wait for no proof at all: what was sent and not noted is sent again at once. */
const IMPATIENT = 0.2;
const EXPIRED_SESSIONS = 0.2;
const LOOK_EVERY_MS = 50;
const QUIET_LOOKS = 8;

const PROGRAM: Program = {
  name: 'chaos',
  short: { conversations: 60, leastKills: 15, longestLifeMs: 800, stormMs: 45_000, calmMs: 45_000 },
  full: { conversations: 1000, leastKills: 100, longestLifeMs: 800, stormMs: 25 * 60_000, calmMs: 5 * 60_000 },
};

async function main(wanted: Options): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'rondine-chaos-'));
  const world = await startWorld(wanted.seed);
  let held = false;
  try {
    const report = await run(wanted, world, folder);
    printReport(report, wanted.json);
    held = report.checks.every(({ offences }) => offences.length === 0);
  } finally {
    await world.close();
    if (held) await rm(folder, { recursive: true, force: true });
    else process.stderr.write(`The store and the project are kept in ${folder}.\n`);
  }
  return held ? 0 : 1;
}

async function run(wanted: Options, world: World, folder: string): Promise<Report> {
  const place = { project: join(folder, 'project'), data: join(folder, 'data') };
  await writeProject(place.project, world);
  const complaints = new Map<string, number>();
  const start = (proofSeconds = wanted.proofSeconds): ServerProcess =>
    startServer({ ...place, proofSeconds }, (line) => countComplaint(complaints, line));
  const began = Date.now();
  const plans = Array.from({ length: wanted.conversations }, (_, index) => planOf(index));
  // Chance of the crowd and of the storm are apart, so that a seed gives the same kills whatever the customers do.
  const crowd = seededRandom(wanted.seed);
  const play = playCustomers({ phone: world.phone, plans, inFlight: wanted.inFlight, random: crowd });
  const kills = await storm({ wanted, world, play, start });
  const stormMs = Date.now() - began;
  const done = play.done.size;
  const unanswered = world.calm();
  await calm({ wanted, world, play, start });
  await play.stop();
  const evidence: Evidence = await gather(world, { plans, play, kills, data: place.data });
  const checks = [...checkAll(evidence, types), await checkRest(world, start)];
  const durationMs = Date.now() - began;
  const { counters } = world.phone.state;
  return {
    seed: wanted.seed,
    checks,
    figures: figuresOf({
      evidence,
      counters,
      durationMs,
      stormMs,
      unanswered,
      doneInStorm: done,
      repeats: repeatsOf(evidence),
    }),
    complaints,
  };
}

type Parts = { wanted: Options; world: World; play: Play; start(proofSeconds?: number): ServerProcess };

async function storm({ wanted, world, play, start }: Parts): Promise<Kill[]> {
  const random = seededRandom(wanted.seed + 1);
  const until = Date.now() + wanted.stormMs;
  const isOver = (kills: number): boolean =>
    Date.now() > until || (play.done.size === wanted.conversations && kills >= wanted.leastKills);
  return rage({
    start: () => start(random() < IMPATIENT ? 0 : wanted.proofSeconds),
    random,
    isOver,
    longestLifeMs: wanted.longestLifeMs,
    ready(url) {
      world.phone.setTarget(`${url}/hooks/whatsapp`);
      // In some lives delivery statuses come after the time set for them: only then is a send repeated.
      const late = random() < LATE_PROOF ? LATE_PROOF_WINDOWS * wanted.proofSeconds * 1000 : 0;
      world.phone.settings.statusDelayMs = late;
      if (random() < EXPIRED_SESSIONS) world.org.sessions.expireAll();
    },
  });
}

/** One server that nobody disturbs finishes what is left and is closed properly. */
async function calm({ wanted, world, play, start }: Parts): Promise<void> {
  const server = start();
  world.phone.setTarget(`${await server.ready}/hooks/whatsapp`);
  const until = Date.now() + wanted.calmMs;
  const isQuiet = (): boolean => play.done.size === wanted.conversations && world.phone.state.hooks.size === 0;
  // What follows an answered webhook takes a moment more.
  for (let quiet = 0; quiet < QUIET_LOOKS && Date.now() < until; quiet = isQuiet() ? quiet + 1 : 0)
    await pause(LOOK_EVERY_MS);
  await server.close();
}

type Facts = { plans: readonly Plan[]; play: Play; kills: readonly Kill[]; data: string };

async function gather(world: World, { plans, play, kills, data }: Facts): Promise<Evidence> {
  return {
    stories: readStories(world, plans, play.done),
    creations: readCreations(world),
    stored: await readStored(data),
    kills,
  };
}

/** A start after a proper close finds nothing to do: no message leaves, no record is written. */
async function checkRest(world: World, start: () => ServerProcess): Promise<Report['checks'][number]> {
  const work = (): string => `${world.phone.state.counters.sent} messages and ${world.org.calls.counts().total} calls`;
  const before = work();
  const server = start();
  await server.ready;
  await pause(300);
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

// An interrupted run ends its server too: that happens when the process exits.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const options = readOptions(process.argv.slice(2), PROGRAM);
if (options) process.exitCode = await main(options);
