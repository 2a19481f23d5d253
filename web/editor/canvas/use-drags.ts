import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import type { Point } from '../../../src/flow/layout.ts';
import { exitKey, type Selection } from '../session/state.ts';
import { wayAt, wayLines } from './way-lines.ts';
import type { CanvasEdits } from './canvas-world.ts';
import { namedBy, TRIGGERS_NODE, type CanvasNode, type Derived, type WayEdge } from './canvas-nodes.ts';
import type { Scene } from './use-derived.ts';

type Moves = ReadonlyMap<string, Point>;
const STILL: Moves = new Map();

/** What of a drag the canvas shows, and what it tells of it. */
export type Drags = {
  /** The nodes with those that are being dragged where the pointer has them. */
  nodes: CanvasNode[];
  edges: WayEdge[];
  change(changes: NodeChange<CanvasNode>[]): void;
  changeEdges(changes: EdgeChange<WayEdge>[]): void;
  drag(node: CanvasNode, count: number): void;
  drop(): void;
  /** Choosing goes on from what is chosen while this holds. */
  addToSelection(isAdding: boolean): void;
};

type DragParts = {
  scene: Scene;
  selection: Selection;
  onSelect?: ((selection: Selection) => void) | undefined;
  edits: CanvasEdits | undefined;
  /** The way that a step which is being dragged would be put into. */
  splice: string | undefined;
  setSplice(key: string | undefined): void;
};

/** Holds what is in the author's hand: places while something is dragged. Everything else comes from the draft. */
export function useDrags({ scene, selection, onSelect, edits, splice, setSplice }: DragParts): Drags {
  const { derived } = scene;
  const [moves, setMoves] = useState<Moves>(STILL);
  const moving = useRef<Moves>(STILL);
  const into = useRef<Exit>(undefined);
  const base = useRef<Selection>(undefined);
  // Several changes can come before the selection is drawn.
  const chosen = useRef(selection);
  useLayoutEffect(() => {
    chosen.current = selection;
  });
  const dragged = useCallback((next: Moves) => {
    moving.current = next;
    setMoves(next);
  }, []);
  useBlurEndsDrags();
  const select = useCallback(
    (next: Selection) => {
      chosen.current = next;
      onSelect?.(next);
    },
    [onSelect],
  );
  const change = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const places = changes.flatMap((each) =>
        each.type === 'position' && each.position && each.dragging === true ? [[each.id, each.position] as const] : [],
      );
      if (places.length > 0) dragged(withGroups(derived, new Map(places)));
      const picked = changes.filter((each) => each.type === 'select');
      if (picked.length > 0) select(added(base.current, nextSelection(chosen.current, picked)));
    },
    [derived, dragged, select],
  );
  const changeEdges = useCallback(
    (changes: EdgeChange<WayEdge>[]) => {
      const picked = changes.flatMap((each) => (each.type === 'select' ? [each] : []));
      if (picked.length === 0) return;
      const byId = new Map(derived.edges.map((edge) => [edge.id, edge.data?.exit]));
      const gone = new Set(picked.filter((each) => !each.selected).map(({ id }) => id));
      const kept = chosen.current.exits.filter((exit) => !gone.has(exitKey(exit)));
      const more = picked.flatMap(({ id, selected }) => (selected ? (byId.get(id) ?? []) : []));
      select({ ...chosen.current, exits: [...kept, ...more] });
    },
    [derived.edges, select],
  );
  const lines = useMemo(() => wayLines(derived), [derived]);
  return {
    nodes: useMemo(() => overlaid(derived, moves), [derived, moves]),
    edges: useMemo(() => marked(derived, splice), [derived, splice]),
    change,
    changeEdges,
    drag: (node, count) => {
      const { position, width = 0, height = 0 } = node;
      const middle = { x: position.x + width / 2, y: position.y + height / 2 };
      const line = count === 1 && node.type === 'step' ? wayAt(lines, middle, node.data.view.id) : undefined;
      into.current = line?.exit;
      setSplice(line && exitKey(line.exit));
    },
    drop: () => {
      const moved = movedParts(moving.current);
      const { current: exit } = into;
      into.current = undefined;
      setSplice(undefined);
      if (moving.current.size > 0) edits?.move({ ...moved, ...(exit ? { into: exit } : {}) });
      dragged(STILL);
    },
    addToSelection: (isAdding) => (base.current = isAdding ? chosen.current : undefined),
  };
}

/** A window that loses the focus ends every drag. */
function useBlurEndsDrags(): void {
  useEffect(() => {
    const end = (): void => {
      for (const type of ['pointerup', 'mouseup'])
        document.dispatchEvent(new MouseEvent(type, { bubbles: true, view: window }));
    };
    window.addEventListener('blur', end);
    return () => window.removeEventListener('blur', end);
  }, []);
}

function overlaid({ nodes }: Derived, moves: Moves): CanvasNode[] {
  if (moves.size === 0) return [...nodes];
  return nodes.map((node) => {
    const position = moves.get(node.id);
    return position ? { ...node, position, dragging: true } : node;
  });
}

function marked({ edges }: Derived, splice: string | undefined): WayEdge[] {
  return edges.map((edge) =>
    edge.id === splice && edge.data ? { ...edge, data: { ...edge.data, isSplice: true } } : edge,
  );
}

/** A frame takes its steps along. */
function withGroups({ nodes }: Derived, moves: Map<string, Point>): Moves {
  for (const node of nodes) {
    const to = node.type === 'group' ? moves.get(node.id) : undefined;
    if (!to || node.type !== 'group') continue;
    const [dx, dy] = [to.x - node.position.x, to.y - node.position.y];
    for (const each of nodes)
      if (each.type === 'step' && node.data.steps.includes(each.data.view.id))
        moves.set(each.id, { x: each.position.x + dx, y: each.position.y + dy });
    if (node.data.isCollapsed) for (const step of node.data.steps) moves.set(`@inside:${step}`, { x: dx, y: dy });
  }
  return moves;
}

type MovedParts = {
  steps: Record<StepId, Point>;
  notes: Record<string, Point>;
  triggers?: Point;
  folded: Record<StepId, Point>;
};

/** What is to be written down of a drag. Steps of a collapsed group are moved by a distance. */
function movedParts(moves: Moves): MovedParts {
  const parts: MovedParts = { steps: {}, notes: {}, folded: {} };
  for (const [id, place] of moves) {
    if (id.startsWith('@inside:')) {
      parts.folded[id.slice('@inside:'.length) as StepId] = place;
      continue;
    }
    const named = namedBy(id);
    if ('step' in named) parts.steps[named.step] = place;
    if ('note' in named) parts.notes[named.note] = place;
    if (id === TRIGGERS_NODE) parts.triggers = place;
  }
  return parts;
}

function nextSelection(before: Selection, changes: readonly NodeChange<CanvasNode>[]): Selection {
  const steps = new Set(before.steps);
  const notes = new Set(before.notes);
  for (const each of changes) {
    if (each.type !== 'select') continue;
    const named = namedBy(each.id);
    if ('step' in named) steps[each.selected ? 'add' : 'delete'](named.step);
    if ('note' in named) notes[each.selected ? 'add' : 'delete'](named.note);
  }
  return { ...before, steps: [...steps], notes: [...notes] };
}

function added(base: Selection | undefined, { steps, exits, notes }: Selection): Selection {
  if (!base) return { steps, exits, notes };
  return { steps: [...new Set([...base.steps, ...steps])], exits, notes: [...new Set([...base.notes, ...notes])] };
}
