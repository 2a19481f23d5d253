import { Position } from '@xyflow/react';
import type { StepId } from '../../../src/base/ids.ts';
import { idsOf, stepOf } from '../../../src/flow/edit/draft.ts';
import { waysOf } from '../../../src/flow/edit/ends.ts';
import { own } from '../../../src/flow/flow.ts';
import type { Point } from '../../../src/flow/layout.ts';
import { exitKey } from '../session/state.ts';
import {
  groupNode,
  noteNode,
  TRIGGERS_NODE,
  type CanvasInput,
  type CanvasNode,
  type GroupData,
  type GroupNode,
  type NoteNode,
  type StepData,
  type StepNode,
  type TriggersData,
  type TriggersNode,
} from './canvas-nodes.ts';
import type { Parts } from './derive-parts.ts';
import { around, exitX, groupBox, sizeOfCard, type Rect, type Size } from './geometry.ts';
import { triggersView } from './step-view.ts';
import { TRIGGERS } from './walk.ts';

/** All cards, frames and notes: what stands further behind comes first. */
export function nodesOf(input: CanvasInput, parts: Parts): CanvasNode[] {
  return [...groupNodes(input, parts), ...noteNodes(input), triggersNode(input, parts), ...stepNodes(input, parts)];
}

function stepNodes(input: CanvasInput, parts: Parts): StepNode[] {
  const { draft, places, views, selection, current, isReadOnly } = input;
  const chosen = new Set(selection.steps);
  return idsOf(draft).flatMap((id) => {
    const place = own(places.steps, id);
    if (parts.folded.has(id) || !place) return [];
    const view = views(id, stepOf(draft, id), draft.flow.language);
    const handles = view.exits.map(({ outcome }) => outcome);
    const handlesIn = (keys: ReadonlySet<string>): readonly string[] =>
      keys.size === 0 ? [] : handles.filter((outcome) => keys.has(exitKey({ step: id, outcome })));
    const data: StepData = {
      ...stateOf(id, input),
      view,
      connected: handlesIn(parts.connected),
      litExits: handlesIn(parts.litExits),
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
  const view = triggersView(draft);
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
