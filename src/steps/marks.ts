import { isObject, type JsonValue } from '../base/json.ts';
import type { Run } from '../flow/run.ts';

/**
 * Loops keep their list in their mark, and loops and jumps alike, as `within`, the loops that they began inside of.
 * So a loop that takes its next entry, or begins anew, knows what belonged to the pass before, even where that pass
 * was left by another way than its end.
 */

/** The loops that a run is inside of, by the ids of their steps; not the step that it stands on. */
export function loopsUnderWay({ marks = {}, at }: Run): string[] {
  return Object.keys(marks).filter((step) => step !== at && Array.isArray(member(marks[step], 'items')));
}

/** The loops and jumps that began inside a loop. */
export function begunWithin({ marks = {} }: Run, loop: string): string[] {
  return Object.keys(marks).filter((step) => {
    const within = member(marks[step], 'within');
    return Array.isArray(within) && within.includes(loop);
  });
}

function member(mark: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(mark) ? mark[name] : undefined;
}
