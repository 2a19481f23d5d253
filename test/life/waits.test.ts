// Waits of all kinds, from a minute to a year, over both changes of the clocks in Rome, kills, downtimes and publishes:
// each ends exactly once, never early, and late only where nobody was there.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { parseDuration } from '../../src/base/duration.ts';
import type { Flow, Step } from '../../src/flow/flow.ts';
import type { Run } from '../../src/flow/run.ts';
import { end, flowOf, send, step } from '../../src/inbox/testing/inbox-world.ts';
import { createPhones, isFull, openLife, phone, says, seededRandom, seeds, type Draft, type Life } from './life.ts';
import { firstOpening, momentInRome, nextDaily, OFFICE_HOURS, wallInRome } from './rome.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const AT = Date.UTC(2026, 8, 20, 6);
const PEOPLE = isFull ? 500 : 80;
const RESTARTS = isFull ? 100 : 25;
const IDLE_MS = 3 * DAY;
/** After a downtime overdue waits give a reply that is redelivered so long. */
const GRACE_MS = MINUTE;

const DURATIONS = ['PT1M', 'PT59M', 'PT24H', 'P1D', 'P35D', 'P182D', 'P365D'];
const DATES = [
  '2026-10-25',
  '2026-10-25T02:30',
  '2026-10-26T02:30',
  '2027-03-28T02:30',
  '2027-03-28T03:00',
  '2027-03-29',
];
const TIMES = { '30 2 * * *': '02:30', '0 9 * * *': '09:00' };

/** A kind of wait: what a person writes to begin it, its step, and when it ends that began at `at` with such words. */
type Kind = { word: string; step: Step; dueAt(at: number, text: string): number };

const msOf = (duration: string): number => parseDuration(duration) ?? 0;

const kinds: readonly Kind[] = [
  ...DURATIONS.map((duration): Kind => {
    const dueAt = (at: number): number => at + msOf(duration);
    return { word: `for${duration}`, step: step('wait', { for: duration }, { elapsed: 'say' }), dueAt };
  }),
  ...DURATIONS.map((timeout): Kind => {
    const waitReply = step('waitReply', { timeout, failureOf: false }, { replied: 'thanks', timeout: 'say' });
    return { word: `reply${timeout}`, step: waitReply, dueAt: (at) => at + msOf(timeout) };
  }),
  {
    word: 'until',
    step: step('wait', { until: '{{ message.text | remove: "until " }}' }, { elapsed: 'say' }),
    dueAt: (at, text) => Math.max(at, momentInRome(text.replace('until ', ''))),
  },
  { word: 'open', step: step('wait', { untilOpen: 'office' }, { elapsed: 'say' }), dueAt: firstOpening },
];

/** The flow of a kind; each edition is a version of its own. */
const flowOfKind = ({ word, step: wait }: Kind, edition: number): Draft =>
  flowOf(
    word.toLowerCase(),
    { wait, say: send(`over ${edition} {{ flow.version }}`, 'end'), thanks: send('thanks', 'end'), end },
    { triggers: [{ type: 'message', keywords: [word] }] },
  );

const clocks = (edition: number): Draft[] => [
  flowOf(
    'clock',
    { note: step('note', { text: `${edition}` }, { next: 'end' }), end },
    { triggers: Object.keys(TIMES).map((cron) => ({ type: 'schedule', cron, timeZone: 'Europe/Rome' })) },
  ),
  flowOf(
    'idle',
    { say: send('idle', 'end'), end },
    { triggers: [{ type: 'conversation', event: 'idle', after: 'P3D' }] },
  ),
];

/** What happens to the installation, and when. */
type Deed = { at: number; do(year: Year): Promise<void> };

/** A year in the life of an installation. */
type Year = {
  life: Life;
  random(): number;
  editions: Map<string, string[]>;
  /** When a process was there. */
  ups: { from: number; to: number }[];
  /** The versions that were current when a message came. */
  currentAt: Map<string, readonly Flow[]>;
};

/** Kills the process, perhaps for a long time, and notes when it was there. */
async function restart({ life, ups, random }: Year): Promise<void> {
  const downMs = [0, 10_000, 5 * MINUTE, 3 * HOUR, 3 * DAY][Math.floor(random() * 5)] ?? 0;
  ups.at(-1)!.to = life.now();
  await life.restart(downMs);
  ups.push({ from: life.now(), to: Infinity });
}

/** Makes a new version of a flow. */
async function publish({ life, editions }: Year, draftOf: (edition: number) => Draft): Promise<void> {
  const { id } = draftOf(0);
  const known = editions.get(id) ?? [];
  await life.publish(draftOf(known.length));
  editions.set(id, [...known, `${known.length}`]);
}

/** Somebody writes; now and then the process dies over it, and the provider delivers it again. */
async function write(year: Year, person: number, facts: { id: string; text: string; fatal: boolean }): Promise<void> {
  const { life, random, currentAt } = year;
  currentAt.set(facts.id, life.flows.current());
  const phoneOf = `+39333${1_000_000 + person}`;
  const event = says(`p${person}`, facts.text, { at: life.now(), id: facts.id, phone: phoneOf });
  if (facts.fatal) {
    void life.take(phone, event);
    for (let turns = Math.floor(random() * 6); turns > 0; turns--) await turn();
    await restart(year);
  }
  await life.take(phone, event);
}

/** A person who begins a wait, and perhaps answers; now and then the process dies just before the wait ends. */
function personsDeeds(person: number, random: () => number): Deed[] {
  const kind = kinds[Math.floor(random() * kinds.length)]!;
  const at = AT + Math.floor(random() * 60 * DAY);
  const anyDate = wallInRome(at + Math.floor(random() * 300 * DAY));
  const date = random() < 0.7 ? DATES[Math.floor(random() * DATES.length)] : anyDate;
  const text = kind.word === 'until' ? `until ${date}` : kind.word;
  const dueAt = kind.dueAt(at, text);
  const fatal = random() < 0.1;
  const deeds: Deed[] = [{ at, do: (year) => write(year, person, { id: `start-${person}`, text, fatal }) }];
  const repliedAt = at + Math.floor(random() * (dueAt - at));
  if (kind.word.startsWith('reply') && random() < 0.5)
    deeds.push({
      at: repliedAt,
      do: (year) => write(year, person, { id: `reply-${person}`, text: 'ok', fatal: false }),
    });
  if (random() < 0.2) deeds.push({ at: dueAt - Math.floor(random() * MINUTE), do: restart });
  return deeds;
}

function planOf(random: () => number): Deed[] {
  const drafts = [
    ...kinds.map((kind) => (edition: number) => flowOfKind(kind, edition)),
    (edition: number) => clocks(edition)[0]!,
  ];
  const anyTime = (): number => AT + Math.floor(random() * 400 * DAY);
  const deeds = Array.from({ length: PEOPLE }, (_, person) => personsDeeds(person, random)).flat();
  for (let count = 0; count < RESTARTS; count++) {
    const draftOf = drafts[Math.floor(random() * drafts.length)]!;
    deeds.push({ at: anyTime(), do: restart }, { at: anyTime(), do: (year) => publish(year, draftOf) });
  }
  return deeds.sort((left, right) => left.at - right.at);
}

async function liveThrough(t: TestContext, seed: number) {
  const random = seededRandom(seed);
  const { arrived, perform } = createPhones();
  const flows = [...kinds.map((kind) => flowOfKind(kind, 0)), ...clocks(0)];
  const life = await openLife(t, {
    at: AT,
    flows,
    outside: perform,
    router: { calendar: () => ({ timeZone: 'Europe/Rome', weekly: OFFICE_HOURS, holidays: [] }) },
  });
  const editions = new Map(flows.map(({ id }) => [String(id), ['0']]));
  const year: Year = { life, random, editions, ups: [{ from: AT, to: Infinity }], currentAt: new Map() };
  for (const deed of planOf(random)) {
    if (deed.at > life.now()) await life.advance(deed.at - life.now());
    await deed.do(year);
  }
  // Whoever wrote while nobody was there began later than planned.
  const downMs = year.ups.reduce((sum, { from }, number) => sum + from - (year.ups[number - 1]?.to ?? AT), 0);
  await life.advance(AT + 430 * DAY + downMs - life.now());
  year.ups.at(-1)!.to = life.now();
  return { ...year, arrived };
}

/** When something that is due then takes place, with a process that is there only sometimes. */
function firesAt(dueAt: number, ups: Year['ups']): number {
  for (const { from, to } of ups) {
    if (dueAt > from && dueAt <= to) return dueAt;
    if (dueAt <= from && from + GRACE_MS <= to) return from + GRACE_MS;
  }
  return Infinity;
}

/** When a wait ends that began then; an opening that was missed is waited for anew. */
function endsAt({ word, dueAt }: Kind, begun: { at: number; text: string }, ups: Year['ups']): number {
  let due = dueAt(begun.at, begun.text);
  if (due === begun.at) return due;
  for (;;) {
    const at = firesAt(due, ups);
    if (word !== 'open' || at === Infinity || firstOpening(at) === at) return at;
    due = firstOpening(at);
  }
}

/** A run with its beginning, what it was told in it, and when it said something. */
async function storyOf({ life }: Pick<Year, 'life'>, run: Run) {
  const journal = await life.store.list('journal', { where: { run: run.id } });
  const effects = await life.store.list('effect', { where: { run: run.id } });
  const started = journal[0]?.event;
  const message = started?.type === 'started' ? started.message : undefined;
  const elapsed = journal.filter(({ event }) => event.type === 'elapsed').length;
  return { run, at: journal[0]?.at ?? 0, message, elapsed, said: effects.map(({ at }) => at) };
}

type Story = Awaited<ReturnType<typeof storyOf>>;

/** Holds one wait to its time: told once, by the version that it began with. */
function assertOnTime(
  story: Story,
  year: Awaited<ReturnType<typeof liveThrough>>,
  repliedAt: number | undefined,
): void {
  const { run, at, message, said } = story;
  const { ups, arrived, currentAt, editions } = year;
  const kind = kinds.find(({ word }) => word.toLowerCase() === run.flow.id)!;
  const text = message?.text ?? '';
  const endedAt = endsAt(kind, { at, text }, ups);
  const replied = repliedAt !== undefined && repliedAt < endedAt;
  const who = `${text} of ${new Date(at).toISOString()}, ended ${said.map((each) => new Date(each).toISOString()).join()}`;
  assert.equal(run.status, 'completed', who);
  assert.deepEqual(said, [replied ? repliedAt : endedAt], who);
  const version = currentAt.get(message?.id ?? '')?.find(({ id }) => id === run.flow.id)?.version;
  assert.equal(run.flow.version, version, 'a run keeps the version that it began with');
  const texts = arrived.filter((arrival) => arrival.run === run.id).map((arrival) => arrival.text);
  assert.deepEqual(texts, [
    replied ? 'thanks' : `over ${editions.get(run.flow.id)?.[run.flow.version - 1]} ${version}`,
  ]);
}

/** Silences that were long enough, by what a person wrote. */
function idleTimes(written: readonly number[], ups: Year['ups']): number[] {
  return written
    .map((at, number) => ({ at: firesAt(at + IDLE_MS, ups), next: written[number + 1] ?? Infinity }))
    .filter(({ at, next }) => at < next)
    .map(({ at }) => at);
}

/** Each time of a daily schedule that somebody was there for, and of those missed together the first. */
function scheduledTimes(time: string, { ups }: Year, until: number): string[] {
  const times: string[] = [];
  for (let due = nextDaily(time, AT); ;) {
    const at = firesAt(due, ups);
    if (at > until) return times;
    times.push(`${at} for ${due}`);
    due = nextDaily(time, at);
  }
}

for (const seed of seeds)
  void test(`waits from a minute to a year end once and on time (seed ${seed})`, async (t) => {
    const year = await liveThrough(t, seed);
    const { life, ups } = year;
    const stories: Story[] = [];
    for (const run of await life.runs()) stories.push(await storyOf(year, run));
    const inbound = (
      await Promise.all(
        (await life.store.list('conversation')).map(({ key }) =>
          life.store.list('message', { where: { conversation: key } }),
        ),
      )
    ).map((messages) => messages.filter(({ direction }) => direction === 'in'));
    const waits = stories.filter(({ message }) => message !== undefined);
    assert.equal(waits.length, PEOPLE);
    for (const story of waits) {
      const own = inbound.flat().filter(({ lane }) => lane === story.run.lane);
      assertOnTime(story, year, own.find(({ providerId }) => providerId?.startsWith('reply'))?.at);
    }
    const idle = stories.filter(({ run }) => run.flow.id === 'idle').flatMap(({ said }) => said);
    const silent = inbound.flatMap((messages) =>
      idleTimes(
        messages.map(({ at }) => at),
        ups,
      ),
    );
    assert.deepEqual(idle.sort(), silent.sort());
    const clock = stories.filter(({ run }) => run.flow.id === 'clock');
    const rung = clock.map(({ at, run }) => `${at} for ${String(run.input?.['scheduledAt'])}`);
    const wanted = Object.values(TIMES).flatMap((time) => scheduledTimes(time, year, life.now()));
    assert.deepEqual(rung.sort(), wanted.sort());
    assert.deepEqual(await life.store.list('stuck'), []);
  });
