import { Position, type Edge, type Node } from '@xyflow/react';
import type { StepId } from '../../../src/base/ids.ts';
import { idsOf, stepOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { waysOf, type Exit } from '../../../src/flow/edit/ends.ts';
import { own, type Outcome } from '../../../src/flow/flow.ts';
import type { Note, Point } from '../../../src/flow/layout.ts';
import { exitKey, type LitPath, type Selection } from '../session/state.ts';
import { around, exitX, groupBox, sizeOfCard, type Rect, type Size } from './geometry.ts';
import type { Change, Compared, Troubles } from './marks.ts';
import type { Places } from './places.ts';
import { triggersView, type StepView, type StepViews, type TriggersView } from './step-view.ts';
import { TRIGGERS, type Stop } from './walk.ts';

/** How many runs took each exit of a step in a period. */
export type Counts = Readonly<Record<StepId, Readonly<Record<Outcome, number>>>>;

/** What is drawn: a draft, and what is known of it. */
export type CanvasInput = {
  readonly draft: Draft;
  readonly places: Places;
  readonly views: StepViews;
  readonly selection: Selection;
  readonly troubles: ReadonlyMap<StepId, Troubles>;
  /** Steps that the published version has otherwise. */
  readonly unpublished: ReadonlyMap<StepId, Change>;
  readonly path: LitPath | undefined;
  readonly counts: Counts | undefined;
  readonly compared: Compared | undefined;
  /** The one card that Tab goes to. */
  readonly current: Stop | undefined;
  readonly renaming: StepId | undefined;
  /** The way that a step which is being dragged would be put into. */
  readonly splice: string | undefined;
  readonly isReadOnly: boolean;
  /** How ways are led around cards. */
  readonly routes?: ReadonlyMap<string, readonly number[]>;
};

type Lit = { readonly isLit: boolean; readonly litExits: readonly string[] };
type Common = { readonly isCurrent: boolean; readonly isReadOnly: boolean };

/** One step with all that its card shows. */
export type StepData = Common &
  Lit & {
    readonly view: StepView;
    /** Outcomes that lead somewhere. */
    readonly connected: readonly string[];
    readonly troubles: Troubles | undefined;
    readonly isUnpublished: boolean;
    readonly change: Change | undefined;
    readonly counts: Readonly<Record<Outcome, number>> | undefined;
    readonly isHere: boolean;
    readonly isPinned: boolean;
    readonly isRenaming: boolean;
    /** True at both ends of a way that is selected. */
    readonly isEnd: boolean;
  };
export type TriggersData = Common &
  Lit & { readonly view: TriggersView; readonly connected: readonly string[]; readonly isEnd: boolean };
export type NoteData = { readonly id: string; readonly note: Note; readonly isReadOnly: boolean };
export type GroupData = {
  readonly id: string;
  readonly title: string;
  readonly colour: string | undefined;
  readonly steps: readonly StepId[];
  readonly isCollapsed: boolean;
  /** Of a collapsed one: exits that lead out of it. */
  readonly exits: readonly Exit[];
  readonly errors: number;
  readonly isReadOnly: boolean;
};
export type WayData = {
  readonly exit: Exit;
  /** The corners of a way that is led around cards: x and y by turns. */
  readonly route?: readonly number[];
  readonly lane: number;
  readonly isLit: boolean;
  readonly isTrouble: boolean;
  readonly isSplice: boolean;
  readonly change: Change | undefined;
  readonly isReadOnly: boolean;
};

type StepNode = Node<StepData, 'step'>;
type TriggersNode = Node<TriggersData, 'triggers'>;
type NoteNode = Node<NoteData, 'note'>;
type GroupNode = Node<GroupData, 'group'>;
export type CanvasNode = StepNode | TriggersNode | NoteNode | GroupNode;
export type WayEdge = Edge<WayData, 'way'>;
export type Derived = { readonly nodes: readonly CanvasNode[]; readonly edges: readonly WayEdge[] };

export const TRIGGERS_NODE = '@triggers';
export const noteNode = (id: string): string => `@note:${id}`;
export const groupNode = (id: string): string => `@group:${id}`;

/** What a node of the canvas stands for. */
export type Named = { step: StepId } | { note: string } | { group: string } | { triggers: true };

/** Reads the id of a node. */
export function namedBy(node: string): Named {
  if (node === TRIGGERS_NODE) return { triggers: true };
  if (node.startsWith('@note:')) return { note: node.slice('@note:'.length) };
  return node.startsWith('@group:') ? { group: node.slice('@group:'.length) } : { step: node as StepId };
}

/** The handle that a way begins at, in the card it belongs to. */
export function handleOf(exit: Exit): string {
  return 'step' in exit ? exit.outcome : exitKey(exit);
}

/**
 * The nodes and edges of a draft. Those that are as they were before are the very same objects, so that only what
 * changed is drawn again.
 */
export function deriveCanvas(input: CanvasInput, before?: Derived): Derived {
  const parts = partsOf(input);
  const known = new Map(before?.nodes.map((node) => [node.id, node]));
  const knownEdges = new Map(before?.edges.map((edge) => [edge.id, edge]));
  const nodes = [
    ...groupNodes(input, parts),
    ...noteNodes(input),
    triggersNode(input, parts),
    ...stepNodes(input, parts),
  ];
  const edges = edgesOf(input, parts);
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

/** What several nodes need to know. */
type Parts = {
  /** The collapsed group that a step is inside of. */
  folded: ReadonlyMap<StepId, string>;
  litExits: ReadonlySet<string>;
  selectedExits: ReadonlySet<string>;
  /** Steps at the ends of selected ways. */
  ends: ReadonlySet<string>;
  /** The keys of all exits that lead to a step. */
  connected: ReadonlySet<string>;
};

function partsOf({ draft, selection, path }: CanvasInput): Parts {
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

function stepNodes(input: CanvasInput, parts: Parts): StepNode[] {
  const { draft, places, views, selection, current, isReadOnly } = input;
  const chosen = new Set(selection.steps);
  return idsOf(draft).flatMap((id) => {
    const place = own(places.steps, id);
    if (parts.folded.has(id) || !place) return [];
    const view = views(id, stepOf(draft, id), draft.flow.language);
    const handles = view.exits.map(({ outcome }) => outcome);
    const data: StepData = {
      ...stateOf(id, input),
      view,
      connected: handles.filter((outcome) => parts.connected.has(exitKey({ step: id, outcome }))),
      litExits: handles.filter((outcome) => parts.litExits.has(exitKey({ step: id, outcome }))),
      isCurrent: current === id,
      isEnd: parts.ends.has(id),
      isReadOnly,
    };
    const cut = data.change === 'removed' ? { draggable: false } : {};
    return [{ ...card(id, 'step', { place, size: view.size, handles }), ...cut, selected: chosen.has(id), data }];
  });
}

type StepState = Omit<StepData, 'view' | 'connected' | 'litExits' | 'isCurrent' | 'isEnd' | 'isReadOnly'>;

function stateOf(
  id: StepId,
  { draft, troubles, unpublished, compared, counts, path, renaming }: CanvasInput,
): StepState {
  return {
    troubles: troubles.get(id),
    isUnpublished: unpublished.has(id),
    change: compared?.steps.get(id),
    counts: counts && own(counts, id),
    isLit: path?.visited.includes(id) ?? false,
    isHere: path?.at === id,
    isPinned: own(draft.layout.pins, id) !== undefined,
    isRenaming: renaming === id,
  };
}

function triggersNode({ draft, places, current, isReadOnly, path }: CanvasInput, parts: Parts): TriggersNode {
  const made = triggersView(draft);
  const view = { ...made, exits: made.exits };
  const keys = view.exits.map(({ exit }) => exitKey(exit));
  const data: TriggersData = {
    view,
    connected: keys.filter((key) => parts.connected.has(key)),
    litExits: keys.filter((key) => parts.litExits.has(key)),
    isLit: (path?.visited.length ?? 0) > 0,
    isCurrent: current === TRIGGERS,
    isEnd: parts.ends.has(TRIGGERS),
    isReadOnly,
  };
  return { ...card(TRIGGERS_NODE, 'triggers', { place: places.triggers, size: view.size, handles: keys }), data };
}

function noteNodes({ draft, selection, isReadOnly }: CanvasInput): NoteNode[] {
  return Object.entries(draft.layout.notes).map(([id, note]) => ({
    id: noteNode(id),
    type: 'note',
    position: { x: note.x, y: note.y },
    width: note.width,
    height: note.height,
    measured: { width: note.width, height: note.height },
    zIndex: -1,
    selected: selection.notes.includes(id),
    data: { id, note, isReadOnly },
  }));
}

function groupNodes(input: CanvasInput, { folded }: Parts): GroupNode[] {
  const { draft, views, places, troubles, isReadOnly } = input;
  return Object.entries(draft.layout.groups).flatMap(([id, group]) => {
    const steps = group.steps.filter((step) => own(draft.flow.steps, step) && own(places.steps, step));
    const sizeOf = (step: StepId): Size => views(step, stepOf(draft, step), draft.flow.language).size;
    const inner = around(
      steps.flatMap((step) => {
        const place = own(places.steps, step);
        return place ? [{ ...place, ...sizeOf(step) }] : [];
      }),
    );
    if (!inner) return [];
    const isCollapsed = group.collapsed === true;
    const ways = isCollapsed ? waysOf(draft) : [];
    const exits = ways.flatMap(({ exit, to }) =>
      'step' in exit && folded.get(exit.step) === id && folded.get(to) !== id && own(draft.flow.steps, to)
        ? [exit]
        : [],
    );
    const errors = steps.reduce((sum, step) => sum + (troubles.get(step)?.errors ?? 0), 0);
    const { title, colour } = group;
    const data: GroupData = { id, title, colour, steps, isCollapsed, exits, errors, isReadOnly };
    const box: Rect = isCollapsed ? { x: inner.x, y: inner.y, ...sizeOfCard(exits.length) } : groupBox(inner);
    const made = card(groupNode(id), 'group', { place: box, size: box, handles: exits.map(exitKey) });
    return [isCollapsed ? { ...made, data } : { ...made, data, zIndex: -2, selectable: false, handles: [] }];
  });
}

/** What all cards have: their size and handles are known, so that nothing is measured before it is drawn. */
function card<Type extends string>(
  id: string,
  type: Type,
  { place, size, handles }: { place: Point; size: Size; handles: readonly string[] },
) {
  const { width, height } = size;
  const into = { type: 'target' as const, position: Position.Top, x: width / 2, y: 0, width: 0, height: 0 };
  const out = handles.map((handle, at) => ({
    id: handle,
    type: 'source' as const,
    position: Position.Bottom,
    x: exitX(at, handles.length, width),
    y: height,
    width: 0,
    height: 0,
  }));
  return {
    id,
    type,
    position: { x: place.x, y: place.y },
    width,
    height,
    measured: { width, height },
    handles: type === 'triggers' ? out : [into, ...out],
  };
}

function edgesOf(input: CanvasInput, parts: Parts): WayEdge[] {
  const { draft, compared } = input;
  const ways = waysOf(draft).filter(({ to }) => own(draft.flow.steps, to));
  const made = ways.flatMap((way) => edgeOf(way, { input, parts, change: compared?.ways.get(exitKey(way.exit)) }));
  const gone = (compared?.goneWays ?? []).flatMap((way) => edgeOf(way, { input, parts, change: 'removed' }));
  return [...made, ...gone.map((edge) => ({ ...edge, id: `removed ${edge.id}` }))];
}

function edgeOf(
  { exit, to }: { exit: Exit; to: StepId },
  { input, parts, change }: { input: CanvasInput; parts: Parts; change: Change | undefined },
): WayEdge[] {
  const { draft, views, splice, isReadOnly } = input;
  const { folded, litExits, selectedExits } = parts;
  const from = 'step' in exit ? exit.step : undefined;
  const [fromGroup, toGroup] = [from && folded.get(from), folded.get(to)];
  if (fromGroup !== undefined && fromGroup === toGroup) return [];
  const key = exitKey(exit);
  const exits = from === undefined ? [] : views(from, stepOf(draft, from), draft.flow.language).exits;
  const lane =
    from === undefined
      ? 'handler' in exit
        ? exit.handler + 1
        : 0
      : exits.findIndex(({ outcome }) => outcome === handleOf(exit));
  const route = input.routes?.get(key);
  const data: WayData = {
    exit,
    ...(route ? { route } : {}),
    lane: Math.max(0, lane),
    isLit: litExits.has(key),
    isTrouble: exits[lane]?.isTrouble ?? 'handler' in exit,
    isSplice: splice === key,
    change,
    isReadOnly,
  };
  return [
    {
      id: key,
      type: 'way',
      source: from === undefined ? TRIGGERS_NODE : fromGroup === undefined ? from : groupNode(fromGroup),
      sourceHandle: fromGroup === undefined ? handleOf(exit) : key,
      target: toGroup === undefined ? to : groupNode(toGroup),
      selected: selectedExits.has(key),
      zIndex: data.isLit ? 1 : 0,
      data,
    },
  ];
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
