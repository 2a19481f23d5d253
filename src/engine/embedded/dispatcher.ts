import { toFailureData, type FailureData } from '../../base/failure.ts';
import type { ConnectionId, EffectId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { EffectRecord } from '../../store/records.ts';
import type { Clock } from '../clock.ts';
import type { Perform } from '../perform.ts';
import { decide, type Verdict } from '../retry.ts';
import type { InnerEvent } from './lanes.ts';
import { createLines } from './lines.ts';

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

/** How often the end of an effect is handed in again when it could not be stored. */
const STORE_AGAIN_MS = 1000;

/** Creates the dispatcher. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { clock } = options;
  const taken = new Set<EffectId>();
  const sleepers = new Set<() => void>();
  let closed = false;

  /** Puts an effect in line when its time has come. */
  const schedule = (effect: EffectRecord): void => {
    if (closed) return;
    const delay = effect.nextAt - clock.now();
    if (delay <= 0) return lines.add(effect);
    const cancel = clock.after(delay, () => {
      sleepers.delete(cancel);
      schedule(effect);
    });
    sleepers.add(cancel);
  };

  /** Makes one attempt and follows its end: done with, or scheduled again. */
  const perform = async (effect: EffectRecord): Promise<void> => {
    try {
      const ended = effect.attempts > 0 && !(await options.isPending(effect.key));
      const again = ended ? undefined : await follow(options, effect, await attempt(options, effect));
      if (again) schedule(again);
      else taken.delete(effect.key);
    } catch (error) {
      // Still pending on disk, and perhaps done outside: of unknown outcome.
      const message = toFailureData(error).message;
      options.log('the end of an effect could not be stored', { effect: effect.key, message });
      const unknownSince = effect.unknownSince ?? clock.now();
      schedule({ ...effect, attempts: effect.attempts + 1, unknownSince, nextAt: clock.now() + STORE_AGAIN_MS });
    }
  };

  const lines = createLines({ concurrency: options.concurrency, isBroken: options.isBroken, perform });

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
      if (lines.underWay() === 0 || graceMs <= 0) return lines.underWay() === 0;
      let cancel = (): void => undefined;
      const late = new Promise<boolean>((resolve) => {
        cancel = clock.after(graceMs, () => resolve(false));
      });
      return Promise.race([idle, late]).finally(() => cancel());
    },
  };
}

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
    // An attempt after one of unknown outcome may be the second that arrived.
    const twice = effect.unknownSince !== undefined && effect.request.kind === 'send';
    const note = twice ? { possiblyTwice: true as const } : {};
    await options.report(effect, { type: 'result', effect: effect.key, output: end.output, note });
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
