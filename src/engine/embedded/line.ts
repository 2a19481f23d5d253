import type { EffectRecord } from '../../store/records.ts';
import type { Outcome } from '../breaker.ts';
import type { Clock } from '../clock.ts';
import type { Group } from '../perform-groups.ts';
import { createAlarm } from './alarm.ts';
import { createExpiry, type ExpiryOptions } from './expiry.ts';
import { createGatherings } from './gatherings.ts';
import { createGate, type Gate, type GateOptions } from './gate.ts';
import { note, type Item, type Queue } from './queue.ts';
import { createStock, type Stock, type StockOptions } from './stock.ts';

/** What an attempt tells its line, and asks it. */
export type Turn = {
  /** Says what the attempt told of the system, as soon as that is known. */
  ended(outcome: Outcome): void;
  /** True while nothing but a probe is tried. */
  blocked(): boolean;
};

/** What a line needs to know and to have done. What it asks for never rejects, but for `load`. */
export type LineOptions = Omit<GateOptions, 'now'> &
  Pick<ExpiryOptions, 'deadlineOf' | 'expire'> &
  Omit<StockOptions, 'due' | 'groupKeyOf'> & {
    clock: Clock;
    /** Performs effects in one attempt; gives back those that are to be performed again. */
    perform(effects: readonly EffectRecord[], turn: Turn): Promise<readonly EffectRecord[]>;
    /** What an effect may be performed together with; undefined for one that goes alone. */
    groupOf(effect: EffectRecord): Group | undefined;
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

/**
 * Creates a line. It begins effects in the order issued, as many requests at once and as fast as its gate allows; effects
 * of one group that wait at the same time share a request.
 */
export function createLine(options: LineOptions): Line {
  const { clock } = options;
  const gate = createGate({ ...options, now: clock.now });
  const stock = createStock({
    ...options,
    groupKeyOf: (effect) => options.groupOf(effect)?.key,
    due(effect) {
      expiry.watch(effect);
      pump();
    },
  });
  const { queue } = stock;
  const alarms = {
    pump: createAlarm(clock, () => pump()),
    rest: createAlarm(clock, () => holdAll(queue, options)),
  };
  const isShut = (): boolean => options.isBroken() || gate.outage() !== undefined;
  const gatherings = createGatherings({ now: clock.now, queue, isShut });
  const expiry = createExpiry({
    ...options,
    queue,
    cause: () => gate.outage()?.failure,
    ended: stock.forget,
    looked: () => void stock.refill(),
  });
  let underWay = 0;
  let closed = false;

  const pump = (): void => {
    for (let first = gatherings.next(); first && !closed; first = gatherings.next()) {
      if (expiry.isOver(first)) {
        expiry.end(first);
        continue;
      }
      const answer = gate.ask(underWay);
      if (!answer.may) {
        if (answer.until !== undefined) alarms.pump.at(answer.until);
        if (answer.shut) holdAll(queue, options);
        break;
      }
      begin(first);
    }
    if (!closed) setAlarms();
    void stock.refill();
  };

  const setAlarms = (): void => {
    const until = gatherings.until();
    if (until !== undefined) alarms.pump.at(until);
    if (queue.hasFresh()) alarms.rest.at(clock.now() + REST_MS);
  };

  const begin = (first: Item): void => {
    const group = first.group === undefined ? undefined : options.groupOf(first.effect);
    // A probe goes alone: what becomes of it is not known, and then of one effect only.
    const most = group && !gate.outage() ? group.size : 1;
    const effects = takeTogether(queue, first, { most, inOrder: group?.inOrder === true, ...expiry });
    const over = group && gatherings.begin(group.key, group.size);
    underWay++;
    void attempt(effects, { gate, options }).then((again) => {
      underWay--;
      over?.();
      putBack(stock, effects, again);
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
      for (const each of [alarms.pump, alarms.rest, expiry]) each.cancel();
    },
  };
}

type Company = { most: number; inOrder: boolean; isOver: (item: Item) => boolean };

/** Takes an effect out of the queue, and those that go with it: two of one lane only where their order is kept. */
function takeTogether(queue: Queue, first: Item, { most, inOrder, isOver }: Company): EffectRecord[] {
  const lanes = new Set([first.effect.lane]);
  const may = (other: Item): boolean => {
    const { lane } = other.effect;
    if (isOver(other) || (!inOrder && lanes.has(lane))) return false;
    lanes.add(lane);
    return true;
  };
  return queue.takeTogether(first, most, may).map(({ effect }) => effect);
}

function putBack(stock: Stock, effects: readonly EffectRecord[], again: readonly EffectRecord[]): void {
  const left = new Map(again.map((effect) => [effect.key, effect]));
  for (const effect of effects) {
    const back = left.get(effect.key);
    if (back) stock.again(back);
    else stock.forget(effect);
  }
}

async function attempt(
  effects: readonly EffectRecord[],
  { gate, options }: { gate: Gate; options: LineOptions },
): Promise<readonly EffectRecord[]> {
  const ended = gate.begin();
  const again = await options.perform(effects, { ended, blocked: () => gate.outage() !== undefined });
  ended({ says: 'unclear' });
  return again;
}

/** Notes that all effects of a queue are held back. */
function holdAll(queue: Queue, { hold }: Pick<LineOptions, 'hold'>): void {
  for (const item of queue.takeFresh()) void note(item, hold);
}
