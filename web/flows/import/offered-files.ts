import { useSyncExternalStore } from 'react';

let offered: readonly File[] = [];
const listeners = new Set<() => void>();

/** Gives files to be imported, from wherever they were dropped or chosen; the shell asks what to do with them. */
export function offerFiles(files: readonly File[]): void {
  offered = files;
  for (const each of listeners) each();
}

/** The files that wait to be imported. */
export function useOfferedFiles(): readonly File[] {
  return useSyncExternalStore(subscribe, () => offered);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
