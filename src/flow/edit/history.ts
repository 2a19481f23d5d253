import type { Draft } from './draft.ts';

/** Words for one edit, by a key of the message catalogues: `edit.moveSteps` with `{ count: 3 }`. */
export type Label = { readonly key: string; readonly values?: Readonly<Record<string, string | number>> };

/** A draft, and the edit that led to it; the first draft has none. */
export type HistoryEntry = {
  readonly draft: Draft;
  readonly label?: Label;
  /** What goes on with it, and when it last did: edits of one burst are one entry. */
  readonly burst?: { readonly key: string; readonly at: number };
};

/** The drafts that can be gone back to, and those that were gone back from: the nearest comes last and first. */
export type History = {
  readonly past: readonly HistoryEntry[];
  readonly present: HistoryEntry;
  readonly future: readonly HistoryEntry[];
};

/** Drafts that can be gone back to. */
export const MAX_PAST = 200;
/** Pause that ends a burst of typing. */
export const BURST_MS = 1000;

/** A history that begins with a draft. */
export function beginHistory(draft: Draft): History {
  return { past: [], present: { draft }, future: [] };
}

/** What is to be written down of an edit. `mergeKey`: what it goes on with, such as the text of one field. */
export type Recorded = { draft: Draft; label: Label; at: number; mergeKey?: string };

/**
 * Adds the draft that an edit gave. Nothing happens where it changed nothing. An edit with the `mergeKey` of the last
 * one, less than a second after it, becomes one with it.
 */
export function record(history: History, { draft, label, at, mergeKey }: Recorded): History {
  const { past, present, future } = history;
  if (draft === present.draft) return history;
  const entry: HistoryEntry = { draft, label, ...(mergeKey === undefined ? {} : { burst: { key: mergeKey, at } }) };
  const { burst } = present;
  const goesOn = future.length === 0 && burst?.key === mergeKey && burst !== undefined && at - burst.at < BURST_MS;
  if (goesOn) return { past, present: entry, future };
  return { past: [...past, present].slice(-MAX_PAST), present: entry, future: [] };
}

/** Goes back by one edit; the very same history where there is none. What is undone is the label of `present`. */
export function undo(history: History): History {
  const { past, present, future } = history;
  const last = past.at(-1);
  return last ? { past: past.slice(0, -1), present: last, future: [present, ...future] } : history;
}

/** Goes forward by one edit that was undone; the very same history where there is none. */
export function redo(history: History): History {
  const [next, ...future] = history.future;
  return next ? { past: [...history.past, history.present], present: next, future } : history;
}
