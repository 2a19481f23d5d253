import { arrivalsByCallback, type Check, type Offence } from '../chaos/checks.ts';
import type { Seen } from '../chaos/evidence.ts';
import type { Kill } from '../chaos/storm.ts';
import { amountOf, receiptOf } from './callers.ts';
import { difference, type Kept, type Stored, type Told } from './evidence.ts';
import { flowName, TEXTS } from './flows.ts';
import type { Shop, ShopCall } from './shop.ts';
import type { StoryName } from './stories.ts';

/** One story as the phone knows it. */
export type Ending = { index: number; name: StoryName; done: boolean; wrong?: string; thread: readonly Seen[] };

/** A record that the org made, by its call log, and the name that it has now. */
export type Made = { id: string; key: string; name: string };

/** Everything that the checks look at. */
export type Evidence = {
  stories: readonly Ending[];
  leads: readonly Made[];
  shop: Pick<Shop, 'calls' | 'stock'>;
  stored: Stored;
  /** Effects that staff have seen parked. */
  parked: ReadonlySet<string>;
  kills: readonly Kill[];
};

/** Every check, in the order in which it is told. */
export function checkAll(evidence: Evidence): Check[] {
  const { stories, stored } = evidence;
  return [
    { name: 'stories that did not come to their end', offences: stories.flatMap(endOf) },
    { name: 'messages that are not kept once, with a fate and in order', offences: wrongArrivals(evidence) },
    { name: 'messages of the bot that are not heard in order', offences: wrongReplies(evidence) },
    { name: 'journals out of order or that do not fold to their run', offences: stored.journals },
    { name: 'runs that did not end as they should', offences: wrongRuns(stored) },
    { name: 'effects that did not end as they should', offences: wrongEffects(stored) },
    { name: 'parked effects that are not the calls of unknown outcome', offences: wrongParked(evidence) },
    { name: 'calls of the shop done twice, or not at all', offences: wrongCalls(evidence) },
    { name: 'Leads that are not there once', offences: wrongLeads(evidence) },
    { name: 'flows that were not started once', offences: wrongStarts(evidence) },
    { name: 'events kept as stuck', offences: stored.stuck },
  ];
}

function endOf({ index, name, done, wrong }: Ending): Offence[] {
  if (wrong !== undefined) return [{ where: `${name} ${index}`, what: wrong }];
  return done ? [] : [{ where: `${name} ${index}`, what: 'did not come to its end' }];
}

function wrongArrivals({ stories, stored }: Evidence): Offence[] {
  const incoming = stored.messages.filter(({ direction }) => direction === 'in');
  const byProvider = Map.groupBy(incoming, ({ providerId }) => providerId ?? '');
  const byLane = Map.groupBy(incoming, ({ lane }) => lane);
  return stories.flatMap(({ index, name, thread }) => {
    const where = `${name} ${index}`;
    const said = thread.filter(({ from }) => from === 'customer');
    const wrong = said.flatMap(({ id, text }) => {
      const kept = byProvider.get(id) ?? [];
      if (kept.length !== 1) return [{ where, what: `"${text}" is kept ${kept.length} times` }];
      return kept[0]?.fate === undefined ? [{ where, what: `"${text}" has no fate` }] : [];
    });
    const lane = byProvider.get(said[0]?.id ?? '')?.[0]?.lane;
    const found = (lane === undefined ? [] : (byLane.get(lane) ?? [])).map(({ text }) => text);
    const order = difference(
      found,
      said.map(({ text }) => text),
    );
    return [...wrong, ...(order === undefined ? [] : [{ where, what: `kept: ${order}` }])];
  });
}

/** A message that was heard before one that had been said earlier. */
export type Overtaking = { story: Ending; earlier: Told; later: Told };

/**
 * Messages that overtook each other, and what the phone did not receive as it was said. A run waits for each message
 * that it sends, so its own never overtake each other. Another run of the same person does not wait: its message may
 * overtake one that nobody knows the fate of.
 */
export function overtakingsOf({ stories, stored }: Evidence): { overtakings: Overtaking[]; offences: Offence[] } {
  const byLane = Map.groupBy(stored.messages, ({ lane }) => lane);
  const laneOf = new Map(
    stored.messages.flatMap(({ providerId, lane }) => (providerId === undefined ? [] : [[providerId, lane]])),
  );
  const effects = new Map(stored.effects.map((effect) => [String(effect.key), effect]));
  const overtakings: Overtaking[] = [];
  const offences = stories.flatMap((story) => {
    const lane = laneOf.get(story.thread.find(({ from }) => from === 'customer')?.id ?? '');
    const kept = (lane === undefined ? [] : (byLane.get(lane) ?? [])).filter(({ direction }) => direction === 'out');
    const heard = [...arrivalsByCallback(story.thread).keys()];
    const said = kept
      .flatMap(({ effect }) => effects.get(String(effect)) ?? [])
      .filter((effect) => heard.includes(effect.key) || !isDropped(effect, stored));
    for (const [index, earlier] of said.entries())
      for (const later of said.slice(index + 1))
        if (heard.indexOf(later.key) < heard.indexOf(earlier.key)) overtakings.push({ story, earlier, later });
    const wrong = difference([...heard].sort(), said.map(({ key }) => String(key)).sort());
    return wrong === undefined ? [] : [{ where: `${story.name} ${story.index}`, what: `heard: ${wrong}` }];
  });
  return { overtakings, offences };
}

function wrongReplies(evidence: Evidence): Offence[] {
  const { overtakings, offences } = overtakingsOf(evidence);
  const wrong = overtakings.filter(
    ({ earlier, later }) => earlier.run === later.run || earlier.unknownSince === undefined,
  );
  return [
    ...offences,
    ...wrong.map(({ story, earlier, later }) => ({
      where: `${story.name} ${story.index}`,
      what: `heard "${later.text}" before "${earlier.text}"`,
    })),
  ];
}

/** Flows whose runs other flows and messages end on purpose. */
const CANCELED: ReadonlySet<string> = new Set(['order', 'later'].map(flowName));

function wrongRuns(stored: Stored): Offence[] {
  const { runs, effects } = stored;
  const lost = new Set(effects.filter((effect) => isLostInstead(effect, stored)).map(({ run }) => run));
  return [...runs.values()].flatMap(({ id, flow, status, at, waitsFor, failure }) => {
    if (status === 'completed' || (status === 'canceled' && CANCELED.has(flow))) return [];
    if (status === 'failed' && lost.has(id)) return [];
    const what = status === 'active' ? `stands at ${at} and waits for ${waitsFor}` : `${status}: ${failure?.message}`;
    return [{ where: `${flow} ${id}`, what }];
  });
}

function wrongEffects(stored: Stored): Offence[] {
  return stored.effects
    .filter((effect) => effect.state !== 'done' && !mayFail(effect, stored) && !isDropped(effect, stored))
    .map(({ key, state, code, attempts, route }) => ({
      where: key,
      what: `${route ?? ''} ${state} (${code}) after ${attempts} attempts`,
    }));
}

/** What a canceled run had asked for and nobody was performing then is not performed any more. */
function isDropped({ state, code, run }: Told, { runs }: Stored): boolean {
  return state === 'failed' && code === 'denied' && runs.get(run)?.status === 'canceled';
}

/** What is refused, what staff gave up, and a message that was to be lost. */
function mayFail(effect: Told, stored: Stored): boolean {
  const { state, route, code, text } = effect;
  if (state !== 'failed') return false;
  const isRefused = route === 'parcels' || (route === 'refusals' && code === 'invalid');
  return isRefused || text === TEXTS.news || isLostInstead(effect, stored);
}

/** Where another fault hit the message that was to be lost, so that it arrived, the next one is lost in its place. */
function isLostInstead({ state, code, text, run }: Told, { effects, messages }: Stored): boolean {
  if (state !== 'failed' || text !== TEXTS.again || code !== 'not_found') return false;
  const first = effects.find((effect) => effect.run === run && effect.text === TEXTS.news);
  return messages.some(({ effect, status }) => effect === first?.key && status !== 'failed');
}

/** Was the answer to a call lost: cut off, never given, or one that says nothing? */
const isLost = ({ status }: ShopCall): boolean => status === undefined || status === 500;

/**
 * Of the calls that must not be repeated, staff have been asked about exactly those whose outcome nobody could know: the
 * answer was lost, or the server was killed between the call's issue and its end.
 */
function wrongParked({ stored, shop, kills, parked }: Evidence): Offence[] {
  const calls = Map.groupBy(
    shop.calls.filter(({ route }) => route === 'parcels'),
    ({ about }) => about,
  );
  const parcels = stored.effects.filter(({ route }) => route === 'parcels');
  const asked = new Set([...stored.settled, ...parked]);
  const strangers = [...asked].filter((key) => !parcels.some((effect) => effect.key === key));
  const wrong = parcels.flatMap(({ key, about, at, endedAt = Infinity }) => {
    const lost = (calls.get(about ?? '') ?? []).some(isLost);
    const killed = kills.some((kill) => at <= kill.goneAt && kill.at <= endedAt);
    if (asked.has(key) && !lost && !killed) return [{ where: key, what: 'was parked, though its answer came' }];
    return lost && !asked.has(key) ? [{ where: key, what: 'was not parked, though its answer was lost' }] : [];
  });
  return [...strangers.map((key) => ({ where: key, what: 'was parked, though it may be repeated' })), ...wrong];
}

/** What a run was told must be what the shop's log says: done once, or not at all. */
function wrongCalls({ stored, shop, stories }: Evidence): Offence[] {
  const done = Map.groupBy(
    shop.calls.filter(({ executed }) => executed),
    ({ route, about }) => `${route}/${about}`,
  );
  const wrong = stored.effects.flatMap(({ key, route, about, state }) => {
    if (route === undefined || route === 'prices' || route === 'refusals') return [];
    const times = done.get(`${route}/${about}`)?.length ?? 0;
    const wanted = state === 'done' ? 1 : 0;
    const held = route === 'stock' ? times >= wanted : times === wanted;
    return held ? [] : [{ where: key, what: `${route} of ${about} is ${state}, and was done ${times} times` }];
  });
  const stock = [...shop.stock].filter(([article, value]) => value !== (article.endsWith('-a') ? 1 : 2));
  return [
    ...wrong,
    ...stock.map(([article, value]) => ({ where: article, what: `has the value ${value}` })),
    ...stories.flatMap((story) => wrongParcels(story, stored, done)),
    ...stories.flatMap(wrongPayments),
  ];
}

/** A person was told that the parcel is on its way exactly when the shop has sent one. */
function wrongParcels(
  { index, name, thread, done }: Ending,
  { effects, messages }: Stored,
  calls: ReadonlyMap<string, unknown>,
): Offence[] {
  const told = thread.find(({ text }) => text === TEXTS.parcel || text === TEXTS.noParcel);
  if (!told || !done) return [];
  const run = messages.find(({ effect }) => effect === told.callback)?.effect?.replace(/#\d+$/, '');
  const sent = run !== undefined && calls.has(`parcels/${run}`);
  if (effects.length === 0 || sent === (told.text === TEXTS.parcel)) return [];
  return [
    { where: `${name} ${index}`, what: `was told "${told.text}", and the shop ${sent ? 'sent' : 'did not send'} it` },
  ];
}

/** A person is told of the amount and the receipt that this very run was called with. */
function wrongPayments({ index, name, thread, done }: Ending): Offence[] {
  const told = thread.filter(({ from }) => from === 'business');
  const run = told[0]?.callback?.replace(/#\d+$/, '');
  if (name !== 'payment' || !done || run === undefined) return [];
  const wanted = [`Paid ${amountOf(run)}.`, `Receipt ${receiptOf(run)}.`];
  const wrong = difference([...new Set(told.map(({ text }) => text))], wanted);
  return wrong === undefined ? [] : [{ where: `${name} ${index}`, what: `was told: ${wrong}` }];
}

/** Stories that leave a Lead. */
const LEAD: ReadonlySet<StoryName> = new Set<StoryName>(['plain', 'parcel', 'parcels', 'early', 'refused']);

function wrongLeads({ stories, leads }: Evidence): Offence[] {
  const byName = Map.groupBy(leads, ({ name }) => name);
  const byKey = Map.groupBy(leads, ({ key }) => key);
  const twice = [...byKey].filter(([, made]) => made.length > 1);
  const wanted = stories.filter(({ name, done }) => done && LEAD.has(name));
  const missing = wanted.filter(({ index }) => byName.get(nameOf(index))?.length !== 1);
  const more = leads.length - stories.filter(({ name }) => LEAD.has(name)).length;
  return [
    ...twice.map(([key, made]) => ({ where: key, what: `made ${made.length} records` })),
    ...missing.map(({ index, name }) => ({
      where: `${name} ${index}`,
      what: `has ${byName.get(nameOf(index))?.length ?? 0} Leads`,
    })),
    ...(more > 0 ? [{ where: 'org', what: `made ${more} Leads too many` }] : []),
  ];
}

const nameOf = (index: number): string => `Rossi-${String(index).padStart(6, '0')}`;

/** Flows that no message starts: how often they were, against how often they had to be. */
function wrongStarts({ stories, stored }: Evidence): Offence[] {
  const runs = [...stored.runs.values()];
  const of = (name: string) => runs.filter(({ flow }) => flow === flowName(name));
  const ended = (names: ReadonlySet<StoryName>) => stories.filter(({ name, done }) => done && names.has(name)).length;
  const completed = of('order').filter(({ status }) => status === 'completed').length;
  return [
    ...unlessOnce(of('tick').map(({ input }) => String(input['scheduledAt']))),
    ...unlessOnce(of('undelivered').map(({ input }) => String(input['message']))),
    ...unlessOnce(of('idle').map(({ conversation, input }) => `${conversation} ${JSON.stringify(input['after'])}`)),
    ...unlessOnce(of('ordered').map(({ input }) => String(input['run']))),
    ...unlessOnce(of('tagged').map(({ conversation }) => String(conversation))),
    ...unlessCount('ordered', of('ordered').length, completed),
    ...unlessCount('tagged', of('tagged').length, ended(LEAD)),
    ...unlessCount('notice', of('notice').length, ended(new Set(['notice']))),
    ...unlessCount('quote', of('quote').length, ended(new Set(['quote']))),
    ...unlessCount('day', of('day').length, ended(new Set(['booking']))),
    ...unlessCount('price', of('price').length, 5 * ended(new Set(['booking']))),
    ...silentConversations(stored, of('idle')),
    ...unnoticed(stored, of('undelivered')),
  ];
}

function unlessOnce(causes: readonly string[]): Offence[] {
  const times = Map.groupBy(causes, (cause) => cause);
  return [...times]
    .filter(([, each]) => each.length > 1)
    .map(([cause, each]) => ({ where: cause, what: `started ${each.length} runs` }));
}

function unlessCount(flow: string, found: number, wanted: number): Offence[] {
  return found === wanted ? [] : [{ where: flow, what: `was started ${found} times, not ${wanted}` }];
}

type Started = { conversation: unknown; input: Readonly<Record<string, unknown>> };

/** After its last message a conversation falls idle. */
function silentConversations({ messages }: Stored, idle: readonly Started[]): Offence[] {
  const noticed = new Set(
    idle.map(({ conversation, input }) => `${String(conversation)} ${(input['after'] as { since: number }).since}`),
  );
  const last = new Map<string, Kept>();
  for (const message of messages) if (message.direction === 'in') last.set(message.conversation, message);
  return [...last.values()]
    .filter(({ conversation, at }) => !noticed.has(`${conversation} ${at}`))
    .map(({ conversation }) => ({ where: conversation, what: 'fell silent, and nobody noticed' }));
}

/** A message that was lost starts a flow; one that was dropped along with its run was not sent at all. */
function unnoticed(stored: Stored, started: readonly Started[]): Offence[] {
  const noticed = new Set(started.map(({ input }) => input['message']));
  const dropped = new Set(stored.effects.filter((effect) => isDropped(effect, stored)).map(({ key }) => String(key)));
  return stored.messages
    .filter(({ status, key, effect }) => status === 'failed' && !noticed.has(key) && !dropped.has(String(effect)))
    .map(({ key }) => ({ where: key, what: 'did not arrive, and no flow was started' }));
}
