/** Something that waits its turn in each of its lanes. */
export type Queued = { lanes: readonly string[] };

/** Queues by name; one item may stand in several. */
export type Lanes<Item extends Queued> = {
  join: (item: Item) => void;
  /** True while nothing stands before the item in any of its lanes. */
  isFirst: (item: Item) => boolean;
  /** Takes out an item that is first everywhere; returns those that stand first in its lanes now. */
  leave: (item: Item) => Item[];
};

/** Makes an empty set of lanes; a lane costs nothing while nobody waits in it. */
export function createLanes<Item extends Queued>(): Lanes<Item> {
  const queues = new Map<string, Item[]>();
  return {
    join: (item) => {
      for (const lane of item.lanes) {
        const queue = queues.get(lane);
        if (queue) queue.push(item);
        else queues.set(lane, [item]);
      }
    },
    isFirst: (item) => item.lanes.every((lane) => queues.get(lane)?.[0] === item),
    leave: (item) =>
      item.lanes.flatMap((lane) => {
        const queue = queues.get(lane);
        queue?.shift();
        const next = queue?.[0];
        if (!next) queues.delete(lane);
        return next ? [next] : [];
      }),
  };
}
