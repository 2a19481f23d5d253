import type { FailureData } from '../../base/failure.ts';
import type { EffectRecord } from '../../store/records.ts';
import type { Store, Write } from '../../store/store.ts';
import type { Perform } from '../perform.ts';
import { decideAfterCrash } from '../retry.ts';

/** What recovery reads and decides by; `now` is the time of the start. */
export type RecoverOptions = {
  store: Store;
  perform: Pick<Perform, 'repeatable'>;
  now: number;
  proofWindowMs: number;
};

/** What the last process left behind. */
export type Recovered = {
  /** Effects to perform, each when its time comes. */
  pending: EffectRecord[];
  /** True when the last process ended without closing. */
  crashed: boolean;
  /** Effects that may have been under way when it ended. */
  uncertain: number;
};

const CLOSED = 'closed';

/** Notes that everything under way has ended, so that the next start need not doubt it. */
export async function markClosed(store: Store, at: number): Promise<void> {
  await store.commit([{ op: 'put', kind: 'setting', record: { key: CLOSED, value: at } }]);
}

/**
 * Takes up what is pending after a start. After a crash each effect whose time had come may have been under way, unless
 * it was held for a broken connection: its outcome is unknown, and what follows depends on what repeating it would do.
 */
export async function recover(options: RecoverOptions): Promise<Recovered> {
  const { store, perform, now } = options;
  const crashed = (await store.get('setting', CLOSED)) === undefined;
  const pending: EffectRecord[] = [];
  const writes: Write[] = [{ op: 'delete', kind: 'setting', key: CLOSED }];
  let uncertain = 0;
  for await (const effect of pendingEffects(store)) {
    if (!crashed || wasWaiting(effect, now)) {
      pending.push(effect);
      continue;
    }
    uncertain++;
    const doubted = doubt(effect, perform, options);
    writes.push({ op: 'put', kind: 'effect', record: doubted });
    if (doubted.state === 'pending') pending.push(doubted);
  }
  await store.commit(writes);
  return { pending, crashed, uncertain };
}

/** True when no attempt was under way. A first attempt begins at once: one of later than now tells of a clock set back. */
function wasWaiting(effect: EffectRecord, now: number): boolean {
  return effect.held === true || (effect.attempts > 0 && effect.nextAt > now);
}

const CUT_OFF: FailureData = {
  code: 'unknown_outcome',
  message: 'The server ended while this was under way, and repeating it is not safe. Look whether it happened.',
};

function doubt(effect: EffectRecord, perform: Pick<Perform, 'repeatable'>, options: RecoverOptions): EffectRecord {
  const verdict = decideAfterCrash(perform.repeatable(effect), options.now, options.proofWindowMs);
  if (verdict.then !== 'again') return { ...effect, state: 'parked', attempts: effect.attempts + 1, failure: CUT_OFF };
  return {
    ...effect,
    attempts: effect.attempts + 1,
    unknownSince: effect.unknownSince ?? options.now,
    nextAt: verdict.at,
  };
}

async function* pendingEffects(store: Store): AsyncGenerator<EffectRecord> {
  const limit = 1000;
  for (let after: string | undefined; ;) {
    const page = await store.list('effect', { where: { state: 'pending' }, limit, ...(after ? { after } : {}) });
    yield* page;
    after = page.at(-1)?.key;
    if (page.length < limit) return;
  }
}
