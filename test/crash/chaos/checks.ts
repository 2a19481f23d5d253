import { isDeepStrictEqual } from 'node:util';
import { advance } from '../../../src/flow/advance.ts';
import { isFinal, newRun, type Run } from '../../../src/flow/run.ts';
import type { Types } from '../../../src/flow/step-type.ts';
import { textOf } from '../../../src/message/content.ts';
import type { EffectRecord, JournalRecord, MessageRecord } from '../../../src/store/records.ts';
import type { Evidence, Seen, Story, Stored } from './evidence.ts';
import { leadOf, repliesTo, saidBy } from './plan.ts';
import type { Kill } from './storm.ts';

/** Something that must not be: which conversation or run, and what about it. */
export type Offence = { where: string; what: string };

/** One promise and what speaks against it: nothing, when it was kept. */
export type Check = { name: string; offences: readonly Offence[] };

/** Every check, in the order in which it is told. */
export function checkAll(evidence: Evidence, types: Types): Check[] {
  const { stories, stored } = evidence;
  return [
    { name: 'lost conversations', offences: lostConversations(stories) },
    { name: 'duplicate Leads', offences: duplicateLeads(evidence) },
    { name: 'answers in the wrong field', offences: stories.flatMap(wrongFields) },
    { name: 'messages of the bot out of order', offences: stories.flatMap(wrongReplies) },
    { name: 'kept messages out of order', offences: wrongArrivals(evidence) },
    { name: 'journals out of order', offences: wrongJournals(stored) },
    { name: 'runs that are not completed', offences: openRuns(stored) },
    { name: 'effects that are not done', offences: openEffects(stored) },
    { name: 'events kept as stuck', offences: stuckEvents(stored) },
    { name: 'journals that do not fold to their run', offences: wrongFolds(stored, types) },
    { name: 'messages twice without a mark or a kill', offences: wrongRepeats(evidence) },
  ];
}

const nameOf = ({ plan }: Story): string => `conversation ${plan.index}`;

/** Conversations that did not come to their end, or left no Lead. */
export function lostConversations(stories: readonly Story[]): Offence[] {
  return stories.flatMap((story) => {
    const { done, leads } = story;
    if (!done) return [{ where: nameOf(story), what: 'did not come to its end' }];
    return leads.length === 0 ? [{ where: nameOf(story), what: 'has no Lead' }] : [];
  });
}

/** Leads beyond one per person, per key and per conversation, by the org's own log. */
export function duplicateLeads({ stories, creations }: Evidence): Offence[] {
  const byKey = new Map<string, number>();
  for (const { key } of creations) {
    const name = key ? `${key.field}=${key.value}` : 'no key';
    byKey.set(name, (byKey.get(name) ?? 0) + 1);
  }
  const persons = stories
    .filter(({ leads }) => leads.length > 1)
    .map((story) => ({ where: nameOf(story), what: `has the Leads ${story.leads.map(({ id }) => id).join(', ')}` }));
  const keys = [...byKey]
    .filter(([name, count]) => count > 1 || name === 'no key')
    .map(([name, count]) => ({ where: name, what: `made ${count} records` }));
  const leads = stories.reduce((count, story) => count + story.leads.length, 0);
  const strangers =
    creations.length === leads ? [] : [{ where: 'org', what: `made ${creations.length} records for ${leads} Leads` }];
  return [...persons, ...keys, ...strangers];
}

function wrongFields(story: Story): Offence[] {
  const wanted = Object.entries(leadOf(story.plan));
  return story.leads.flatMap(({ id, fields }) =>
    wanted
      .filter(([field, value]) => (fields[field] ?? undefined) !== value)
      .map(([field, value]) => ({
        where: nameOf(story),
        what: `Lead ${id}: ${field} is ${JSON.stringify(fields[field])}, not ${JSON.stringify(value)}`,
      })),
  );
}

/** What the bot said, each message at its first arrival, against what it had to say. */
export function wrongReplies(story: Story): Offence[] {
  const { plan, thread, leads, done } = story;
  if (!done || !leads[0]) return [];
  const replies = [...arrivalsByCallback(thread).values()].flatMap(([first]) => (first ? [first.text] : []));
  const wanted = repliesTo(plan, leads[0].id);
  return isDeepStrictEqual(replies, wanted)
    ? []
    : [{ where: nameOf(story), what: `heard ${JSON.stringify(replies)}, not ${JSON.stringify(wanted)}` }];
}

/** Arrivals of each message of the bot, by its callback data, in the order of first arrival. */
export function arrivalsByCallback(thread: readonly Seen[]): Map<string, Seen[]> {
  const arrivals = new Map<string, Seen[]>();
  for (const message of thread) {
    if (message.from !== 'business') continue;
    const key = message.callback ?? message.id;
    arrivals.set(key, [...(arrivals.get(key) ?? []), message]);
  }
  return arrivals;
}

/** Both sides of the conversation, as they stand in the store, against what was to be said. */
function wrongArrivals({ stories, stored }: Evidence): Offence[] {
  const lanes = groupBy(stored.messages, ({ lane }) => lane);
  const laneOf = new Map(stored.messages.map(({ providerId, lane }) => [providerId, lane]));
  return stories.flatMap((story) => {
    const where = nameOf(story);
    const first = story.thread.find(({ from }) => from === 'customer');
    const lane = first && laneOf.get(first.id);
    const messages = (lane && lanes.get(lane)) || [];
    const kept = (side: MessageRecord['direction']): string[] =>
      messages.filter(({ direction }) => direction === side).map(({ content }) => textOf(content));
    const lead = story.done ? story.leads[0] : undefined;
    return [
      ...unlessSame(where, kept('in'), saidBy(story.plan)),
      ...(lead ? unlessSame(where, kept('out'), repliesTo(story.plan, lead.id)) : []),
      ...messages
        .filter(({ at }, index) => at < (messages[index - 1]?.at ?? 0))
        .map(({ key }) => ({ where, what: `message ${key} goes back in time` })),
    ];
  });
}

function unlessSame(where: string, kept: readonly string[], wanted: readonly string[]): Offence[] {
  if (isDeepStrictEqual(kept, wanted)) return [];
  return [{ where, what: `${JSON.stringify(kept)} is kept, not ${JSON.stringify(wanted)}` }];
}

/** Journals are numbered without a gap; a lane's entries never go back in time, and its runs follow each other. */
export function wrongJournals({ journal, runs }: Stored): Offence[] {
  const entries = groupBy(journal, ({ run }) => run);
  const gaps = runs.flatMap(({ run }) => {
    const own = entries.get(run.id) ?? [];
    const wrong = own.find(
      ({ number, at, after }, index) =>
        number !== index || at < (own[index - 1]?.at ?? 0) || after.revision !== number + 1,
    );
    if (wrong) return [{ where: run.id, what: `entry ${wrong.key} is out of order` }];
    return own.length === run.revision
      ? []
      : [{ where: run.id, what: `has ${own.length} entries for ${run.revision} events` }];
  });
  const lanes = groupBy(runs, ({ run }) => run.lane);
  const overlaps = [...lanes].flatMap(([lane, own]) => {
    const spans = own.map(({ run }) => spanOf(entries.get(run.id) ?? [])).sort((left, right) => left.from - right.from);
    return spans.some(({ from }, index) => from < (spans[index - 1]?.to ?? 0))
      ? [{ where: lane, what: 'has runs at the same time' }]
      : [];
  });
  return [...gaps, ...overlaps];
}

function spanOf(entries: readonly JournalRecord[]): { from: number; to: number } {
  return { from: entries[0]?.at ?? 0, to: entries.at(-1)?.at ?? 0 };
}

/** Runs that did not come to their good end. */
export function openRuns({ runs }: Stored): Offence[] {
  return runs
    .filter(({ run }) => run.status !== 'completed')
    .map(({ run }) => ({
      where: run.id,
      what: isFinal(run)
        ? `${run.status}: ${run.failure?.message}`
        : `stands at ${run.at}: ${JSON.stringify(run.wait)}`,
    }));
}

/** Events that could not be applied. */
export function stuckEvents({ stuck }: Stored): Offence[] {
  return stuck.map(({ key, message }) => ({ where: key, what: message }));
}

function openEffects({ effects }: Stored): Offence[] {
  return effects
    .filter(({ state }) => state !== 'done')
    .map((effect) => ({ where: effect.key, what: `${effect.state} after ${effect.attempts} attempts` }));
}

/** Every stored journal, applied once more from the beginning, leads to the states it says and to the stored run. */
export function wrongFolds({ runs, journal, flows }: Stored, types: Types): Offence[] {
  const entries = groupBy(journal, ({ run }) => run);
  return runs.flatMap(({ run: stored }) => {
    const flow = flows.find(({ id, version }) => id === stored.flow.id && version === stored.flow.version);
    if (!flow) return [{ where: stored.id, what: 'has no flow version' }];
    const { id, flow: pinned, lane, connection, channel, conversation, startedBy } = stored;
    const born = newRun({ id, flow: pinned, lane, connection, channel, conversation });
    // The message that a run was begun for is noted before its first event.
    let run: Run = startedBy === undefined ? born : { ...born, startedBy };
    for (const { event, after, key } of entries.get(stored.id) ?? []) {
      run = advance(flow, run, event, types).run;
      if (!sameRun(run, after)) return [{ where: stored.id, what: `entry ${key} folds to another state` }];
    }
    return sameRun(run, stored) ? [] : [{ where: stored.id, what: 'the journal folds to another run' }];
  });
}

const plain = (run: Run): unknown => JSON.parse(JSON.stringify(run));
const sameRun = (left: Run, right: Run): boolean => isDeepStrictEqual(plain(left), plain(right));

/** A message that reached a phone more than once, and what the store knows of its send. */
export type Repeat = { story: Story; arrivals: readonly Seen[]; effect: EffectRecord | undefined; marked: boolean };

/** Messages that reached a phone more than once. */
export function repeatsOf({ stories, stored }: Evidence): Repeat[] {
  const effects = new Map(stored.effects.map((effect) => [String(effect.key), effect]));
  const messages = new Map(stored.messages.map((message) => [message.key, message]));
  return stories.flatMap((story) =>
    [...arrivalsByCallback(story.thread)]
      .filter(([, arrivals]) => arrivals.length > 1)
      .map(([callback, arrivals]) => {
        const effect = effects.get(callback);
        const message = effect?.target && messages.get(effect.target.message);
        return { story, arrivals, effect, marked: message?.possiblyTwice === true && effect?.possiblyTwice === true };
      }),
  );
}

/** How long after a process is gone a request that it had sent may still be taken in. */
const ON_THE_LINE_MS = 500;

/** Repeats that are not marked, or whose send was not in flight at a kill. */
function wrongRepeats(evidence: Evidence): Offence[] {
  return repeatsOf(evidence).flatMap(({ story, arrivals, effect, marked }) => {
    const where = nameOf(story);
    const what = `${JSON.stringify(arrivals[0]?.text)} arrived at ${arrivals.map(({ at }) => at).join(', ')}`;
    const state = effect && `${effect.state}, attempts ${effect.attempts}, unknown since ${effect.unknownSince}`;
    if (!marked) return [{ where, what: `${what} and is not marked (${effect?.key}: ${state})` }];
    return wasInFlight(arrivals, effect, evidence.kills)
      ? []
      : [{ where, what: `${what} without a kill in between (${effect?.key}: ${state})` }];
  });
}

/**
 * True when the server was killed between each arrival and the next, and the outcome was unknown before the second one:
 * a send that never left may have been in doubt before its first arrival already.
 */
export function wasInFlight(
  arrivals: readonly Pick<Seen, 'at'>[],
  effect: Pick<EffectRecord, 'at' | 'unknownSince'> | undefined,
  kills: readonly Kill[],
): boolean {
  const { at: issuedAt = Infinity, unknownSince = Infinity } = effect ?? {};
  return arrivals.slice(1).every(({ at: next }, index) => {
    const before = arrivals[index]?.at ?? 0;
    const between = ({ at, goneAt }: Kill): boolean =>
      issuedAt <= goneAt && before <= goneAt + ON_THE_LINE_MS && at <= next;
    return unknownSince <= next && kills.some(between);
  });
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
