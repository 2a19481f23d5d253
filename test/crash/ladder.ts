// Kills the server again and again while reminders climb a ladder of two channels: WhatsApp first, then a text message,
// by another provider and in another lane. Then asks whether anybody was not reached, or got more than was due.
import { types } from '../../src/control/catalog.ts';
import { seededRandom } from '../../src/simulator/seeded-random.ts';
import { readStored } from './chaos/evidence.ts';
import type { Program } from './chaos/options.ts';
import type { Report } from './chaos/report.ts';
import { checkRest, runProgram, untilQuiet, type Parts } from './chaos/run-program.ts';
import { rage, type Kill } from './chaos/storm.ts';
import { checkAll, laddersOf, repeatsOf } from './ladder/checks.ts';
import { readStories, type Evidence } from './ladder/evidence.ts';
import { playPeople, type Play } from './ladder/people.ts';
import { planOf, WITHIN_MS } from './ladder/plan.ts';
import { PLACES, startWorld, writeProject, type World } from './ladder/world.ts';

/** Lives in which WhatsApp tells of deliveries only when the text message has gone out long ago. */
const LATE = 0.5;
const LATE_MS = 3 * WITHIN_MS;
/** Lives that wait for no proof at all: what was sent and not noted is sent again at once. */
const IMPATIENT = 0.2;
const QUIET_MS = 1500;

const PROGRAM: Program = {
  name: 'ladder',
  short: { conversations: 40, leastKills: 8, longestLifeMs: 1500, stormMs: 20_000, calmMs: 40_000 },
  full: { conversations: 2000, leastKills: 100, longestLifeMs: 3000, stormMs: 30 * 60_000, calmMs: 10 * 60_000 },
};

async function run({ wanted, world, data, complaints, ...parts }: Parts<World>): Promise<Report> {
  const start: Parts<World>['start'] = (place) => parts.start({ graceSeconds: 0, ...place });
  const began = Date.now();
  const plans = Array.from({ length: wanted.conversations }, (_, index) => planOf(index));
  world.expect(plans);
  const crowd = seededRandom(wanted.seed);
  const play = playPeople({ world, plans, inFlight: wanted.inFlight, random: crowd });
  const kills = await storm({ wanted, world, play, start });
  const stormMs = Date.now() - began;
  const doneInStorm = play.done.size;
  world.calm();
  await calm({ wanted, world, play, start });
  const evidence: Evidence = {
    stories: readStories(world, plans, play.done),
    stored: await readStored(data),
    kills,
  };
  const work = (): string => `${sentBy(world)} messages`;
  const checks = [...checkAll(evidence, types), await checkRest(work, start)];
  const seconds = (ms: number): number => Math.round(ms / 1000);
  const times = { 'seconds of storm': seconds(stormMs), 'seconds in all': seconds(Date.now() - began) };
  const figures = { ...figuresOf(evidence, world), 'conversations over before the storm was': doneInStorm, ...times };
  return { seed: wanted.seed, checks, figures, complaints };
}

type Scene = Pick<Parts<World>, 'wanted' | 'world' | 'start'> & { play: Play };

async function storm({ wanted, world, play, start }: Scene): Promise<Kill[]> {
  const random = seededRandom(wanted.seed + 1);
  const until = Date.now() + wanted.stormMs;
  return rage({
    start: () => start(random() < IMPATIENT ? { proofSeconds: 0 } : {}),
    random,
    isOver: (kills) => Date.now() > until || (play.done.size === wanted.conversations && kills >= wanted.leastKills),
    longestLifeMs: wanted.longestLifeMs,
    ready(url) {
      world.setServer(url);
      world.delayStatuses(random() < LATE ? LATE_MS : 0);
    },
  });
}

/** One server that nobody disturbs finishes what is left and is closed properly. */
async function calm({ wanted, world, play, start }: Scene): Promise<void> {
  const server = start();
  world.setServer(await server.ready);
  const isQuiet = (): boolean =>
    play.done.size === wanted.conversations && PLACES.every((place) => world.phones[place].state.hooks.size === 0);
  await untilQuiet(isQuiet, QUIET_MS, Date.now() + wanted.calmMs);
  await server.close();
}

const sentBy = ({ phones }: World): number => PLACES.reduce((sum, place) => sum + phones[place].state.counters.sent, 0);

function figuresOf(evidence: Evidence, world: World): Record<string, number> {
  const { stories, stored, kills } = evidence;
  const firsts = laddersOf(stored).flatMap(({ rungs }) => rungs[0] ?? []);
  const seconds = laddersOf(stored).flatMap(({ rungs }) => rungs[1] ?? []);
  const answered = stories.flatMap(({ shown }) =>
    shown.filter(({ from, place }) => from === 'customer' && place === 'sms'),
  );
  const sum = (what: 'webhooks' | 'webhooksMissed'): number =>
    PLACES.reduce((count, place) => count + world.phones[place].state.counters[what], 0);
  return {
    conversations: stories.length,
    kills: kills.length,
    'kills during start': kills.filter(({ inStart }) => inStart).length,
    'first rungs that were refused or came to nothing': firsts.filter(({ state }) => state === 'failed').length,
    'second rungs': seconds.length,
    'late deliveries': firsts.filter(({ late }) => late).length,
    'answers by text message': answered.length,
    'messages that reached a phone': sentBy(world),
    'messages that reached a phone more than once': repeatsOf(evidence).length,
    'effects under way at a kill or without an answer': stored.effects.filter(({ unknownSince }) => unknownSince)
      .length,
    'webhooks not answered 200': sum('webhooksMissed'),
    'webhooks in all': sum('webhooks'),
  };
}

await runProgram({ program: PROGRAM, startWorld, writeProject, run });
