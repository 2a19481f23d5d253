import type { Viewport } from '@xyflow/react';
import type { RefObject } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import { NOTHING_SELECTED, type Selection } from '../session/state.ts';
import type { CanvasNode } from './canvas-nodes.ts';
import type { CanvasEdits } from './canvas-world.ts';
import type { OverviewState } from './overview.tsx';
import { clicks, wires } from './pointer-acts.ts';
import type { Drags } from './use-drags.ts';
import { useSteady } from './use-steady.ts';
import type { View } from './use-view.ts';
import type { Stop } from './walk.ts';

type ActParts = {
  edits: CanvasEdits | undefined;
  onOpen: ((stop: Stop) => void) | undefined;
  onSelect: ((selection: Selection) => void) | undefined;
  view: View;
  drags: Drags;
  map: OverviewState;
  /** The step that was chosen when the pointer came down. */
  chosenBefore: RefObject<StepId | undefined>;
};

/** What the library is told to do on each event: the same functions all the time, or each card would be drawn anew. */
export function useActs({ edits, onOpen, onSelect, view, drags, map, chosenBefore }: ActParts) {
  const clicked = clicks({ edits, onOpen, view });
  return useSteady({
    ...clicked,
    ...wires({ edits, view }),
    onNodeClick: (event: { ctrlKey: boolean; metaKey: boolean }, node: CanvasNode) =>
      clicked.onNodeClick(event, node, chosenBefore.current),
    onNodesChange: drags.change,
    onEdgesChange: drags.changeEdges,
    onNodeDrag: (_event: unknown, node: CanvasNode, all: CanvasNode[]) => drags.drag(node, all.length),
    onNodeDragStop: drags.drop,
    onSelectionDragStop: drags.drop,
    onSelectionStart: ({ shiftKey }: { shiftKey: boolean }) => drags.addToSelection(shiftKey),
    onSelectionEnd: () => drags.addToSelection(false),
    onInit: () => view.begin(drags.nodes),
    onMoveStart: map.moved,
    onMoveEnd: (_event: unknown, viewport: Viewport) => {
      map.moved();
      view.keep(viewport);
    },
    onPaneClick: () => onSelect?.(NOTHING_SELECTED),
  });
}
