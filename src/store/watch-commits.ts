import type { Store, Write } from './store.ts';

/** Hears what was committed, once it is on disk, in no order between commits. Must not throw. */
export type CommitListener = (writes: readonly Write[]) => void;

/** A store, and a way to hear of what is written to it. */
export type WatchedStore = {
  store: Store;
  /** Tells of each commit from now on; the returned function ends that. */
  listen(told: CommitListener): () => void;
};

/** Lets others hear of what is committed. While nobody listens a commit costs one look at a number more. */
export function watchCommits(store: Store): WatchedStore {
  const listeners = new Set<CommitListener>();
  return {
    store: {
      ...store,
      commit(writes) {
        const done = store.commit(writes);
        if (listeners.size === 0) return done;
        return done.then(() => {
          for (const told of listeners) told(writes);
        });
      },
    },
    listen(told) {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
  };
}
