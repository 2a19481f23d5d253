import { own } from '../flow.ts';
import type { Draft } from './draft.ts';
import { lead, waysOf, type Exit } from './ends.ts';

/**
 * Takes away ways from steps to steps that do not exist, and says which. The start and handlers that name such a step
 * stay as they are: without a name they could not be.
 */
export function removeDanglingEdges(draft: Draft): { draft: Draft; removed: Exit[] } {
  const removed = waysOf(draft)
    .filter(({ exit, to }) => 'step' in exit && !own(draft.flow.steps, to))
    .map(({ exit }) => exit);
  return { draft: removed.reduce((made, exit) => lead(made, exit, undefined), draft), removed };
}
