// Kills the server again and again in the middle of conversations, then asks whether anything was lost, doubled or swapped.
import { types } from '../../src/control/catalog.ts';
import { seededRandom } from '../../src/simulator/seeded-random.ts';
import { checkAll, repeatsOf } from './chaos/checks.ts';
import { playCustomers, type Play } from './chaos/customers.ts';
import { readCreations, readStored, readStories, type Evidence } from './chaos/evidence.ts';
import type { Program } from './chaos/options.ts';
import { planOf, type Plan } from './chaos/plan.ts';
import { figuresOf, type Report } from './chaos/report.ts';
import { checkRest, runProgram, untilQuiet, type Parts } from './chaos/run-program.ts';
import { rage, type Kill } from './chaos/storm.ts';
import { startWorld, writeProject, type World } from './chaos/world.ts';

/** How long the proof of sends is held back when it is, in proof windows: long enough for a repeat. */
const LATE_PROOF_WINDOWS = 3;
const LATE_PROOF = 0.5;
/** Lives that wait for no proof at all: what was sent and not noted is sent again at once. */
const IMPATIENT = 0.2;
const EXPIRED_SESSIONS = 0.2;
/** What follows an answered webhook takes a moment more. */
const QUIET_MS = 400;

const PROGRAM: Program = {
  name: 'chaos',
  short: { conversations: 60, leastKills: 15, longestLifeMs: 800, stormMs: 45_000, calmMs: 45_000 },
  full: { conversations: 1000, leastKills: 100, longestLifeMs: 800, stormMs: 25 * 60_000, calmMs: 5 * 60_000 },
};

async function run({ wanted, world, data, start, complaints }: Parts<World>): Promise<Report> {
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
  const evidence: Evidence = await gather(world, { plans, play, kills, data });
  const { counters } = world.phone.state;
  const work = (): string => `${counters.sent} messages and ${world.org.calls.counts().total} calls`;
  const checks = [...checkAll(evidence, types), await checkRest(work, start)];
  const durationMs = Date.now() - began;
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

type Scene = Pick<Parts<World>, 'wanted' | 'world' | 'start'> & { play: Play };

async function storm({ wanted, world, play, start }: Scene): Promise<Kill[]> {
  const random = seededRandom(wanted.seed + 1);
  const until = Date.now() + wanted.stormMs;
  const isOver = (kills: number): boolean =>
    Date.now() > until || (play.done.size === wanted.conversations && kills >= wanted.leastKills);
  return rage({
    start: () => start(random() < IMPATIENT ? { proofSeconds: 0 } : {}),
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
async function calm({ wanted, world, play, start }: Scene): Promise<void> {
  const server = start();
  world.phone.setTarget(`${await server.ready}/hooks/whatsapp`);
  const isQuiet = (): boolean => play.done.size === wanted.conversations && world.phone.state.hooks.size === 0;
  await untilQuiet(isQuiet, QUIET_MS, Date.now() + wanted.calmMs);
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

await runProgram({ program: PROGRAM, startWorld, writeProject, run });
