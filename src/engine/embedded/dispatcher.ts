import { toFailureData, type FailureData } from '../../base/failure.ts';
import type { ConnectionId } from '../../base/ids.ts';
import type { EffectRecord } from '../../store/records.ts';
import { deadlineOf, tooLate } from '../retry.ts';
import {
  attempt,
  follow,
  inDoubt,
  noted,
  outcomeOfAll,
  policyOf,
  prepare,
  withoutExchanges,
  type AttemptOptions,
} from './attempt.ts';
import type { Turn } from './line.ts';
import { createLines, type Lines, type LinesOptions } from './lines.ts';
import { doubt, isDoubtful, type Recovered } from './recover.ts';

/** What the dispatcher needs of the engine around it. */
export type DispatcherOptions = AttemptOptions & Pick<LinesOptions, 'capacity' | 'concurrency' | 'load'>;

/** Performs pending effects: when their time comes, a bounded number at once, and again as `retry.ts` decides. */
export type Dispatcher = {
  /** Takes a pending effect whose commit is on disk. The same effect twice is performed once. */
  take(effect: EffectRecord): void;
  /** An effect that may have been stored, or not: the store is read again to see. */
  suspect(effect: EffectRecord): void;
  /** Takes up what the last process left behind; resolves when it is under way, as far as it fits in memory. */
  recover(recovered: Recovered): Promise<void>;
  /** Takes up what was held for a broken connection. */
  resume(connection: ConnectionId): void;
  /** Effects that nobody has looked at since a crash: by connection the key after which they are. */
  unread(): ReadonlyMap<ConnectionId, string>;
  /** Starts nothing more; resolves to true when everything under way has ended within `graceMs`. */
  close(graceMs: number): Promise<boolean>;
};

/** How long after the store failed it is tried again. */
const STORE_AGAIN_MS = 1000;
/** Creates the dispatcher. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const state: State = { startedAt: options.clock.now(), closed: false, abandoned: false };
  const insist = createInsist(options, state);

  /** Makes one attempt and follows its ends: done with, or to be performed again. */
  const perform = async (effects: readonly EffectRecord[], turn: Turn): Promise<readonly EffectRecord[]> => {
    const ready = await every(effects, (effect) => insist(effect, () => prepare(options, effect)));
    if (ready.length === 0) return [];
    const ends = await attempt(options, ready);
    turn.ended(outcomeOfAll(options, ready, ends));
    return every(ready, async (effect, index) => {
      const end = ends[index];
      return end && insist(effect, () => follow(options, effect, { end, turn }));
    });
  };

  const expire = async (effect: EffectRecord, cause: FailureData | undefined): Promise<void> => {
    const why = effect.failure ?? cause ?? { code: 'timeout', message: 'It was not its turn.' };
    const failure = tooLate(policyOf(effect) ?? {}, why);
    await insist(effect, () => options.report(effect, { type: 'refusal', effect: effect.key, failure }));
  };

  const takeUp = async (effect: EffectRecord): Promise<EffectRecord | undefined> => {
    const note = doubtOf(options, effect, state);
    if (!note) return withoutExchanges(effect);
    await insist(effect, () => options.report(effect, noted(effect, note)));
    options.log('an effect may have been under way at a crash', { effect: effect.key, state: note.state ?? 'pending' });
    return note.state === 'parked' ? undefined : withoutExchanges({ ...effect, ...note });
  };

  const lines = createLines({
    ...options,
    isBroken: (id) => options.connection(id)?.record.state === 'broken',
    limitsOf: (id) => options.connection(id)?.record.limits,
    perform,
    groupOf: (effect) => options.perform.groups?.of(effect),
    hold: (effect) => hold(options, effect),
    expire,
    takeUp,
    deadlineOf: (effect) => deadlineOf({ at: effect.at, policy: policyOf(effect), inDoubt: inDoubt(effect) }),
    onError: (error) =>
      options.log('waiting effects could not be read; trying again', { message: toFailureData(error).message }),
    outage(connection, began) {
      if (began) options.log('a system does not answer; effects wait', { connection, message: began.failure.message });
      else options.log('a system answers again', { connection });
    },
  });

  return {
    take(effect) {
      if (!state.closed) lines.add(effect);
    },
    suspect(effect) {
      if (!state.closed) lines.suspect(effect);
    },
    async recover(recovered) {
      state.recovered = recovered;
      await Promise.all([...recovered.pending.keys()].map((connection) => lines.fill(connection)));
      for (const stray of recovered.strays) {
        const effect = await takeUp(stray);
        if (effect) lines.add(effect);
      }
    },
    resume: (connection) => lines.resume(connection),
    unread() {
      const unread = new Map<ConnectionId, string>();
      for (const [connection, after] of lines.stored()) {
        const doubted = state.recovered?.doubtedAfter(connection);
        if (doubted !== undefined) unread.set(connection, doubted > after ? doubted : after);
      }
      return unread;
    },
    close: (graceMs) => close(options, { lines, state, graceMs }),
  };
}

/** What comes of a piece of work for each effect, without those of which nothing came. */
async function every<T>(
  effects: readonly EffectRecord[],
  work: (effect: EffectRecord, index: number) => Promise<T | undefined>,
): Promise<T[]> {
  const all = await Promise.all(effects.map(work));
  return all.filter((each) => each !== undefined);
}

/** What becomes of the dispatcher. `abandoned`: nobody waits any more for what is under way. */
type State = { readonly startedAt: number; closed: boolean; abandoned: boolean; recovered?: Recovered };

/**
 * Does what needs the store, again and again until the store works: an attempt whose end is known is never repeated
 * for want of a note. Undefined when the dispatcher was closed and nobody waits any more.
 */
type Insist = <T>(effect: EffectRecord, work: () => Promise<T>) => Promise<T | undefined>;

function createInsist({ clock, log }: DispatcherOptions, state: State): Insist {
  return async (effect, work) => {
    while (!state.abandoned) {
      try {
        return await work();
      } catch (error) {
        const message = toFailureData(error).message;
        log('the state of an effect could not be stored; trying again', { effect: effect.key, message });
        await new Promise<void>((resolve) => void clock.after(STORE_AGAIN_MS, resolve));
      }
    }
    return undefined;
  };
}

async function close(
  { clock }: DispatcherOptions,
  { lines, state, graceMs }: { lines: Lines; state: State; graceMs: number },
): Promise<boolean> {
  state.closed = true;
  const idle = lines.close().then(() => true);
  if (lines.underWay() === 0) return true;
  state.abandoned = graceMs <= 0;
  if (state.abandoned) return false;
  let cancel = (): void => undefined;
  const late = new Promise<boolean>((resolve) => {
    cancel = clock.after(graceMs, () => {
      state.abandoned = true;
      resolve(false);
    });
  });
  return Promise.race([idle, late]).finally(() => cancel());
}

async function hold(options: DispatcherOptions, effect: EffectRecord): Promise<boolean> {
  try {
    await options.report(effect, noted(effect, { held: true, attempts: effect.attempts }));
    return true;
  } catch (error) {
    const { message } = toFailureData(error);
    options.log('that an effect is held could not be stored', { effect: effect.key, message });
    return false;
  }
}

/** What is to be noted of an effect from the store that may have been under way when a process died. */
function doubtOf(
  { perform, proofWindowMs }: DispatcherOptions,
  effect: EffectRecord,
  { recovered, startedAt }: State,
): Partial<EffectRecord> | undefined {
  const after = recovered?.doubtedAfter(effect.connection);
  if (after === undefined || effect.key <= after || !isDoubtful(effect, startedAt)) return undefined;
  return doubt(effect, perform.repeatable(effect), { startedAt, proofWindowMs });
}
