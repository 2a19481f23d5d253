import { toFailureData, type FailureData } from '../../base/failure.ts';
import type { ConnectionId, EffectId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { RetryPolicy } from '../../flow/run.ts';
import type { EffectRecord, Exchange } from '../../store/records.ts';
import type { Outcome } from '../breaker.ts';
import type { Clock } from '../clock.ts';
import type { OpenConnection } from '../connection-book.ts';
import { KEPT_EXCHANGES } from '../exchanges.ts';
import type { Perform } from '../perform.ts';
import type { Ended } from '../perform-groups.ts';
import { decide, type Repeatable, type Verdict } from '../retry.ts';
import type { Shadow } from '../shadow.ts';
import type { InnerEvent } from './lane-move.ts';
import type { Turn } from './line.ts';

/** What attempts need of the engine around them. */
export type AttemptOptions = {
  clock: Clock;
  perform: Perform;
  shadow?: Shadow | undefined;
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

/** How an attempt of one effect ended, and what follows. */
export type End = { exchanges: readonly Exchange[] | undefined } & (
  | { output: JsonObject }
  | { failure: FailureData; verdict: Verdict; used: OpenConnection | undefined }
);

/** A file is tried for this long, unless its effect says otherwise. */
const FETCH_POLICY: RetryPolicy = { deadlineMs: 600_000 };

/**
 * The effect as it is to be attempted; undefined when it has ended meanwhile. A repeat that may arrive as a second copy
 * is marked before it leaves: whatever becomes of it, a kill or a late proof of the first copy, the mark is there. From
 * here on an effect that was held can be under way, so its note goes first. One whose connection came into shadow mode
 * meanwhile ends here, unperformed.
 */
export async function prepare(options: AttemptOptions, effect: EffectRecord): Promise<EffectRecord | undefined> {
  const { shadow } = options;
  if (shadow && effect.connection !== null && shadow.on(effect.connection)) {
    await options.report(effect, { ...shadow.pretend(effect), effect: effect.key, shadow: true });
    return undefined;
  }
  const isSecondCopy = effect.unknownSince !== undefined && SECOND_COPY.has(options.perform.repeatable(effect));
  if (effect.held || isSecondCopy) {
    const note = {
      ...(effect.held && { held: false }),
      ...(effect.unknownSince === undefined && { sentAfter: options.clock.now() }),
      ...(isSecondCopy && { possiblyTwice: true as const }),
    };
    await options.report(effect, noted(effect, note));
  }
  if (effect.attempts === 0 && !effect.held) return effect;
  const stored = await options.read(effect.key);
  return stored?.state === 'pending' ? stored : undefined;
}

const SECOND_COPY: ReadonlySet<Repeatable> = new Set<Repeatable>(['proof', 'twice']);

/** Makes one attempt with one effect, or with several of one group: how each of them ended. */
export async function attempt(options: AttemptOptions, effects: readonly EffectRecord[]): Promise<End[]> {
  const [first] = effects;
  if (!first) return [];
  const used = first.connection === null ? undefined : options.connection(first.connection);
  const { groups } = options.perform;
  const ended =
    effects.length > 1 && groups ? await groups.attempt(effects) : [await attemptOne(options.perform, first)];
  return ended.map((each, index) => judge(options, effects[index] ?? first, { ended: each, used }));
}

type Told = { exchanges: readonly Exchange[] | undefined } & ({ output: JsonObject } | { error: unknown });

async function attemptOne(perform: Perform, effect: EffectRecord): Promise<Told> {
  let exchanges: readonly Exchange[] | undefined;
  try {
    return { output: await perform.attempt(effect, (seen) => (exchanges = seen)), exchanges };
  } catch (error) {
    return { error, exchanges };
  }
}

/** The world's refusal comes with what is to follow. */
function judge(
  options: AttemptOptions,
  effect: EffectRecord,
  { ended, used }: { ended: Ended | Told; used: OpenConnection | undefined },
): End {
  const { exchanges } = ended;
  if ('output' in ended) return { output: ended.output, exchanges };
  const { error } = ended;
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

/** What one attempt tells of the system: an answer to any of its effects shows that it works. */
export function outcomeOfAll(options: AttemptOptions, effects: readonly EffectRecord[], ends: readonly End[]): Outcome {
  const outcomes = effects.flatMap((effect, index) => {
    const end = ends[index];
    return end ? [outcomeOf(options, effect, end)] : [];
  });
  const says = (word: Outcome['says']) => outcomes.find((outcome) => outcome.says === word);
  return says('answered') ?? says('away') ?? { says: 'unclear' };
}

/** What an attempt's end tells of the system behind the connection. */
function outcomeOf({ perform }: AttemptOptions, effect: EffectRecord, end: End): Outcome {
  // Files lie elsewhere: they come and go without the system that messages go through.
  if (effect.request.kind === 'fetch') return { says: 'unclear' };
  if (!('failure' in end)) return { says: 'answered' };
  const { failure, exchanges } = end;
  if (failure.inLine) return { says: 'unclear' };
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
export async function follow(
  options: AttemptOptions,
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
        // What certainly did not happen went out too early to count; the next attempt is not begun before its time.
        ...(unknownSince === undefined ? { sentAfter: verdict.at } : { unknownSince }),
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
export function withoutExchanges(effect: EffectRecord): EffectRecord {
  const { exchanges: _, ...rest } = effect;
  return rest;
}

/** The note of an attempt, for the effect's lane. */
export function noted(effect: EffectRecord, note: Partial<EffectRecord>): InnerEvent {
  return { type: 'attempt', effect: effect.key, note };
}

/** How often and how long an effect is to be tried. */
export function policyOf({ retry, request }: EffectRecord): RetryPolicy | undefined {
  return request.kind === 'fetch' ? { ...FETCH_POLICY, ...retry } : retry;
}

/** True where an earlier attempt may have happened. Fetching a file changes nothing, whatever became of it. */
export function inDoubt({ unknownSince, request }: EffectRecord): boolean {
  return unknownSince !== undefined && request.kind !== 'fetch';
}
