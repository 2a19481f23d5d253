import type { Connection, OnConnectEnd } from '@xyflow/react';
import type { MouseEvent } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import type { Point } from '../../../src/flow/layout.ts';
import { namedBy, type CanvasNode, type WayEdge } from './canvas-nodes.ts';
import type { CanvasEdits } from './canvas-world.ts';
import type { CanvasHandle } from './use-view.ts';
import { TRIGGERS, type Stop } from './walk.ts';

/** Where on the screen something of the pointer happened. */
export const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => ({
  x: clientX,
  y: clientY,
});

type ClickParts = {
  edits: CanvasEdits | undefined;
  onOpen: ((stop: Stop) => void) | undefined;
  view: CanvasHandle;
};

/** What clicks on cards, ways and the empty canvas do. */
export function clicks({ edits, onOpen, view }: ClickParts) {
  const menuAt = (event: Pick<MouseEvent, 'preventDefault' | 'clientX' | 'clientY'>, open: (at: Point) => void) => {
    event.preventDefault();
    open(placeOf(event));
  };
  return {
    /** A click chooses what it is on before it is told of: `before` was chosen until then. */
    onNodeClick: (
      { ctrlKey, metaKey }: { ctrlKey: boolean; metaKey: boolean },
      node: CanvasNode,
      before: StepId | undefined,
    ): void => {
      const named = namedBy(node.id);
      if ('step' in named && (ctrlKey || metaKey)) edits?.chain(named.step, before);
    },
    onNodeDoubleClick: (_event: MouseEvent, node: CanvasNode): void => {
      const named = namedBy(node.id);
      if ('step' in named) onOpen?.(named.step);
      if ('triggers' in named) onOpen?.(TRIGGERS);
    },
    onNodeContextMenu: (event: MouseEvent, node: CanvasNode): void => {
      const named = namedBy(node.id);
      menuAt(event, (at) => {
        if ('note' in named) edits?.menu({ note: named.note }, at);
        else if ('step' in named) edits?.menu({ steps: true, on: named.step }, at);
      });
    },
    onEdgeContextMenu: (event: MouseEvent, edge: WayEdge): void =>
      menuAt(event, (at) => {
        if (edge.data) edits?.menu({ exit: edge.data.exit }, at);
      }),
    onPaneContextMenu: (event: MouseEvent | globalThis.MouseEvent): void =>
      menuAt(event, (at) => edits?.menu({ canvas: view.toFlow(at) }, at)),
  };
}

/** Drawing a way: to a handle, to any place of a card, or to the empty canvas, where a step can be chosen. */
export function wires({ edits, view }: { edits: CanvasEdits | undefined; view: CanvasHandle }) {
  const exitOf = (source: string | null, handle: string | null | undefined): Exit | undefined => {
    if (source === null || handle === null || handle === undefined) return undefined;
    const named = namedBy(source);
    if ('step' in named) return { step: named.step, outcome: handle };
    return handle === 'start' ? { start: true } : { handler: Number(handle.split(' ')[1]) };
  };
  const onConnect = ({ source, sourceHandle, target }: Connection): void => {
    const from = exitOf(source, sourceHandle);
    const named = namedBy(target);
    if (from && 'step' in named) edits?.connect(from, named.step);
  };
  const onConnectEnd: OnConnectEnd = (event, state) => {
    if (state.isValid || !state.fromNode || state.fromHandle?.type !== 'source') return;
    const from = exitOf(state.fromNode.id, state.fromHandle.id);
    const pressed = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (!pressed) return;
    const screen = placeOf(pressed);
    const below = document.elementFromPoint(screen.x, screen.y);
    const step = below?.closest<HTMLElement>('[data-step]')?.dataset['step'];
    if (!from || !below?.closest('[data-canvas]')) return;
    if (step !== undefined && step !== TRIGGERS) {
      if (step !== state.fromNode.id) edits?.connect(from, step as StepId);
    } else if (step === undefined) edits?.add({ after: from, at: view.toFlow(screen), screen });
  };
  return { onConnect, onConnectEnd };
}
