import { MiniMap } from '@xyflow/react';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './canvas.module.css';
import type { CanvasNode } from './canvas-nodes.ts';
import { isMapKept, keepMap } from './kept-view.ts';

/** How long the map stays after the view has moved. */
const STAY_MS = 1400;
/** It is used itself while the pointer is on it. */
const USED_MS = 800;

/** Whether the map is there, and what makes it come and go. */
export type OverviewState = { isShown: boolean; moved(): void; toggle(): void };

/**
 * When the map is there: while the view moves and a little longer, where it helps; always where
 * a person keeps it.
 */
export function useOverview(needsMap: () => boolean): OverviewState {
  const [isMoving, setMoving] = useState(false);
  const [isKept, setKept] = useState(() => isMapKept(localStorage));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const moved = useCallback(() => {
    clearTimeout(timer.current);
    if (!needsMap()) return setMoving(false);
    setMoving(true);
    const hide = (): void => {
      if (document.querySelector('.react-flow__minimap:hover')) timer.current = setTimeout(hide, USED_MS);
      else setMoving(false);
    };
    timer.current = setTimeout(hide, STAY_MS);
  }, [needsMap]);
  const toggle = useCallback(() => {
    keepMap(localStorage, !isKept);
    setKept(!isKept);
  }, [isKept]);
  return { isShown: isMoving || isKept, moved, toggle };
}

/** The whole flow in small; dragging it moves the view. */
export function Overview(): ReactNode {
  return (
    <MiniMap<CanvasNode> pannable zoomable className={styles.map ?? ''} nodeClassName={mapClass} ariaLabel={null} />
  );
}

function mapClass({ data, type }: CanvasNode): string {
  return (
    styles[type === 'step' && 'view' in data && 'category' in data.view ? `map-${data.view.category}` : 'mapOther'] ??
    ''
  );
}
