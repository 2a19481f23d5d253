import type { StepId } from '../../../src/base/ids.ts';
import { waysOf } from '../../../src/flow/edit/ends.ts';
import { own } from '../../../src/flow/flow.ts';
import { exitKey } from '../session/state.ts';
import type { CanvasInput } from './canvas-nodes.ts';
import { TRIGGERS } from './walk.ts';

/** What several nodes need to know. */
export type Parts = {
  /** The collapsed group that a step is inside of. */
  folded: ReadonlyMap<StepId, string>;
  litExits: ReadonlySet<string>;
  selectedExits: ReadonlySet<string>;
  /** Steps at the ends of selected ways. */
  ends: ReadonlySet<string>;
  /** The keys of all exits that lead to a step. */
  connected: ReadonlySet<string>;
};

/** Finds out once what is asked of each node and edge. */
export function partsOf({ draft, selection, path }: CanvasInput): Parts {
  const folded = new Map<StepId, string>();
  for (const [id, group] of Object.entries(draft.layout.groups))
    if (group.collapsed) for (const step of group.steps) folded.set(step, id);
  const selectedExits = new Set(selection.exits.map(exitKey));
  const ends = new Set<string>();
  const connected = new Set<string>();
  for (const { exit, to } of waysOf(draft)) {
    const key = exitKey(exit);
    if (own(draft.flow.steps, to)) connected.add(key);
    if (!selectedExits.has(key)) continue;
    ends.add(to);
    ends.add('step' in exit ? exit.step : TRIGGERS);
  }
  return { folded, litExits: new Set(path?.taken.map(exitKey)), selectedExits, ends, connected };
}
