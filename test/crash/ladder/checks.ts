import type { Run, RunEvent } from '../../../src/flow/run.ts';
import type { Types } from '../../../src/flow/step-type.ts';
import { textOf } from '../../../src/message/content.ts';
import type { EffectRecord, JournalRecord, MessageRecord } from '../../../src/store/records.ts';
import {
  openRuns,
  stuckEvents,
  wasInFlight,
  wrongFolds,
  wrongJournals,
  type Check,
  type Offence,
} from '../chaos/checks.ts';
import type { Stored } from '../chaos/evidence.ts';
import type { Evidence, Shown, Story } from './evidence.ts';
import { TEXTS, thanksFor, WITHIN_MS } from './plan.ts';

/** Every check, in the order in which it is told. */
export function checkAll(evidence: Evidence, types: Types): Check[] {
  const { stories, stored } = evidence;
  const ladders = laddersOf(stored);
  return [
    { name: 'lost conversations', offences: stories.flatMap(lost) },
    { name: 'messages that people did not hear once, where they should', offences: stories.flatMap(wrongWords) },
    { name: 'answers that are not kept once, with a fate', offences: wrongAnswers(evidence) },
    { name: 'people who are not one contact', offences: wrongContacts(evidence) },
    { name: 'rungs with more than one message', offences: ladders.flatMap(crowded) },
    { name: 'second rungs without a reason', offences: ladders.flatMap((ladder) => unfounded(ladder, stored)) },
    {
      name: 'late deliveries that are not counted',
      offences: ladders.flatMap((ladder) => wrongLate(ladder, evidence)),
    },
    { name: 'messages twice without a mark or a reason', offences: wrongRepeats(evidence) },
    { name: 'effects that did not end as they should', offences: wrongEffects(stored) },
    { name: 'journals out of order', offences: wrongJournals(stored) },
    { name: 'journals that do not fold to their run', offences: wrongFolds(stored, types) },
    { name: 'runs that are not completed', offences: openRuns(stored) },
    { name: 'events kept as stuck', offences: stuckEvents(stored) },
  ];
}

const nameOf = ({ plan }: Story): string => `conversation ${plan.index} (${plan.fate})`;

function lost(story: Story): Offence[] {
  return story.done ? [] : [{ where: nameOf(story), what: 'did not come to its end' }];
}

const isOurs = ({ from }: Shown): boolean => from === 'business';

/** The texts of different messages that reached one of the phones. */
function wordsAt(shown: readonly Shown[]): Map<string, Set<string>> {
  const words = new Map<string, Set<string>>();
  for (const { place, text, callback = '', id } of shown.filter(isOurs)) {
    const key = `${place}: ${text}`;
    words.set(key, (words.get(key) ?? new Set()).add(callback === '' ? id : callback));
  }
  return words;
}

/** The reminder arrives on at least one phone, the question where the run talks, the thanks where the answer came from. */
function wrongWords(story: Story): Offence[] {
  const { plan, shown, done } = story;
  if (!done) return [];
  const words = wordsAt(shown);
  const where = nameOf(story);
  const answered = shown.find(({ text, from }) => from === 'customer' && text === plan.answer)?.place;
  const [onWhatsApp, byText] = [`whatsapp: ${TEXTS.rungs[0]}`, `sms: ${TEXTS.rungs[1]}`];
  const thanks = `${answered}: ${thanksFor(plan)}`;
  const question = `whatsapp: ${TEXTS.question}`;
  const known = new Set([onWhatsApp, byText, question, thanks]);
  return [
    ...[...words].flatMap(([text, messages]) =>
      messages.size > 1 ? [{ where, what: `was sent twice: ${text}` }] : [],
    ),
    ...[...words.keys()].filter((text) => !known.has(text)).map((text) => ({ where, what: `heard ${text}` })),
    ...[question, thanks].filter((text) => !words.has(text)).map((text) => ({ where, what: `never heard ${text}` })),
    ...(words.has(byText) || shown.some(isReminded) ? [] : [{ where, what: 'was not reminded' }]),
  ];
}

/** True for a first rung of which WhatsApp says that it is there: some that were to fail get through without an answer. */
const isReminded = ({ text, ticks }: Shown): boolean =>
  text === TEXTS.rungs[0] && ticks.some(({ status }) => status === 'delivered');

/** Whatever a person said, wherever, is kept once. */
function wrongAnswers({ stories, stored }: Evidence): Offence[] {
  const kept = Map.groupBy(
    stored.messages.filter(({ direction }) => direction === 'in'),
    ({ providerId }) => providerId ?? '',
  );
  return stories.flatMap((story) =>
    story.shown
      .filter(({ from }) => from === 'customer')
      .flatMap(({ id, text }) => {
        const [first, ...more] = kept.get(id) ?? [];
        if (!first || more.length > 0) return [{ where: nameOf(story), what: `"${text}" is not kept once` }];
        const fate = first.routing?.fate;
        return fate === 'started' || fate === 'replied'
          ? []
          : [{ where: nameOf(story), what: `"${text}" has the fate ${fate}` }];
      }),
  );
}

/** Messages on two connections are of one person. */
function wrongContacts({ stories, stored }: Evidence): Offence[] {
  const { contacts } = stored;
  return contacts.length === stories.length
    ? []
    : [{ where: 'contacts', what: `there are ${contacts.length} for ${stories.length} people` }];
}

/** The messages of one send ladder, rung by rung. */
export type Ladder = { run: Run; rungs: readonly (readonly EffectRecord[])[] };

/** The ladders that runs have begun. */
export function laddersOf({ runs, effects }: Stored): Ladder[] {
  const byRun = Map.groupBy(effects, ({ run }) => run);
  return runs.map(({ run }) => {
    const sent = byRun.get(run.id) ?? [];
    return { run, rungs: [0, 1].map((rung) => sent.filter(({ request }) => rungOf(request) === rung)) };
  });
}

const rungOf = (request: EffectRecord['request']): number | undefined =>
  request.kind === 'send' ? request.rung : undefined;

function crowded({ run, rungs }: Ladder): Offence[] {
  return rungs.flatMap((sent, rung) =>
    sent.length > 1 ? [{ where: run.id, what: `issued ${sent.length} messages for rung ${rung + 1}` }] : [],
  );
}

/** The second message goes out when the first is refused or has failed, or when its time is over; not once it has arrived. */
function unfounded({ run, rungs }: Ladder, { journal }: Stored): Offence[] {
  const [[first] = [], [second] = []] = rungs;
  if (!first || !second) return [];
  const entries = entriesOf(journal, run);
  const number = Number(second.key.slice(run.id.length + 1));
  const at = entries.findIndex(({ after }) => after.issued > number);
  const cause = entries[at]?.event;
  const arrived = entries.slice(0, at + 1).some(({ event }) => isArrival(event, first));
  if (arrived) return [{ where: run.id, what: 'sent a text message though the first message had arrived' }];
  if (cause?.type === 'elapsed' && cause.at >= first.at + WITHIN_MS) return [];
  const refused = (cause?.type === 'failed' || isFailure(cause)) && 'effect' in cause && cause.effect === first.key;
  return refused ? [] : [{ where: run.id, what: `sent a text message because of ${JSON.stringify(cause)}` }];
}

const isFailure = (event: RunEvent | undefined): event is Extract<RunEvent, { type: 'receipt' }> =>
  event?.type === 'receipt' && event.status === 'failed';

const isArrival = (event: RunEvent, { key }: EffectRecord): boolean =>
  event.type === 'receipt' && event.effect === key && (event.status === 'delivered' || event.status === 'read');

const journals = new WeakMap<readonly JournalRecord[], Map<string, JournalRecord[]>>();

function entriesOf(journal: readonly JournalRecord[], run: Run): readonly JournalRecord[] {
  const known = journals.get(journal) ?? Map.groupBy(journal, (entry) => entry.run as string);
  journals.set(journal, known);
  return known.get(run.id) ?? [];
}

/** A first message whose delivery the phone has told of is known as delivered, and as late exactly where a second one is out. */
function wrongLate({ run, rungs }: Ladder, { stories, stored }: Evidence): Offence[] {
  const [[first] = [], [second] = []] = rungs;
  if (!first) return [];
  const message = stored.messages.find(({ effect }) => effect === first.key);
  const told = toldOf(stories).has(first.key);
  const known = message?.status === 'delivered' || message?.status === 'read';
  const late = known && second !== undefined && second.state !== 'failed';
  return [
    ...(told && !known ? [{ where: run.id, what: `arrived, and is kept as ${message?.status}` }] : []),
    ...marks(first, message).flatMap(([what, mark]) =>
      mark === late ? [] : [{ where: run.id, what: `${what} is ${mark ? '' : 'not '}marked as late` }],
    ),
  ];
}

function marks(effect: EffectRecord, message: MessageRecord | undefined): [what: string, mark: boolean][] {
  return [
    ['the effect', effect.late === true],
    ['the message', message?.late === true],
  ];
}

const deliveries = new WeakMap<readonly Story[], Set<string>>();

/** Effects of messages of which a phone has told that they are there. */
function toldOf(stories: readonly Story[]): ReadonlySet<string> {
  const arrived = ({ ticks }: Shown): boolean => ticks.some(({ status }) => status === 'delivered');
  const known =
    deliveries.get(stories) ?? new Set(stories.flatMap(({ shown }) => shown.filter(arrived).map(callbackOf)));
  deliveries.set(stories, known);
  return known;
}

const callbackOf = ({ callback = '' }: Shown): string => callback;

/** The arrivals of messages that reached a phone more than once, with the effect that they were sent for. */
export function repeatsOf({ stories, stored }: Evidence) {
  const effects = new Map(stored.effects.map((effect) => [String(effect.key), effect]));
  return stories.flatMap((story) =>
    [...Map.groupBy(story.shown.filter(isOurs), callbackOf)]
      .filter(([, arrivals]) => arrivals.length > 1)
      .map(([callback, arrivals]) => ({ story, arrivals, effect: effects.get(callback) })),
  );
}

function wrongRepeats(evidence: Evidence): Offence[] {
  const { stored, kills } = evidence;
  return repeatsOf(evidence).flatMap(({ story, arrivals, effect }) => {
    const where = nameOf(story);
    const message = stored.messages.find((each) => each.effect === effect?.key);
    const times = arrivals.map(({ at }) => at).join(', ');
    const what = `"${arrivals[0]?.text}" arrived at ${times} (${effect?.key}: unknown since ${effect?.unknownSince})`;
    if (!effect?.possiblyTwice || !message?.possiblyTwice) return [{ where, what: `${what} and is not marked` }];
    const explained = arrivals.slice(1).every((next, index) => {
      const before = arrivals[index];
      return !before || wasInFlight([before, next], effect, kills) || isAnswerLost(before, effect);
    });
    return explained ? [] : [{ where, what: `${what}, and neither a kill nor a lost answer explains it` }];
  });
}

/** True where the call that brought a message was cut off before its answer, as the exchanges of its effect tell. */
function isAnswerLost({ at }: Shown, { exchanges = [] }: EffectRecord): boolean {
  return exchanges.some((call) => call.status === 0 && call.at <= at && at <= call.at + call.ms);
}

/** Everything is done in the end but first rungs, which may be refused or come to nothing in their time. */
function wrongEffects({ effects }: Stored): Offence[] {
  return effects
    .filter(({ state, request }) => state !== 'done' && !(state === 'failed' && rungOf(request) === 0))
    .map(({ key, state, attempts, failure, request }) => {
      const text = request.kind === 'send' ? textOf(request.content) : request.kind;
      return { where: key, what: `"${text}" is ${state} after ${attempts} attempts (${failure?.code})` };
    });
}
