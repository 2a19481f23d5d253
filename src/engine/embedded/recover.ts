import type { FailureData } from '../../base/failure.ts';
import type { ConnectionId } from '../../base/ids.ts';
import { isObject, type JsonValue } from '../../base/json.ts';
import type { EffectRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { decideAfterCrash, type Repeatable } from '../retry.ts';

/** What the last process left behind. */
export type Recovered = {
  /** True when it ended without closing. */
  crashed: boolean;
  /** Pending effects, by known connection. */
  pending: ReadonlyMap<ConnectionId, number>;
  /** Pending effects of no known connection. */
  strays: EffectRecord[];
  /** The key after which a connection's effects may have been under way when a process died; undefined where none can. */
  doubtedAfter(connection: ConnectionId | null): string | undefined;
};

const CLOSED = 'closed';
const PAGE = 1000;

/**
 * Notes that everything under way has ended, so that the next start need not doubt it. `unread` are the connections of
 * which effects were never looked at since a crash, each with the key after which: those stay in doubt.
 */
export async function markClosed(store: Store, at: number, unread: ReadonlyMap<ConnectionId, string>): Promise<void> {
  const value: JsonValue = unread.size === 0 ? at : { at, unread: Object.fromEntries(unread) };
  await store.commit([{ op: 'put', kind: 'setting', record: { key: CLOSED, value } }]);
}

/**
 * Looks at what is pending after a start. It counts, and reads only what belongs to no known connection: however many
 * effects an outage has left behind, a start does not wait for them.
 */
export async function recover(store: Store, connections: readonly ConnectionId[]): Promise<Recovered> {
  const note = (await store.get('setting', CLOSED))?.value;
  await store.commit([{ op: 'delete', kind: 'setting', key: CLOSED }]);
  const pending = new Map<ConnectionId, number>();
  let known = 0;
  for (const connection of connections) {
    const count = await store.count('effect', { state: 'pending', connection });
    if (count > 0) pending.set(connection, count);
    known += count;
  }
  const all = await store.count('effect', { state: 'pending' });
  const strays = all > known ? await readStrays(store, new Set(connections)) : [];
  const unread = isObject(note) && isObject(note['unread']) ? note['unread'] : {};
  return {
    crashed: note === undefined,
    pending,
    strays,
    doubtedAfter(connection) {
      if (note === undefined) return '';
      const after = connection === null ? undefined : unread[connection];
      return typeof after === 'string' ? after : undefined;
    },
  };
}

async function readStrays(store: Store, known: ReadonlySet<ConnectionId>): Promise<EffectRecord[]> {
  const strays: EffectRecord[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.list('effect', { where: { state: 'pending' }, limit: PAGE, ...(after ? { after } : {}) });
    strays.push(...page.filter(({ connection }) => connection === null || !known.has(connection)));
    after = page.at(-1)?.key;
    if (page.length < PAGE) return strays;
  }
}

/**
 * True when an attempt may have been under way when the process died: the effect was not noted as held, and its time had
 * come. A first attempt begins at once: one of later than now tells of a clock set back.
 */
export function isDoubtful(effect: EffectRecord, startedAt: number): boolean {
  return effect.held !== true && (effect.attempts === 0 || effect.nextAt <= startedAt);
}

const CUT_OFF: FailureData = {
  code: 'unknown_outcome',
  message: 'The server ended while this was under way, and repeating it is not safe. Look whether it happened.',
};

/** What is noted of an effect in doubt: its outcome is unknown, and what follows depends on what repeating it would do. */
export function doubt(
  effect: EffectRecord,
  repeatable: Repeatable,
  { startedAt, proofWindowMs }: { startedAt: number; proofWindowMs: number },
): Partial<EffectRecord> {
  const verdict = decideAfterCrash(repeatable, startedAt, proofWindowMs);
  const attempts = effect.attempts + 1;
  if (verdict.then === 'park') return { state: 'parked', attempts, failure: CUT_OFF };
  return { attempts, unknownSince: effect.unknownSince ?? startedAt, nextAt: verdict.at };
}
