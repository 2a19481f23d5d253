import { toFailureData, type FailureData } from '../../base/failure.ts';
import type { ConnectionId, EffectId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { EffectRecord } from '../../store/records.ts';
import type { Clock } from '../clock.ts';
import type { Perform } from '../perform.ts';
import { decide, type Verdict } from '../retry.ts';
import type { InnerEvent } from './lanes.ts';

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

/** Effects of one connection: waiting in line, under way, or held until it is repaired. */
type Line = { waiting: EffectRecord[]; underWay: number; held: EffectRecord[] };

/** Creates the dispatcher. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const lines = new Map<ConnectionId | null, Line>();
  const taken = new Set<EffectId>();
  const sleepers = new Set<() => void>();
  let underWay = 0;
  let closing: (() => void) | undefined;
  let closed = false;

  const lineOf = (connection: ConnectionId | null): Line => {
    const line = lines.get(connection) ?? { waiting: [], underWay: 0, held: [] };
    lines.set(connection, line);
    return line;
  };

  const schedule = (effect: EffectRecord): void => {
    if (closed) return;
    const delay = effect.nextAt - options.clock.now();
    if (delay <= 0) return void enqueue(effect);
    const wakeUp = options.clock.after(delay, () => {
      sleepers.delete(wakeUp);
      schedule(effect);
    });
    sleepers.add(wakeUp);
  };

  const enqueue = (effect: EffectRecord): void => {
    const line = lineOf(effect.connection);
    if (effect.connection !== null && options.isBroken(effect.connection)) return void line.held.push(effect);
    line.waiting.push(effect);
    pump(line);
  };

  const pump = (line: Line): void => {
    while (!closed && line.underWay < options.concurrency) {
      const effect = line.waiting.shift();
      if (!effect) return;
      line.underWay++;
      underWay++;
      void attempt(effect).finally(() => {
        line.underWay--;
        underWay--;
        if (closed && underWay === 0) closing?.();
        pump(line);
      });
    }
  };

  const attempt = async (effect: EffectRecord): Promise<void> => {
    try {
      if (effect.attempts > 0 && !(await options.isPending(effect.key))) return void taken.delete(effect.key);
      await follow(effect, await performOnce(effect));
    } catch (error) {
      // The end could not be stored. The effect is still pending on disk: it is taken up again as of unknown outcome.
      options.log('the end of an effect could not be stored', {
        effect: effect.key,
        message: toFailureData(error).message,
      });
      const again = {
        ...effect,
        unknownSince: effect.unknownSince ?? options.clock.now(),
        nextAt: options.clock.now() + 1000,
      };
      schedule(again);
    }
  };

  type End = { output: JsonObject } | { failure: FailureData; verdict: Verdict };

  const performOnce = async (effect: EffectRecord): Promise<End> => {
    try {
      return { output: await options.perform.attempt(effect) };
    } catch (error) {
      const failure = toFailureData(error);
      if (failure.code === 'defect')
        options.log('an adapter failed unexpectedly', {
          effect: effect.key,
          message: failure.message,
          stack: (error as Error)?.stack ?? '',
        });
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
  };

  const follow = async (effect: EffectRecord, end: End): Promise<void> => {
    if ('output' in end) {
      // An attempt after one of unknown outcome may be the second that arrived.
      const twice = effect.unknownSince !== undefined && effect.request.kind === 'send';
      const note = twice ? { possiblyTwice: true as const } : {};
      await options.report(effect, { type: 'result', effect: effect.key, output: end.output, note });
      return void taken.delete(effect.key);
    }
    const { failure, verdict } = end;
    const attempts = effect.attempts + 1;
    switch (verdict.then) {
      case 'fail':
        await options.report(effect, { type: 'refusal', effect: effect.key, failure });
        return void taken.delete(effect.key);
      case 'park':
        await options.report(effect, {
          type: 'attempt',
          effect: effect.key,
          note: { state: 'parked', attempts, failure },
        });
        return void taken.delete(effect.key);
      case 'hold':
        if (effect.connection !== null) await options.breakDown(effect.connection, failure);
        return void enqueue({ ...effect, attempts });
      case 'again': {
        const unknownSince = effect.unknownSince ?? (verdict.unknown ? options.clock.now() : undefined);
        const note = {
          attempts,
          nextAt: verdict.at,
          failure,
          ...(unknownSince === undefined ? {} : { unknownSince }),
        };
        await options.report(effect, { type: 'attempt', effect: effect.key, note });
        return schedule({ ...effect, ...note });
      }
    }
  };

  return {
    take(effect) {
      if (closed || taken.has(effect.key)) return;
      taken.add(effect.key);
      schedule(effect);
    },
    resume(connection) {
      const line = lineOf(connection);
      line.waiting.push(...line.held.splice(0));
      pump(line);
    },
    async close(graceMs) {
      closed = true;
      for (const cancel of sleepers) cancel();
      if (underWay === 0 || graceMs <= 0) return underWay === 0;
      return new Promise((resolve) => {
        const cancel = options.clock.after(graceMs, () => resolve(false));
        closing = () => {
          cancel();
          resolve(true);
        };
      });
    },
  };
}
