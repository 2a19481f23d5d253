import { useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { Point } from '../../../src/flow/layout.ts';
import styles from './canvas.module.css';

type SliceLayerProps = {
  /** Says where on the canvas a place of the screen is. */
  toFlow(point: Point): Point;
  onSlice(cut: readonly Point[]): void;
  children: ReactNode;
};

/** Alt and a drag draw a cut over the canvas. Everything else goes through to what lies below. */
export function SliceLayer({ toFlow, onSlice, children }: SliceLayerProps): ReactNode {
  const [cut, setCut] = useState<readonly Point[]>();
  const frame = useRef<HTMLDivElement>(null);
  const here = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY });
  const begin = (event: PointerEvent): void => {
    if (!event.altKey || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    frame.current?.setPointerCapture(event.pointerId);
    setCut([here(event)]);
  };
  const end = (event: PointerEvent): void => {
    if (!cut) return;
    event.stopPropagation();
    setCut(undefined);
    if (cut.length > 1) onSlice(cut.map(toFlow));
  };
  const corner = frame.current?.getBoundingClientRect();
  return (
    <div
      ref={frame}
      className={styles.slicing}
      onPointerDownCapture={begin}
      onPointerMove={(event) => cut && setCut([...cut, here(event)])}
      onPointerUp={end}
      onPointerCancel={() => setCut(undefined)}
    >
      {children}
      {cut && corner && (
        <svg className={styles.cut} aria-hidden>
          <polyline points={cut.map(({ x, y }) => `${x - corner.left},${y - corner.top}`).join(' ')} />
        </svg>
      )}
    </div>
  );
}
