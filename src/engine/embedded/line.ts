import type { FailureData } from '../../base/failure.ts';
import type { EffectRecord } from '../../store/records.ts';
import type { Outcome } from '../breaker.ts';
import type { Clock } from '../clock.ts';
import { createAlarm } from './alarm.ts';
import { createGate, type Gate, type GateOptions } from './gate.ts';
import { note, type Item, type Queue } from './queue.ts';
import { createStock, type StockOptions } from './stock.ts';

/** What an attempt tells its line, and asks it. */
export type Turn = {
  /** Says what the attempt told of the system, as soon as that is known. */
  ended(outcome: Outcome): void;
  /** True while nothing but a probe is tried. */
  blocked(): boolean;
};

/** What a line needs to know and to have done. What it asks for never rejects, but for `load`. */
export type LineOptions = Omit<GateOptions, 'now'> &
  Omit<StockOptions, 'due'> & {
    clock: Clock;
    /** Performs one effect; gives it back when it is to be performed again. */
    perform(effect: EffectRecord, turn: Turn): Promise<EffectRecord | undefined>;
    /** When no attempt of an effect is to be begun any more. */
    deadlineOf(effect: EffectRecord): number | undefined;
    /** Ends an effect whose deadline has passed; `cause` where the system is known to be away. */
    expire(effect: EffectRecord, cause: FailureData | undefined): Promise<void>;
  };

/** Effects of one connection, in the order issued. */
export type Line = {
  /** Takes a pending effect whose commit is on disk. The same effect twice is performed once. */
  add(effect: EffectRecord): void;
  /** An effect that may have been stored, or not: the store is read again to see. */
  suspect(effect: EffectRecord): void;
  /** Takes up what the store holds; resolves when as much as fits is in memory. */
  fill(): Promise<void>;
  /** Goes on after a repair, gently. */
  resume(): void;
  /** The key after which effects are in the store only; undefined when all are in memory. */
  storedAfter(): string | undefined;
  /** Starts nothing more. */
  close(): void;
};

/** What waits longer is noted as held: a crash must not put in doubt what was never begun. */
const REST_MS = 1000;

/** Creates a line. It begins effects in the order issued, as many at once and as fast as its gate allows. */
export function createLine(options: LineOptions): Line {
  const { clock } = options;
  const gate = createGate({ ...options, now: clock.now });
  const stock = createStock({
    ...options,
    due(effect) {
      const deadline = options.deadlineOf(effect);
      if (deadline !== undefined) alarms.expiry.at(deadline);
      pump();
    },
  });
  const { queue } = stock;
  const alarms = {
    pump: createAlarm(clock, () => pump()),
    rest: createAlarm(clock, () => holdAll(queue, options)),
    expiry: createAlarm(clock, () => expire()),
  };
  let underWay = 0;
  let closed = false;

  const end = (item: Item): void => {
    queue.remove(item);
    void options.expire(item.effect, gate.outage()?.failure).then(() => stock.forget(item.effect));
  };

  const isOver = ({ effect }: Item): boolean => (options.deadlineOf(effect) ?? Infinity) <= clock.now();

  const expire = (): void => {
    for (const item of queue.all().filter(isOver)) end(item);
    const deadlines = queue.all().map(({ effect }) => options.deadlineOf(effect) ?? Infinity);
    const next = deadlines.reduce((least, deadline) => Math.min(least, deadline), Infinity);
    if (next < Infinity) alarms.expiry.at(next);
    void stock.refill();
  };

  const pump = (): void => {
    for (let first = queue.first(); first && !closed; first = queue.first()) {
      if (isOver(first)) {
        end(first);
        continue;
      }
      const answer = gate.ask(underWay);
      if (!answer.may) {
        if (answer.until !== undefined) alarms.pump.at(answer.until);
        if (answer.shut) holdAll(queue, options);
        else if (queue.hasFresh()) alarms.rest.at(clock.now() + REST_MS);
        break;
      }
      queue.remove(first);
      begin(first.effect);
    }
    void stock.refill();
  };

  const begin = (effect: EffectRecord): void => {
    underWay++;
    void attempt(effect, { gate, options }).then((again) => {
      underWay--;
      if (again) stock.again(again);
      else stock.forget(effect);
      pump();
    });
  };

  return {
    add: stock.add,
    suspect: stock.suspect,
    fill: stock.open,
    resume() {
      gate.restart();
      pump();
    },
    storedAfter: stock.storedAfter,
    close() {
      closed = true;
      stock.close();
      for (const alarm of Object.values(alarms)) alarm.cancel();
    },
  };
}

async function attempt(
  effect: EffectRecord,
  { gate, options }: { gate: Gate; options: LineOptions },
): Promise<EffectRecord | undefined> {
  const ended = gate.begin();
  const again = await options.perform(effect, { ended, blocked: () => gate.outage() !== undefined });
  ended({ says: 'unclear' });
  return again;
}

/** Notes that all effects of a queue are held back. */
function holdAll(queue: Queue, { hold }: Pick<LineOptions, 'hold'>): void {
  for (const item of queue.takeFresh()) void note(item, hold);
}
