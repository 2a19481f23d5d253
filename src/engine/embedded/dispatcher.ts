import { toFailureData, type FailureData } from '../../base/failure.ts';
import type { ConnectionId, EffectId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { EffectRecord } from '../../store/records.ts';
import type { Clock } from '../clock.ts';
import type { Perform } from '../perform.ts';
import { decide, type Repeatable, type Verdict } from '../retry.ts';
import type { InnerEvent } from './lane-move.ts';
import { createLines } from './lines.ts';

/** What the dispatcher needs of the engine around it. */
export type DispatcherOptions = {
  perform: Perform;
  isBroken(connection: ConnectionId): boolean;
  /** Marks a connection broken, once, before the effect is held. */
  breakDown(connection: ConnectionId, failure: FailureData): Promise<void>;
  /** False once an effect has ended: a delivery status may have proved a send while its repeat waited. */
  isPending(effect: EffectId): Promise<boolean>;
  /** Hands an attempt's end to the effect's lane; resolves when it is on disk. */
  report(effect: EffectRecord, event: InnerEvent): Promise<void>;
  clock: Clock;
  random(): number;
  proofWindowMs: number;
  /** Attempts under way at once, per connection. */
  concurrency: number;
  log(message: string, facts: JsonObject): void;
};

/** Performs pending effects: when their time comes, a bounded number at once, and again as `retry.ts` decides. */
export type Dispatcher = {
  /** Takes a pending effect whose commit is on disk. The same effect twice is performed once. */
  take(effect: EffectRecord): void;
  /** Takes up what was held for a broken connection. */
  resume(connection: ConnectionId): void;
  /** Starts nothing more; resolves to true when everything under way has ended within `graceMs`. */
  close(graceMs: number): Promise<boolean>;
};

type End = { output: JsonObject } | { failure: FailureData; verdict: Verdict };

/** How long after the store failed it is tried again. */
const STORE_AGAIN_MS = 1000;

/** Creates the dispatcher. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { clock } = options;
  const taken = new Set<EffectId>();
  const sleepers = new Set<() => void>();
  let closed = false;
  let abandoned = false;

  /** Puts an effect in line when its time has come. */
  const schedule = (effect: EffectRecord): void => {
    if (closed) return;
    // A first attempt is due at once, even where `nextAt` is the time of a clock that was set back since.
    const delay = effect.attempts === 0 ? 0 : effect.nextAt - clock.now();
    if (delay <= 0) return lines.add(effect);
    const cancel = clock.after(delay, () => {
      sleepers.delete(cancel);
      schedule(effect);
    });
    sleepers.add(cancel);
  };

  /** Makes one attempt and follows its end: done with, or scheduled again. */
  const perform = async (effect: EffectRecord): Promise<void> => {
    const wanted = await insist(effect, () => prepare(options, effect));
    if (wanted === undefined) return;
    const ready = { ...effect, held: false };
    const end = wanted && (await attempt(options, ready));
    const again = end && (await insist(effect, () => follow(options, ready, end)));
    if (again) schedule(again);
    else taken.delete(effect.key);
  };

  /**
   * Does what needs the store, again and again until the store works: an attempt whose end is known is never repeated
   * for want of a note. Undefined when the dispatcher was closed and nobody waits any more.
   */
  const insist = async <T>(effect: EffectRecord, work: () => Promise<T>): Promise<T | undefined> => {
    while (!abandoned) {
      try {
        return await work();
      } catch (error) {
        const message = toFailureData(error).message;
        options.log('the state of an effect could not be stored; trying again', { effect: effect.key, message });
        await new Promise<void>((resolve) => void clock.after(STORE_AGAIN_MS, resolve));
      }
    }
    return undefined;
  };

  /** A crash does not put in doubt what is noted as held. Without the note it would: that is safe, so one try is enough. */
  const hold = (effect: EffectRecord): EffectRecord => {
    if (effect.held) return effect;
    options.report(effect, noted(effect, { held: true, attempts: effect.attempts })).catch((error: unknown) => {
      const { message } = toFailureData(error);
      options.log('that an effect is held could not be stored', { effect: effect.key, message });
    });
    return { ...effect, held: true };
  };

  const lines = createLines({ concurrency: options.concurrency, isBroken: options.isBroken, perform, hold });

  return {
    take(effect) {
      if (closed || taken.has(effect.key)) return;
      taken.add(effect.key);
      schedule(effect);
    },
    resume: (connection) => lines.resume(connection),
    async close(graceMs) {
      closed = true;
      for (const cancel of sleepers) cancel();
      const idle = lines.close().then(() => true);
      if (lines.underWay() === 0) return true;
      abandoned = graceMs <= 0;
      if (abandoned) return false;
      let cancel = (): void => undefined;
      const late = new Promise<boolean>((resolve) => {
        cancel = clock.after(graceMs, () => {
          abandoned = true;
          resolve(false);
        });
      });
      return Promise.race([idle, late]).finally(() => cancel());
    },
  };
}

/**
 * False when the effect has ended meanwhile. A repeat that may arrive as a second copy is marked before it leaves:
 * whatever becomes of it, a kill or a late proof of the first copy, the mark is there. From here on an effect that was
 * held can be under way, so its note goes first.
 */
async function prepare(options: DispatcherOptions, effect: EffectRecord): Promise<boolean> {
  const isSecondCopy = effect.unknownSince !== undefined && SECOND_COPY.has(options.perform.repeatable(effect));
  if (effect.held || isSecondCopy) {
    const note = { ...(effect.held && { held: false }), ...(isSecondCopy && { possiblyTwice: true as const }) };
    await options.report(effect, noted(effect, note));
  }
  return effect.attempts === 0 || options.isPending(effect.key);
}

const SECOND_COPY: ReadonlySet<Repeatable> = new Set<Repeatable>(['proof', 'twice']);

/** Makes one attempt; the world's refusal comes with what is to follow. */
async function attempt(options: DispatcherOptions, effect: EffectRecord): Promise<End> {
  try {
    return { output: await options.perform.attempt(effect) };
  } catch (error) {
    const failure = toFailureData(error);
    if (failure.code === 'defect') {
      const stack = error instanceof Error ? (error.stack ?? '') : '';
      options.log('an adapter failed unexpectedly', { effect: effect.key, message: failure.message, stack });
    }
    const verdict = decide({
      failure,
      attempts: effect.attempts + 1,
      repeatable: options.perform.repeatable(effect),
      now: options.clock.now(),
      random: options.random(),
      proofWindowMs: options.proofWindowMs,
    });
    return { failure, verdict };
  }
}

/** Reports an attempt's end to the lane; returns the effect when it is to be performed again. */
async function follow(options: DispatcherOptions, effect: EffectRecord, end: End): Promise<EffectRecord | undefined> {
  if ('output' in end) {
    await options.report(effect, { type: 'result', effect: effect.key, output: end.output });
    return undefined;
  }
  const { failure, verdict } = end;
  const attempts = effect.attempts + 1;
  switch (verdict.then) {
    case 'fail':
      await options.report(effect, { type: 'refusal', effect: effect.key, failure });
      return undefined;
    case 'park':
      await options.report(effect, noted(effect, { state: 'parked', attempts, failure }));
      return undefined;
    case 'hold':
      if (effect.connection !== null) await options.breakDown(effect.connection, failure);
      return { ...effect, attempts };
    case 'again': {
      const unknownSince = effect.unknownSince ?? (verdict.unknown ? options.clock.now() : undefined);
      const note = { attempts, nextAt: verdict.at, failure, ...(unknownSince === undefined ? {} : { unknownSince }) };
      await options.report(effect, noted(effect, note));
      return { ...effect, ...note };
    }
  }
}

function noted(effect: EffectRecord, note: Partial<EffectRecord>): InnerEvent {
  return { type: 'attempt', effect: effect.key, note };
}
