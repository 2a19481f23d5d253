import { EditError } from './edit-error.ts';

/** A list with one more member at the end or before another. */
export function inserted<Item>(list: readonly Item[], item: Item, before: number = list.length): Item[] {
  return list.toSpliced(before, 0, item);
}

/** A list with another member at a place. Throws `EditError` where there is none. */
export function replaced<Item>(list: readonly Item[], at: number, item: Item): Item[] {
  return list.with(placeIn(list, at), item);
}

/** A list without a member. Throws `EditError` where there is none. */
export function removed<Item>(list: readonly Item[], at: number): Item[] {
  return list.toSpliced(placeIn(list, at), 1);
}

/** A list in which a member stands at another place. Throws `EditError` where there is none. */
export function reordered<Item>(list: readonly Item[], { from, to }: { from: number; to: number }): Item[] {
  const item = list[placeIn(list, from)]!;
  return list.toSpliced(from, 1).toSpliced(placeIn(list, to), 0, item);
}

function placeIn(list: readonly unknown[], at: number): number {
  if (Number.isInteger(at) && at >= 0 && at < list.length) return at;
  throw new EditError('unknown_place', `There is nothing at place ${at + 1}: the list has ${list.length}.`, {
    at: String(at),
  });
}
