import { useReactFlow } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';
import type { CanvasNode, WayEdge } from './canvas-nodes.ts';
import { overlaps, type Size } from './geometry.ts';
import { useLatest } from './use-latest.ts';
import { boxOf, idOf, neededMove } from './use-view.ts';
import type { Stop } from './walk.ts';

const ENDS = ['pointerup', 'pointercancel', 'blur'] as const;

/**
 * Keeps a card in view when a panel beside the canvas takes room from it or gives it back: the view moves as far as is
 * needed and no further, and not at all where the card was out of sight before.
 */
export function useKeptInView(frame: RefObject<HTMLElement | null>, stop: Stop | undefined): void {
  const flow = useReactFlow<CanvasNode, WayEdge>();
  const latest = useLatest(stop);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let settled: Size | undefined;
    let isPressed = false;
    const settle = (): void => {
      const { width, height } = element.getBoundingClientRect();
      const former = settled;
      settled = { width, height };
      const rect = latest.current && boxOf(flow, idOf(latest.current));
      if (!former || !rect || (former.width === width && former.height === height)) return;
      const view = flow.getViewport();
      const { x, y, zoom } = view;
      const shown = {
        x: rect.x * zoom + x,
        y: rect.y * zoom + y,
        width: rect.width * zoom,
        height: rect.height * zoom,
      };
      const move = overlaps(shown, { x: 0, y: 0, ...former }) && neededMove(rect, view, settled);
      if (move) void flow.setViewport(move);
    };
    // Nothing moves below a pointer that is drawing or dragging something.
    const observer = new ResizeObserver(() => {
      if (!isPressed) settle();
    });
    const press = (): void => void (isPressed = true);
    const release = (): void => {
      isPressed = false;
      settle();
    };
    observer.observe(element);
    element.addEventListener('pointerdown', press, true);
    for (const end of ENDS) window.addEventListener(end, release);
    return () => {
      observer.disconnect();
      element.removeEventListener('pointerdown', press, true);
      for (const end of ENDS) window.removeEventListener(end, release);
    };
  }, [flow, frame, latest]);
}
