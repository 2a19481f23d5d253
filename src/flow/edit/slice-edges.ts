import type { Draft } from './draft.ts';
import { disconnect } from './disconnect.ts';
import type { Exit } from './ends.ts';

/** Takes several ways away at once, each named by where it begins. Throws `EditError` for an unknown step or handler. */
export function sliceEdges(draft: Draft, { edges }: { edges: readonly Exit[] }): Draft {
  return edges.reduce((made, from) => disconnect(made, { from }), draft);
}
