import type { EffectRecord } from '../../store/records.ts';

/** An effect that waits in a line; `noting` while the note that it is held back is on its way to disk. */
export type Item = { effect: EffectRecord; noting?: Promise<boolean> | undefined };

/** Effects in the order issued: by their run, which is named by its beginning, and by their number in it. */
export type Queue = {
  insert(item: Item): void;
  first(): Item | undefined;
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
  const items: Item[] = [];
  const fresh = new Set<Item>();
  return {
    insert(item) {
      let at = items.length;
      const last = items[at - 1];
      // What comes new is nearly always the last.
      if (last && follows(last.effect, item.effect)) at = placeFor(item.effect, items);
      items.splice(at, 0, item);
      if (!item.effect.held) fresh.add(item);
    },
    first: () => items[0],
    removeLast() {
      const item = items.pop();
      if (item) fresh.delete(item);
      return item;
    },
    remove(item) {
      const at = items.indexOf(item);
      if (at === 0) items.shift();
      else if (at > 0) items.splice(at, 1);
      fresh.delete(item);
    },
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
