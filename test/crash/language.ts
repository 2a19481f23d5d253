// Kills the server again and again while conversations use the whole language: every step type, every kind of call,
// every trigger that needs no poll. Then asks whether anything was lost, doubled, swapped or decided without being known.
import { types } from '../../src/control/catalog.ts';
import { madeBy } from '../../src/simulator/salesforce/call-log.ts';
import { seededRandom } from '../../src/simulator/seeded-random.ts';
import type { Program } from './chaos/options.ts';
import type { Report } from './chaos/report.ts';
import { checkRest, runProgram, untilQuiet, type Parts } from './chaos/run-program.ts';
import type { ServerProcess } from './chaos/server-process.ts';
import { rage, type Kill } from './chaos/storm.ts';
import { payInvoices } from './language/callers.ts';
import { checkAll, overtakingsOf, type Ending, type Evidence } from './language/checks.ts';
import { readStored } from './language/evidence.ts';
import { diskOf, memoryOf, type Sizes } from './language/sizes.ts';
import { staff } from './language/staff.ts';
import type { Stage } from './language/stage.ts';
import { personOf, playStories, storyOf, type Play } from './language/stories.ts';
import { startWorld, writeProject, type World } from './language/world.ts';

const PROGRAM: Program = {
  name: 'language',
  short: { conversations: 75, leastKills: 10, longestLifeMs: 1000, stormMs: 28_000, calmMs: 40_000 },
  full: { conversations: 10_000, leastKills: 100, longestLifeMs: 4000, stormMs: 90 * 60_000, calmMs: 20 * 60_000 },
};

/** How long the proof of sends is held back in half of the lives, in proof windows: long enough for a repeat. */
const LATE_PROOF_WINDOWS = 3;
const LATE_PROOF = 0.3;
const EXPIRED_SESSIONS = 0.2;
/** Stories wait for times more than for the server. */
const LEAST_IN_FLIGHT = 25;
/** Conversations fall idle after a second, and what starts from that has to end. */
const QUIET_MS = 3000;

async function run({ wanted, world, data, complaints, ...parts }: Parts<World>): Promise<Report> {
  const start = () => parts.start({ graceSeconds: 0 });
  const began = Date.now();
  const stage: Stage = { world, base: undefined, stopped: false, random: seededRandom(wanted.seed) };
  const play = playStories(stage, wanted.conversations, Math.max(LEAST_IN_FLIGHT, wanted.inFlight));
  const parked = new Set<string>();
  const others = Promise.all([payInvoices(stage), staff(stage, data, parked)]);
  const scene: Scene = { wanted, stage, play, data, start };
  const kills = await storm(scene);
  const stormMs = Date.now() - began;
  const doneInStorm = play.done.size;
  world.calm();
  const sizes = await calm(scene);
  stage.stopped = true;
  await others;
  const durationMs = Date.now() - began;
  const evidence: Evidence = {
    stories: endingsOf(world, wanted.conversations, play),
    leads: leadsOf(world),
    shop: world.shop,
    stored: await readStored(data, types),
    parked,
    kills,
  };
  const work = (): string =>
    `${world.phone.state.counters.sent} messages, ${world.org.calls.counts().total} and ${world.shop.calls.length} calls`;
  const checks = [...checkAll(evidence), await checkRest(work, start), checkSizes(sizes, wanted.conversations)];
  const figures = figuresOf({ evidence, sizes, doneInStorm, stormMs, durationMs, world });
  return { seed: wanted.seed, checks, figures, complaints };
}

type Scene = Pick<Parts<World>, 'wanted' | 'data'> & { stage: Stage; play: Play; start: () => ServerProcess };

async function storm({ wanted, stage, play, start }: Scene): Promise<Kill[]> {
  const random = seededRandom(wanted.seed + 1);
  const until = Date.now() + wanted.stormMs;
  const over = (): boolean => play.done.size + play.failed.size === wanted.conversations;
  const { world } = stage;
  const kills = await rage({
    start,
    random,
    isOver: (count) => Date.now() > until || (over() && count >= wanted.leastKills),
    longestLifeMs: wanted.longestLifeMs,
    ready(url) {
      stage.base = url;
      world.phone.setTarget(`${url}/hooks/whatsapp`);
      const late = random() < LATE_PROOF ? LATE_PROOF_WINDOWS * wanted.proofSeconds * 1000 : 0;
      world.phone.settings.statusDelayMs = late;
      if (random() < EXPIRED_SESSIONS) world.org.sessions.expireAll();
    },
  });
  stage.base = undefined;
  return kills;
}

/** One server that nobody disturbs finishes what is left and is closed properly. */
async function calm({ wanted, stage, play, data, start }: Scene): Promise<Sizes> {
  const server = start();
  stage.base = await server.ready;
  const { phone } = stage.world;
  phone.setTarget(`${stage.base}/hooks/whatsapp`);
  const isQuiet = (): boolean =>
    play.done.size + play.failed.size === wanted.conversations && phone.state.hooks.size === 0;
  await untilQuiet(isQuiet, QUIET_MS, Date.now() + wanted.calmMs);
  const memoryBytes = await memoryOf(server.pid);
  stage.base = undefined;
  await server.close();
  return { memoryBytes, diskBytes: await diskOf(data) };
}

function endingsOf({ phone }: World, count: number, { done, failed }: Play): Ending[] {
  const { phoneNumberId } = phone.business.number;
  return Array.from({ length: count }, (_, index) => {
    const { number, userId } = personOf(index);
    const { messages = [] } = phone.state.threads.get(`${phoneNumberId}/${number ?? userId}`) ?? {};
    const wrong = failed.get(index);
    const ending = { index, name: storyOf(index), done: done.has(index), thread: messages };
    return wrong === undefined ? ending : { ...ending, wrong };
  });
}

function leadsOf({ org }: World): Evidence['leads'] {
  const names = new Map([...org.store.list('Lead')].map(({ id, fields }) => [id, String(fields['LastName'])]));
  return madeBy(org.calls.since(0)).map(({ recordId: id, key }) => {
    return { id, key: key ? `${key.field}=${key.value}` : 'no key', name: names.get(id) ?? 'gone' };
  });
}

/** What a conversation may take on disk, beside what an empty folder does, and the server in memory. */
const DISK_EACH = 100_000;
const DISK_BASE = 20_000_000;
const MEMORY = 700_000_000;

function checkSizes({ diskBytes, memoryBytes }: Sizes, conversations: number): Report['checks'][number] {
  const bound = DISK_BASE + conversations * DISK_EACH;
  return {
    name: 'more disk or memory than expected',
    offences: [
      ...(diskBytes > bound ? [{ where: 'disk', what: `${diskBytes} bytes, more than ${bound}` }] : []),
      ...(memoryBytes > MEMORY ? [{ where: 'memory', what: `${memoryBytes} bytes, more than ${MEMORY}` }] : []),
    ],
  };
}

type Facts = {
  evidence: Evidence;
  sizes: Sizes;
  doneInStorm: number;
  stormMs: number;
  durationMs: number;
  world: World;
};

function figuresOf({ evidence, sizes, doneInStorm, stormMs, durationMs, world }: Facts): Record<string, number> {
  const { stories, kills, stored, shop, leads, parked } = evidence;
  const { counters } = world.phone.state;
  const ticks = [...stored.runs.values()].filter(({ flow }) => flow === 'chaos-tick');
  return {
    conversations: stories.length,
    'conversations over before the storm was': doneInStorm,
    kills: kills.length,
    'kills during start': kills.filter(({ inStart }) => inStart).length,
    runs: stored.runs.size,
    'runs started by the clock': ticks.length,
    'journal entries': stored.entries,
    effects: stored.effects.length,
    'effects under way at a kill or without an answer': stored.effects.filter(({ unknownSince }) => unknownSince)
      .length,
    'effects parked and settled by staff': parked.size,
    'messages that reached a phone': counters.sent,
    'messages that overtook one of unknown fate': overtakingsOf(evidence).overtakings.length,
    'webhooks not answered 200': counters.webhooksMissed,
    'webhooks in all': counters.webhooks,
    'calls of the shop': shop.calls.length,
    'calls of the shop without an answer': shop.calls.filter(({ status }) => status === undefined).length,
    'Leads made, by the call log of the org': leads.length,
    'kilobytes on disk': Math.round(sizes.diskBytes / 1000),
    'megabytes of memory': Math.round(sizes.memoryBytes / 1e6),
    'seconds of storm': Math.round(stormMs / 1000),
    'seconds in all': Math.round(durationMs / 1000),
  };
}

await runProgram({ program: PROGRAM, startWorld, writeProject, run });
