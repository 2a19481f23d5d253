import type { EffectId } from '../../base/ids.ts';
import type { EffectRecord } from '../../store/records.ts';
import type { Clock } from '../clock.ts';
import { createAlarm } from './alarm.ts';
import { createBacklog } from './backlog.ts';
import { createQueue, note, type Item, type Queue } from './queue.ts';
import { createTurns } from './turns.ts';

/** What a stock needs to know and to have done. */
export type StockOptions = {
  clock: Clock;
  /** Effects in memory at most; what is beyond stays in the store. */
  capacity: number;
  /** What an effect may be performed together with: all of the same name; undefined for one that goes alone. */
  groupKeyOf(effect: EffectRecord): string | undefined;
  /** Told of each effect whose time has come, once it is in the queue. */
  due(effect: EffectRecord): void;
  /** Notes on disk that an effect is held back; false when it could not be noted. Never rejects. */
  hold(effect: EffectRecord): Promise<boolean>;
  /** Pending effects after a key, in the order of keys. */
  load(after: string, limit: number): Promise<EffectRecord[]>;
  /** Looks at an effect from the store; undefined when it is not to be performed. Never rejects. */
  takeUp(effect: EffectRecord): Promise<EffectRecord | undefined>;
  onError(error: unknown): void;
};

/** The effects of one line: a bounded number in memory, asleep or in the queue, the others in the store. */
export type Stock = {
  /** Those whose time has come. What is taken out of it stays known until it is forgotten or comes again. */
  queue: Queue;
  /** Takes a pending effect whose commit is on disk, unless it is known. */
  add(effect: EffectRecord): void;
  /** An effect that may have been stored, or not: the store is read again to see. */
  suspect(effect: EffectRecord): void;
  /** Takes back an effect that is to be performed again. */
  again(effect: EffectRecord): void;
  forget(effect: EffectRecord): void;
  /** Begins with what the store holds; resolves when as much as fits is in memory. */
  open(): Promise<void>;
  /** Reads on in the store when half of the memory is free. */
  refill(): Promise<void>;
  /** The key after which effects are in the store only; undefined when all are in memory. */
  storedAfter(): string | undefined;
  close(): void;
};

/** How long after the store failed it is read again. */
const LOAD_AGAIN_MS = 1000;

/** Creates a stock of nothing. */
export function createStock(options: StockOptions): Stock {
  const { clock, capacity, load } = options;
  const queue = createQueue();
  const backlog = createBacklog(load);
  const turns = createTurns();
  const asleep = createSleepers(clock);
  /** Effects in memory, under way, or on their way out to the store. */
  const known = new Set<EffectId>();
  const loadAlarm = createAlarm(clock, () => void refill());
  const readAgain = (): void => loadAlarm.at(clock.now() + LOAD_AGAIN_MS);
  let [refilling, closed] = [false, false];

  const room = (): number => capacity - queue.size() - asleep.size();

  const forget = (effect: EffectRecord): void => {
    known.delete(effect.key);
    backlog.gone(effect.key);
    const next = turns.over(effect);
    if (next) place(next);
  };

  const enter = (effect: EffectRecord): void => void (turns.take(effect) && place(effect));

  const dismiss = (effect: EffectRecord): void => {
    backlog.take(effect);
    forget(effect);
  };

  const place = (effect: EffectRecord): void => {
    if (closed) return;
    const delay = delayOf(effect, clock.now());
    if (delay > 0) asleep.add(delay, () => place(effect));
    else queue.insert(itemOf(effect, options));
    while (room() < 0 && queue.size() > 0) leave(queue.removeLast());
    if (delay <= 0) options.due(effect);
  };

  /** Lets an effect out of memory, once it is noted that it waits. */
  const leave = (item: Item | undefined): void => {
    if (!item) return;
    if (item.effect.held && !item.noting) return dismiss(item.effect);
    backlog.take(item.effect);
    void (item.noting ?? note(item, options.hold)).then((noted) => {
      // What was read past meanwhile would not be read again, and a page that is being read passes over what was in
      // memory when it was asked for.
      if (noted && backlog.has(item.effect.key)) return dismiss(item.effect);
      queue.insert(item);
      options.due(item.effect);
    });
  };

  const refill = async (): Promise<void> => {
    // What has been read counts only when it is in its place.
    if (refilling) return;
    refilling = true;
    try {
      while (!closed && room() >= capacity / 2) {
        const page = await backlog.read(Math.ceil(room()));
        if (!page) break;
        await take(page.filter(({ key }) => !known.has(key)));
      }
    } catch (error) {
      options.onError(error);
      readAgain();
    }
    refilling = false;
  };

  const take = async (found: EffectRecord[]): Promise<void> => {
    for (const { key } of found) known.add(key);
    for (const { former, effect } of await lookAt(found, options)) (effect ? enter : forget)(effect ?? former);
  };

  return {
    queue,
    suspect: (effect) => (backlog.take(effect), readAgain()),
    add(effect) {
      if (closed || known.has(effect.key)) return;
      known.add(effect.key);
      if (backlog.has(effect.key)) leave(itemOf(effect, options));
      else enter(effect);
    },
    again: place,
    forget,
    open: () => (backlog.open(), refill()),
    refill,
    storedAfter: backlog.after,
    close() {
      closed = true;
      loadAlarm.cancel();
      asleep.cancel();
    },
  };
}

function itemOf(effect: EffectRecord, { groupKeyOf }: Pick<StockOptions, 'groupKeyOf'>): Item {
  return { effect, group: groupKeyOf(effect) };
}

/** Looks at effects from the store; without `effect` one is not to be performed. */
function lookAt(found: readonly EffectRecord[], { takeUp }: Pick<StockOptions, 'takeUp'>) {
  return Promise.all(found.map(async (former) => ({ former, effect: await takeUp(former) })));
}

/** Pieces of work that each wait for a time of their own. */
function createSleepers(clock: Clock) {
  const cancels = new Set<() => void>();
  return {
    size: () => cancels.size,
    add(delayMs: number, wake: () => void) {
      const cancel = clock.after(delayMs, () => {
        cancels.delete(cancel);
        wake();
      });
      cancels.add(cancel);
    },
    cancel() {
      for (const cancel of cancels) cancel();
    },
  };
}

/**
 * How long an effect sleeps. A first attempt is due at once, even where `nextAt` is the time of a clock that was set back
 * since; and what is held back waits for something else than a time.
 */
function delayOf(effect: EffectRecord, now: number): number {
  return effect.attempts === 0 || effect.held ? 0 : effect.nextAt - now;
}
