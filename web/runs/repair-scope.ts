import type { RunFilter } from './api-types.ts';

const KEPT = 'rondine.repair.scope';

/** Remembers which runs are to be repaired: a selection is too long for an address. */
export function keepScope(filter: RunFilter): void {
  sessionStorage.setItem(KEPT, JSON.stringify(filter));
}

/** Which runs are to be repaired; undefined where none were chosen. */
export function keptScope(): RunFilter | undefined {
  const text = sessionStorage.getItem(KEPT);
  try {
    return text === null ? undefined : (JSON.parse(text) as RunFilter);
  } catch {
    return undefined;
  }
}
