import type { CanvasInput, Derived, WayEdge } from './canvas-nodes.ts';
import { nodesOf } from './derive-nodes.ts';
import { partsOf } from './derive-parts.ts';
import { edgesOf } from './derive-ways.ts';

/**
 * The nodes and edges of a draft. Those that are as they were before are the very same objects, so that only what
 * changed is drawn again.
 */
export function deriveCanvas(input: CanvasInput, before?: Derived): Derived {
  const parts = partsOf(input);
  const known = new Map(before?.nodes.map((node) => [node.id, node]));
  const knownEdges = new Map(before?.edges.map((edge) => [edge.id, edge]));
  const nodes = nodesOf(input, parts);
  const edges = routed({ nodes, edges: edgesOf(input, parts) }, input.route);
  return {
    nodes: sameList(
      before?.nodes,
      nodes.map((node) => reuse(known.get(node.id), node)),
    ),
    edges: sameList(
      before?.edges,
      edges.map((edge) => reuse(knownEdges.get(edge.id), edge)),
    ),
  };
}

function routed(straight: Derived, route: CanvasInput['route']): readonly WayEdge[] {
  const routes = route?.(straight);
  if (!routes || routes.size === 0) return straight.edges;
  return straight.edges.map((edge) => {
    const corners = routes.get(edge.id);
    return corners && edge.data ? { ...edge, data: { ...edge.data, route: corners } } : edge;
  });
}

/** The former object where nothing about it is different. */
function reuse<Item extends object>(before: Item | undefined, after: Item): Item {
  return before !== undefined && isSame(before, after, 3) ? before : after;
}

/** Compares members, and members of members as deep as told; below that only the very same is equal. */
function isSame(left: unknown, right: unknown, depth: number): boolean {
  if (Object.is(left, right)) return true;
  if (depth === 0 || typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return false;
  const [names, others] = [Object.keys(left), Object.keys(right)];
  if (names.length !== others.length) return false;
  const [a, b] = [left as Record<string, unknown>, right as Record<string, unknown>];
  return names.every((name) => isSame(a[name], b[name], depth - 1));
}

function sameList<Item>(before: readonly Item[] | undefined, after: readonly Item[]): readonly Item[] {
  return before?.length === after.length && after.every((item, at) => item === before[at]) ? before : after;
}
