import type { EffectRecord } from '../../store/records.ts';

/**
 * An effect that waits in a line; `noting` while the note that it is held back is on its way to disk. Those of the same
 * `group` may be performed together.
 */
export type Item = { effect: EffectRecord; group?: string | undefined; noting?: Promise<boolean> | undefined };

/** Effects in the order issued: by their run, which is named by its beginning, and by their number in it. */
export type Queue = {
  insert(item: Item): void;
  /** The first one, or the first one that is of none of these groups. */
  first(without?: ReadonlyMap<string, unknown>): Item | undefined;
  /** Takes out an item, and of its group as many others, in order, as make `most` in all; `may` is asked for each. */
  takeTogether(item: Item, most: number, may: (other: Item) => boolean): Item[];
  /** How many wait of a group. */
  countOf(group: string): number;
  removeLast(): Item | undefined;
  remove(item: Item): void;
  size(): number;
  all(): Item[];
  /** Whether there are effects that are not noted as held back. */
  hasFresh(): boolean;
  /** Those effects; they count as noted from now on. */
  takeFresh(): Item[];
};

/** Creates an empty queue. */
export function createQueue(): Queue {
  let items: Item[] = [];
  const fresh = new Set<Item>();
  const counts = new Map<string, number>();
  const count = (item: Item, by: number): void => {
    if (item.group === undefined) return;
    const left = (counts.get(item.group) ?? 0) + by;
    if (left > 0) counts.set(item.group, left);
    else counts.delete(item.group);
  };
  const forget = (item: Item): void => {
    fresh.delete(item);
    count(item, -1);
  };
  const remove = (item: Item): void => {
    const at = items.indexOf(item);
    if (at < 0) return;
    if (at === 0) items.shift();
    else items.splice(at, 1);
    forget(item);
  };
  return {
    insert(item) {
      let at = items.length;
      const last = items[at - 1];
      // What comes new is nearly always the last.
      if (last && follows(last.effect, item.effect)) at = placeFor(item.effect, items);
      items.splice(at, 0, item);
      count(item, 1);
      if (!item.effect.held) fresh.add(item);
    },
    first(without = NONE) {
      if (without.size === 0) return items[0];
      let left = items.length;
      for (const group of without.keys()) left -= counts.get(group) ?? 0;
      return left > 0 ? items.find(({ group }) => group === undefined || !without.has(group)) : undefined;
    },
    takeTogether(item, most, may) {
      const taken = most > 1 && item.group !== undefined ? together(items, item, { most, may }) : [item];
      if (taken.length === 1) {
        remove(item);
        return taken;
      }
      const gone = new Set(taken);
      items = items.filter((each) => !gone.has(each));
      taken.forEach(forget);
      return taken;
    },
    countOf: (group) => counts.get(group) ?? 0,
    removeLast() {
      const item = items.pop();
      if (item) forget(item);
      return item;
    },
    remove,
    size: () => items.length,
    all: () => [...items],
    hasFresh: () => fresh.size > 0,
    takeFresh() {
      const all = [...fresh];
      fresh.clear();
      return all;
    },
  };
}

const NONE: ReadonlyMap<string, unknown> = new Map();

type Taking = { most: number; may: (other: Item) => boolean };

function together(items: readonly Item[], first: Item, { most, may }: Taking): Item[] {
  const taken = [first];
  for (const item of items) {
    if (taken.length >= most) break;
    if (item !== first && item.group === first.group && may(item)) taken.push(item);
  }
  return taken;
}

/** The place before the first item that follows an effect. */
function placeFor(effect: EffectRecord, items: readonly Item[]): number {
  let low = 0;
  for (let high = items.length; low < high;) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item && follows(item.effect, effect)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** True when the left one was issued after the right one. */
function follows(left: EffectRecord, right: EffectRecord): boolean {
  if (left.run !== right.run) return left.run > right.run;
  return numberOf(left) > numberOf(right);
}

function numberOf({ key, run }: EffectRecord): number {
  return Number(key.slice(run.length + 1));
}

/** Notes on disk that an item is held back; false when it could not be noted. */
export function note(item: Item, hold: (effect: EffectRecord) => Promise<boolean>): Promise<boolean> {
  item.effect = { ...item.effect, held: true };
  item.noting = hold(item.effect).then((noted) => {
    item.noting = undefined;
    // Without the note it would be doubted after a crash: that is safe, so one try is enough.
    item.effect = { ...item.effect, held: noted };
    return noted;
  });
  return item.noting;
}
