import { isObject, type JsonValue } from '../base/json.ts';
import type { EffectRecord } from '../store/records.ts';
import type { HistoryEvent, Visit } from './run-history.ts';

/** One rung of a send ladder: what became of it, and why the next one followed. */
export type RungHistory = {
  /** Counted from 1. */
  rung: number;
  /** Where it went, if not on the connection that the run talks on. */
  connection?: string;
  /** When it went out; absent for one that had nothing to send, such as a template that is missing there. */
  at?: number;
  /** How far its message got. */
  status: 'pending' | 'sent' | 'delivered' | 'read' | 'failed' | 'refused' | 'skipped';
  /** What the provider, or we ourselves, said against it. */
  reason?: string;
  /** When and why the ladder went on; absent for the rung that it ended with. */
  movedOn?: { at: number; why: 'refused' | 'not delivered' | 'no word in time' };
};

type Rung = { number: number; effect: EffectRecord };

/** The rungs of a step that sent by a ladder, in their order; undefined for every other step. */
export function rungsOf(
  { effects }: Pick<Visit, 'effects'>,
  events: readonly HistoryEvent[],
): RungHistory[] | undefined {
  const sent = effects.flatMap((effect): Rung[] =>
    effect.request.kind === 'send' && effect.request.rung !== undefined
      ? [{ number: effect.request.rung, effect }]
      : [],
  );
  if (sent.length === 0) return undefined;
  const last = Math.max(...sent.map(({ number }) => number));
  return Array.from({ length: last + 1 }, (_, number): RungHistory => {
    const rung = sent.findLast((each) => each.number === number);
    if (!rung) return { rung: number + 1, status: 'skipped' };
    return told(rung, sent.find((each) => each.number > number)?.effect.at, events);
  });
}

function told({ number, effect }: Rung, nextAt: number | undefined, events: readonly HistoryEvent[]): RungHistory {
  const { request, at, state, failure } = effect;
  const news = events.filter(({ type, about }) => type === 'receipt' && about['effect'] === effect.key);
  const refused = state === 'failed';
  const failed = news.find(({ about }) => about['status'] === 'failed');
  const reason = failure?.message ?? wordsOf(failed?.about['failure']);
  const isBefore = (when: number | undefined): boolean => when !== undefined && nextAt !== undefined && when <= nextAt;
  const why = isBefore(refused ? effect.endedAt : undefined)
    ? 'refused'
    : isBefore(failed?.at)
      ? 'not delivered'
      : 'no word in time';
  return {
    rung: number + 1,
    ...(request.kind === 'send' && request.to && { connection: request.to.connection }),
    at,
    status: refused ? 'refused' : (furthest(news) ?? (state === 'done' ? 'sent' : 'pending')),
    ...(reason !== undefined && { reason }),
    ...(nextAt !== undefined && { movedOn: { at: nextAt, why } }),
  };
}

function wordsOf(failure: JsonValue | undefined): string | undefined {
  return isObject(failure) && typeof failure['message'] === 'string' ? failure['message'] : undefined;
}

/** News may come in any order: what is known of delivery counts more than a failure. */
function furthest(news: readonly HistoryEvent[]): 'read' | 'delivered' | 'failed' | undefined {
  return (['read', 'delivered', 'failed'] as const).find((word) => news.some(({ about }) => about['status'] === word));
}
