import { toFailureData, type FailureData } from '../../base/failure.ts';
import type { ConnectionId, EffectId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { RetryPolicy } from '../../flow/run.ts';
import type { EffectRecord, Exchange } from '../../store/records.ts';
import type { Outcome } from '../breaker.ts';
import type { OpenConnection } from '../connection-book.ts';
import { KEPT_EXCHANGES } from '../exchanges.ts';
import type { Perform } from '../perform.ts';
import { deadlineOf, decide, tooLate, type Repeatable, type Verdict } from '../retry.ts';
import type { InnerEvent } from './lane-move.ts';
import type { Turn } from './line.ts';
import { createLines, type Lines, type LinesOptions } from './lines.ts';
import { doubt, isDoubtful, type Recovered } from './recover.ts';

/** What the dispatcher needs of the engine around it. */
export type DispatcherOptions = Pick<LinesOptions, 'clock' | 'capacity' | 'concurrency' | 'load'> & {
  perform: Perform;
  connection(id: ConnectionId): OpenConnection | undefined;
  /** Marks a connection broken, once, before the effect is held, unless it was repaired since it was `used`. */
  breakDown(connection: ConnectionId, failure: FailureData, used: OpenConnection | undefined): Promise<void>;
  /** An effect as it is on disk. */
  read(effect: EffectId): Promise<EffectRecord | undefined>;
  /** Hands an attempt's end to the effect's lane; resolves when it is on disk. */
  report(effect: EffectRecord, event: InnerEvent): Promise<void>;
  random(): number;
  proofWindowMs: number;
  log(message: string, facts: JsonObject): void;
};

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

type End = { exchanges: readonly Exchange[] | undefined } & (
  | { output: JsonObject }
  | { failure: FailureData; verdict: Verdict; used: OpenConnection | undefined }
);

/** How long after the store failed it is tried again. */
const STORE_AGAIN_MS = 1000;
/** A file is tried for this long, unless its effect says otherwise. */
const FETCH_POLICY: RetryPolicy = { deadlineMs: 600_000 };

/** Creates the dispatcher. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const state: State = { startedAt: options.clock.now(), closed: false, abandoned: false };
  const insist = createInsist(options, state);

  /** Makes one attempt and follows its end: done with, or to be performed again. */
  const perform = async (effect: EffectRecord, turn: Turn): Promise<EffectRecord | undefined> => {
    const ready = await insist(effect, () => prepare(options, effect));
    if (!ready) return undefined;
    const end = await attempt(options, ready);
    turn.ended(outcomeOf(options, ready, end));
    return insist(effect, () => follow(options, ready, { end, turn }));
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

function policyOf({ retry, request }: EffectRecord): RetryPolicy | undefined {
  return request.kind === 'fetch' ? { ...FETCH_POLICY, ...retry } : retry;
}

/** True where an earlier attempt may have happened. Fetching a file changes nothing, whatever became of it. */
function inDoubt({ unknownSince, request }: EffectRecord): boolean {
  return unknownSince !== undefined && request.kind !== 'fetch';
}

/**
 * The effect as it is to be attempted; undefined when it has ended meanwhile. A repeat that may arrive as a second copy
 * is marked before it leaves: whatever becomes of it, a kill or a late proof of the first copy, the mark is there. From
 * here on an effect that was held can be under way, so its note goes first.
 */
async function prepare(options: DispatcherOptions, effect: EffectRecord): Promise<EffectRecord | undefined> {
  const isSecondCopy = effect.unknownSince !== undefined && SECOND_COPY.has(options.perform.repeatable(effect));
  if (effect.held || isSecondCopy) {
    const note = { ...(effect.held && { held: false }), ...(isSecondCopy && { possiblyTwice: true as const }) };
    await options.report(effect, noted(effect, note));
  }
  if (effect.attempts === 0 && !effect.held) return effect;
  const stored = await options.read(effect.key);
  return stored?.state === 'pending' ? stored : undefined;
}

const SECOND_COPY: ReadonlySet<Repeatable> = new Set<Repeatable>(['proof', 'twice']);

/** Makes one attempt; the world's refusal comes with what is to follow. */
async function attempt(options: DispatcherOptions, effect: EffectRecord): Promise<End> {
  const used = effect.connection === null ? undefined : options.connection(effect.connection);
  let exchanges: readonly Exchange[] | undefined;
  try {
    return { output: await options.perform.attempt(effect, (seen) => (exchanges = seen)), exchanges };
  } catch (error) {
    const failure = toFailureData(error);
    if (failure.code === 'defect') {
      const stack = error instanceof Error ? (error.stack ?? '') : '';
      options.log('an adapter failed unexpectedly', { effect: effect.key, message: failure.message, stack });
    }
    const policy = policyOf(effect);
    const verdict = decide({
      failure,
      attempts: effect.attempts + 1,
      issuedAt: effect.at,
      ...(policy ? { policy } : {}),
      inDoubt: inDoubt(effect),
      repeatable: options.perform.repeatable(effect),
      now: options.clock.now(),
      random: options.random(),
      proofWindowMs: options.proofWindowMs,
    });
    return { failure, verdict, used, exchanges };
  }
}

/** What an attempt's end tells of the system behind the connection. */
function outcomeOf({ perform }: DispatcherOptions, effect: EffectRecord, end: End): Outcome {
  // Files lie elsewhere: they come and go without the system that messages go through.
  if (effect.request.kind === 'fetch') return { says: 'unclear' };
  if (!('failure' in end)) return { says: 'answered' };
  const { failure, exchanges } = end;
  switch (failure.code) {
    case 'unavailable':
    case 'timeout':
    case 'unknown_outcome':
    case 'rate_limited': {
      const many = effect.connection !== null && perform.reachesMany?.(effect.connection);
      return many ? { says: 'unclear' } : { says: 'away', failure };
    }
    case 'defect':
      return { says: 'unclear' };
    default:
      return { says: exchanges?.length === 0 ? 'unclear' : 'answered' };
  }
}

/** Reports an attempt's end to the lane; returns the effect when it is to be performed again. */
async function follow(
  options: DispatcherOptions,
  effect: EffectRecord,
  { end, turn }: { end: End; turn: Turn },
): Promise<EffectRecord | undefined> {
  const exchanges = exchangesOf(effect, end);
  if ('output' in end) {
    await options.report(effect, { type: 'result', effect: effect.key, output: end.output, ...exchanges });
    return undefined;
  }
  const { failure, verdict } = end;
  const attempts = effect.attempts + 1;
  switch (verdict.then) {
    case 'fail':
      await options.report(effect, { type: 'refusal', effect: effect.key, failure: verdict.failure, ...exchanges });
      return undefined;
    case 'park':
      await options.report(effect, noted(effect, { state: 'parked', attempts, failure, ...exchanges }));
      return undefined;
    case 'hold':
      if (effect.connection !== null) await options.breakDown(effect.connection, failure, end.used);
      return withoutExchanges({ ...effect, attempts, held: false });
    case 'again': {
      const unknownSince = effect.unknownSince ?? (verdict.unknown ? options.clock.now() : undefined);
      const note = {
        attempts,
        nextAt: verdict.at,
        failure,
        // It waits for the system, not for its time; what may have happened waits for proof first.
        held: !verdict.unknown && turn.blocked(),
        ...(unknownSince === undefined ? {} : { unknownSince }),
      };
      await options.report(effect, noted(effect, { ...note, ...exchanges }));
      return withoutExchanges({ ...effect, ...note });
    }
  }
}

/** The exchanges to keep: those of this attempt behind those of earlier ones. */
function exchangesOf(effect: EffectRecord, { exchanges = [] }: End): Pick<EffectRecord, 'exchanges'> {
  if (exchanges.length === 0) return {};
  return { exchanges: [...(effect.exchanges ?? []), ...exchanges].slice(-KEPT_EXCHANGES) };
}

/** What was exchanged is on disk; thousands of waiting effects need not carry it in memory. */
function withoutExchanges(effect: EffectRecord): EffectRecord {
  const { exchanges: _, ...rest } = effect;
  return rest;
}

function noted(effect: EffectRecord, note: Partial<EffectRecord>): InnerEvent {
  return { type: 'attempt', effect: effect.key, note };
}
