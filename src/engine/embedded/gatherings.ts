import type { Item, Queue } from './queue.ts';

/** What gathers: while a request of a group is under way, what comes meanwhile goes with the next one. */
export type Gatherings = {
  /** The item whose turn it is. */
  next(): Item | undefined;
  /** When that may be another one without the end of a request; undefined while nothing is kept back. */
  until(): number | undefined;
  /** Tells that a request of a group has left that may take so many; the answer tells that it is over. */
  begin(group: string, size: number): () => void;
};

/** What gathering depends on. `isShut`: the system is away, so that nothing is to be gained. */
export type GatheringsOptions = { now(): number; queue: Pick<Queue, 'first' | 'countOf'>; isShut(): boolean };

/** A request that takes longer than this keeps nothing back any more: its answer may never come. */
const PATIENCE_MS = 1000;

/**
 * Creates gatherings of nothing. Without a request under way an effect leaves at once, and so does a full group: nothing
 * ever waits for a time to pass in the hope of company.
 */
export function createGatherings({ now, queue, isShut }: GatheringsOptions): Gatherings {
  const underWay = new Map<string, { size: number; begun: number[] }>();
  /** Groups that are kept back, each with the time until which. */
  const keptBack = (): Map<string, number> => {
    const kept = new Map<string, number>();
    if (underWay.size === 0 || isShut()) return kept;
    for (const [group, { size, begun }] of underWay) {
      const waiting = queue.countOf(group);
      const until = Math.max(...begun) + PATIENCE_MS;
      if (waiting > 0 && waiting < size && until > now()) kept.set(group, until);
    }
    return kept;
  };
  return {
    next: () => queue.first(keptBack()),
    until() {
      const kept = keptBack();
      return kept.size === 0 ? undefined : Math.min(...kept.values());
    },
    begin(group, size) {
      const at = now();
      const entry = underWay.get(group) ?? { size, begun: [] };
      entry.size = size;
      entry.begun.push(at);
      underWay.set(group, entry);
      return () => {
        entry.begun.splice(entry.begun.indexOf(at), 1);
        if (entry.begun.length === 0) underWay.delete(group);
      };
    },
  };
}
