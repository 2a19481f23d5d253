import type { RunDetails } from '../../src/control/runs.ts';
import type { RunConversation } from '../../src/control/run-conversation.ts';
import type { HistoryEvent, Visit } from '../../src/control/run-history.ts';
import { canonicalJson, type JsonObject, type JsonValue } from '../../src/base/json.ts';
import type { Effect } from './api-types.ts';

/** Where the scrubber stands: the event, and whether it is the newest one. */
export type Place = { index: number; event: HistoryEvent | undefined; isLast: boolean };

/** The place that an address names; the newest where it names none, or one that is not there. */
export function placeOf(at: string | undefined, events: readonly HistoryEvent[]): Place {
  const last = events.length - 1;
  const asked = at === undefined ? -1 : events.findIndex(({ number }) => String(number) === at);
  const index = asked < 0 ? last : asked;
  return { index, event: events[index], isLast: index === last };
}

/** Where a key leads on the scrubber; undefined where it means nothing to it. */
export function placeAfterKey(key: string, index: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'PageUp':
      return Math.max(0, index - 10);
    case 'PageDown':
      return Math.min(last, index + 10);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** Events of one page of the journal. */
export const JOURNAL_PAGE = 100;

/** Which page of the journal holds a moment together with the one before it. */
export function journalPageOf(number: number): { from: number; limit: number } {
  const from = Math.floor(number / JOURNAL_PAGE) * JOURNAL_PAGE;
  return { from: Math.max(0, from - 1), limit: JOURNAL_PAGE + 1 };
}

/** The passages that had begun by an event; the last one is where the run stood. */
export function visitsAt(visits: readonly Visit[], number: number): readonly Visit[] {
  return visits.filter(({ entered }) => entered <= number);
}

/** How far an effect had come at a moment. `unborn`: it was asked for later. */
export type EffectMoment = 'unborn' | 'pending' | 'done' | 'failed' | 'parked';

/** Tells how far an effect had come by an event; by the last one it is as it is now. */
export function effectAt(
  effect: Pick<Effect, 'key' | 'state' | 'at'>,
  { events, place }: { events: readonly HistoryEvent[]; place: Place },
): EffectMoment {
  const { event, index, isLast } = place;
  if (!event || effect.at > event.at) return 'unborn';
  const settled = events
    .slice(0, index + 1)
    .findLast(({ type, about }) => (type === 'done' || type === 'failed') && about['effect'] === effect.key);
  if (settled) return settled.type === 'done' ? 'done' : 'failed';
  if (!isLast) return 'pending';
  return effect.state === 'inside' ? 'pending' : effect.state;
}

/** One variable at a moment. `before` is there where it had another value. */
export type Variable = {
  name: string;
  value?: JsonValue;
  before?: JsonValue;
  change?: 'new' | 'changed' | 'gone';
};

/** The variables at a moment, those that the event changed marked; by name, changed ones first. */
export function variablesAt(now: JsonObject, before: JsonObject): Variable[] {
  const names = [...new Set([...Object.keys(now), ...Object.keys(before)])].sort();
  const all = names.map((name): Variable => {
    const value = now[name];
    const former = before[name];
    if (value === undefined) return { name, ...(former === undefined ? {} : { before: former }), change: 'gone' };
    if (former === undefined) return { name, value, change: 'new' };
    if (canonicalJson(value) !== canonicalJson(former)) return { name, value, before: former, change: 'changed' };
    return { name, value };
  });
  return [...all.filter(({ change }) => change), ...all.filter(({ change }) => !change)];
}

type Message = RunConversation['messages'][number];
type Note = RunConversation['notes'][number];

/** A message as it was at a moment, or a note of the staff. */
export type Said =
  | { kind: 'message'; message: Message; status: Message['status']; isOwn: boolean }
  | { kind: 'note'; note: Note };

const FURTHER: readonly Message['status'][] = ['received', 'pending', 'sent', 'delivered', 'read', 'failed'];

/** What had been said by a moment, oldest first, with how far each message had come; `later` counts what followed. */
export function saidAt(
  { messages, notes }: Pick<RunConversation, 'messages' | 'notes'>,
  { details, place }: { details: Pick<RunDetails, 'events' | 'visits'>; place: Place },
): { said: Said[]; later: number } {
  const { event, isLast } = place;
  const until = isLast || !event ? Infinity : event.at;
  const own = new Set(details.visits.flatMap(({ effects }) => effects.map(({ key }) => key)));
  const all = [
    ...messages.map((message) => ({ at: message.at, message })),
    ...notes.map((note) => ({ at: note.at, note })),
  ].sort((left, right) => left.at - right.at);
  const said = all
    .filter(({ at }) => at <= until)
    .map((each): Said => {
      if ('note' in each) return { kind: 'note', note: each.note };
      const { message } = each;
      const isOwn = message.effect !== undefined && own.has(message.effect);
      const status = isLast || !isOwn ? message.status : statusAt(message, details.events.slice(0, place.index + 1));
      return { kind: 'message', message, status, isOwn };
    });
  return { said, later: all.length - said.length };
}

/** How far a message of the run had come, by what the run was told. */
function statusAt({ effect }: Message, events: readonly HistoryEvent[]): Message['status'] {
  let status: Message['status'] = 'pending';
  for (const { type, about } of events) {
    if (about['effect'] !== effect) continue;
    const next = type === 'done' ? 'sent' : type === 'failed' ? 'failed' : (about['status'] as Message['status']);
    if (FURTHER.indexOf(next) > FURTHER.indexOf(status)) status = next;
  }
  return status;
}

/** Where events lie on a line from 0 to 1: by their order, so that each has its place however close in time they are. */
export function tickAt(index: number, count: number): number {
  return count <= 1 ? 0.5 : index / (count - 1);
}

/** What an event is, for the mark on the scrubber: what came from the person, from us, from a repair, or went wrong. */
export function kindOf({
  type,
  by,
}: Pick<HistoryEvent, 'type' | 'by'>): 'word' | 'work' | 'time' | 'repair' | 'trouble' {
  if (by !== undefined) return 'repair';
  if (type === 'failed') return 'trouble';
  if (type === 'started' || type === 'replied' || type === 'gathered' || type === 'interrupted' || type === 'resumed')
    return 'word';
  return type === 'elapsed' ? 'time' : 'work';
}
