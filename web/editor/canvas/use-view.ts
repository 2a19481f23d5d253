import { useReactFlow, type ReactFlowInstance, type Viewport } from '@xyflow/react';
import { useMemo, useRef, type RefObject } from 'react';
import type { Point } from '../../../src/flow/layout.ts';
import { TRIGGERS_NODE, type CanvasNode, type WayEdge } from './canvas-nodes.ts';
import { around, type Rect, type Size } from './geometry.ts';
import { keepView, readView } from './kept-view.ts';
import { TRIGGERS, type Stop } from './walk.ts';

/** Below `far` nothing but titles could be read. */
export const ZOOM = { least: 0.1, most: 2.5, reading: 1.5, far: 0.42 } as const;
const MOTION_MS = 140;
/** Room that is left around what is shown; above it for the tab of the triggers. */
const MARGIN = 40;
const TOP = 72;
/** Frames that a card may take to be drawn. */
const PATIENCE = 20;
/** Flows with more steps begin at their start instead of being shown as a whole: their words could not be read. */
const FITS = 30;
/** In a view that is narrower, the map would cover what it is to help with. */
const ROOM_FOR_MAP = 640;

/** What others ask of the canvas. */
export type CanvasHandle = {
  zoomIn(): void;
  zoomOut(): void;
  zoomFull(): void;
  fit(): void;
  /** Goes near to the chosen steps, and back. */
  read(stops: readonly Stop[]): void;
  /** Moves the view so that a card is seen, and gives it the focus. */
  focus(stop: Stop): void;
  /** Moves the view only as far as is needed. */
  reveal(stop: Stop): void;
  /** Where on the canvas the pointer is; the middle of the view where it is elsewhere. */
  pointer(): Point;
  toScreen(point: Point): Point;
  toFlow(point: Point): Point;
  /** Where a card is on the screen. */
  screenOf(stop: Stop): Rect | undefined;
  /** True where a map helps: the flow, as large as it is shown, has no room in the view, and the map has. */
  needsMap(): boolean;
};

/** The view in the hands of the canvas itself. */
export type View = CanvasHandle & { keep(viewport: Viewport): void; begin(nodes: readonly CanvasNode[]): void };
/** The canvas as the library knows it. */
export type Flow = ReactFlowInstance<CanvasNode, WayEdge>;

/** The node of a card. */
export const idOf = (stop: Stop): string => (stop === TRIGGERS ? TRIGGERS_NODE : stop);
const motion = (): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : MOTION_MS);

/** Moves the view of a canvas; `viewKey` names where the person stands in this flow, from one visit to the next. */
export function useView(
  frame: RefObject<HTMLElement | null>,
  { viewKey, pointer }: { viewKey: string | undefined; pointer: RefObject<Point | undefined> },
): View {
  const flow = useReactFlow<CanvasNode, WayEdge>();
  const former = useRef<Viewport>(undefined);
  // What is to be seen before there is a view waits for it.
  const waiting = useRef<(() => void) | 'begun'>(undefined);
  return useMemo(() => {
    const rectOf = (stop: Stop): Rect | undefined => boxOf(flow, idOf(stop));
    const size = (): DOMRect => frame.current?.getBoundingClientRect() ?? new DOMRect();
    const middle = (): Point => {
      const { left, top, width, height } = size();
      return { x: left + width / 2, y: top + height / 2 };
    };
    const show = (rect: Rect, zoom: number): void =>
      void flow.setCenter(rect.x + rect.width / 2, rect.y + rect.height / 2, { zoom, duration: motion() });
    const reveal = (stop: Stop): void => {
      const rect = rectOf(stop);
      if (!rect) return;
      const move = neededMove(rect, flow.getViewport(), size());
      if (move) void flow.setViewport(move, { duration: motion() });
    };
    // A step that was just added is drawn a moment later.
    const whenThere = (stop: Stop, act: () => void, tries = PATIENCE): void => {
      if (waiting.current !== 'begun') waiting.current = () => whenThere(stop, act);
      else if (rectOf(stop)) act();
      else if (tries > 0) requestAnimationFrame(() => whenThere(stop, act, tries - 1));
    };
    return {
      zoomIn: () => void flow.zoomIn({ duration: motion() }),
      zoomOut: () => void flow.zoomOut({ duration: motion() }),
      zoomFull: () => void flow.zoomTo(1, { duration: motion() }),
      fit: () => void flow.fitView({ padding: 0.12, maxZoom: 1, duration: motion() }),
      read: (stops) => {
        const rect = around(stops.flatMap((stop) => rectOf(stop) ?? []));
        if (former.current) {
          void flow.setViewport(former.current, { duration: motion() });
          former.current = undefined;
        } else if (rect) {
          former.current = flow.getViewport();
          const { width, height } = size();
          show(rect, Math.min(ZOOM.reading, (width * 0.8) / rect.width, (height * 0.8) / rect.height));
        }
      },
      reveal,
      focus: (stop) =>
        whenThere(stop, () => {
          reveal(stop);
          focusCard(frame.current, stop, PATIENCE);
        }),
      pointer: () => flow.screenToFlowPosition(pointer.current ?? middle()),
      toScreen: (point) => flow.flowToScreenPosition(point),
      toFlow: (point) => flow.screenToFlowPosition(point),
      screenOf: (stop) => {
        const rect = rectOf(stop);
        if (!rect) return undefined;
        const zoom = flow.getZoom();
        return { ...flow.flowToScreenPosition(rect), width: rect.width * zoom, height: rect.height * zoom };
      },
      keep: (viewport) => {
        if (viewKey !== undefined) keepView(localStorage, viewKey, viewport);
      },
      needsMap: () => hasRoomForMap(size()) && exceeds(wholeOf(flow), flow.getZoom(), size()),
      begin: (nodes) => {
        const kept = viewKey === undefined ? undefined : readView(localStorage, viewKey);
        const isReader = viewKey !== undefined;
        const first =
          kept ?? firstView(wholeOf(flow), { count: nodes.length, isReader, start: rectOf(TRIGGERS) }, size());
        if (first) void flow.setViewport(first);
        const act = waiting.current;
        waiting.current = 'begun';
        if (typeof act === 'function') act();
      },
    };
  }, [flow, frame, pointer, viewKey]);
}

const hasRoomForMap = ({ width }: Size): boolean => width >= ROOM_FOR_MAP;

function exceeds(whole: Size | undefined, zoom: number, { width, height }: Size): boolean {
  return whole !== undefined && (whole.width * zoom > width || whole.height * zoom > height);
}

type Begun = {
  /** How many cards there are. */
  count: number;
  /** Somebody who comes back and works here. */
  isReader: boolean;
  start: Rect | undefined;
};

/** The view that a flow begins with: all of it, or its start where it is too long to be read as a whole. */
function firstView(whole: Rect | undefined, { count, isReader, start }: Begun, frame: Size): Viewport | undefined {
  if (!whole) return undefined;
  const { width, height } = frame;
  const fitting = Math.min(1, (width - 2 * MARGIN) / whole.width, (height - TOP - MARGIN) / whole.height);
  if (count > FITS && isReader && start) {
    const zoom = 0.8;
    return { x: width / 2 - (start.x + start.width / 2) * zoom, y: TOP - start.y * zoom, zoom };
  }
  const zoom = Math.max(0.05, fitting);
  return { x: width / 2 - (whole.x + whole.width / 2) * zoom, y: TOP - whole.y * zoom, zoom };
}

function wholeOf(flow: Flow): Rect | undefined {
  return around(flow.getNodes().flatMap(({ id }) => boxOf(flow, id) ?? []));
}

/** Where a node stands and how large it is drawn. */
export function boxOf(flow: Flow, id: string): Rect | undefined {
  const node = flow.getNode(id);
  return node && { ...node.position, width: node.width ?? 0, height: node.height ?? 0 };
}

/** The view in which a card is seen as a whole; undefined where it is already. */
export function neededMove(
  rect: Rect,
  { x, y, zoom }: Viewport,
  frame: { width: number; height: number },
): Viewport | undefined {
  const by = (from: number, length: number, room: number): number => {
    if (from < MARGIN) return MARGIN - from;
    return from + length > room - MARGIN ? Math.max(MARGIN - from, room - MARGIN - from - length) : 0;
  };
  const dx = by(rect.x * zoom + x, rect.width * zoom, frame.width);
  const dy = by(rect.y * zoom + y, rect.height * zoom, frame.height);
  return dx === 0 && dy === 0 ? undefined : { x: x + dx, y: y + dy, zoom };
}

/** Cards out of sight are drawn a moment after the view has come to them. */
function focusCard(frame: HTMLElement | null, stop: Stop, tries: number): void {
  const card = frame?.querySelector<HTMLElement>(`[data-step="${CSS.escape(stop)}"] [role="button"]`);
  if (card) card.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusCard(frame, stop, tries - 1));
}
