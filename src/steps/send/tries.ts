import type { FailureData } from '../../base/failure.ts';
import type { EffectId } from '../../base/ids.ts';
import type { RunEvent } from '../../flow/run.ts';

/**
 * One rung that was tried and how far its message got. `overdue`: its time was over before a provider had answered;
 * `refused`: it never went out; `failed`: a provider took it and could not deliver it.
 */
export type Try = {
  /** Where it went, if not on the connection that the run talks on. */
  connection?: string;
  /** Its message; absent where there was none to send. */
  effect?: EffectId;
  status: 'pending' | 'overdue' | 'refused' | 'failed' | 'sent' | 'delivered' | 'read';
  failure?: FailureData;
  /** True where the channel says when a message has arrived. */
  reports?: true;
  /** Set on a message that arrived although the next rung had been tried. */
  late?: true;
};

const RANK: Readonly<Record<string, number>> = { sent: 1, delivered: 2, read: 3 };

/** How far the messages got: what the furthest one is known to be; undefined where no provider has one. */
export function furthest(tries: readonly Try[]): 'sent' | 'delivered' | 'read' | undefined {
  const best = Math.max(0, ...tries.map(({ status }) => RANK[status] ?? 0));
  return ([undefined, 'sent', 'delivered', 'read'] as const)[best];
}

/**
 * Takes news about one of the messages in; it may come in any order, and a message never goes backwards. That a provider
 * has taken it is told by the end of its effect.
 */
export function noteReceipt(tries: readonly Try[], news: Extract<RunEvent, { type: 'receipt' }>): Try[] {
  return tries.map((each, at) => {
    if (each.effect !== news.effect) return each;
    const { status, failure } = news;
    if (status === 'failed')
      return (RANK[each.status] ?? 0) > 1 ? each : { ...each, status, ...(failure ? { failure } : {}) };
    if (status === 'sent' || (RANK[status] ?? 0) <= (RANK[each.status] ?? 0)) return each;
    const { failure: _over, ...rest } = each;
    const late = hasFollower(tries, at);
    return { ...rest, status, ...(late ? { late } : {}) };
  });
}

/** True where a later rung has a message out, or may have. */
function hasFollower(tries: readonly Try[], at: number): boolean {
  return tries.slice(at + 1).some(({ effect, status }) => effect !== undefined && status !== 'refused');
}
