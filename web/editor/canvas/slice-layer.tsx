import { useState, type PointerEvent, type ReactNode } from 'react';
import type { Point } from '../../../src/flow/layout.ts';
import styles from './canvas.module.css';

type SliceLayerProps = {
  /** Says where on the canvas a place of the screen is. */
  toFlow(point: Point): Point;
  onSlice(cut: readonly Point[]): void;
  children: ReactNode;
};

/** A cut on the screen, and where the canvas begins there. */
type Cut = { points: readonly Point[]; corner: Point };

/** Alt and a drag draw a cut over the canvas. Everything else goes through to what lies below. */
export function SliceLayer({ toFlow, onSlice, children }: SliceLayerProps): ReactNode {
  const [cut, setCut] = useState<Cut>();
  const here = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY });
  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.altKey || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, top } = event.currentTarget.getBoundingClientRect();
    setCut({ points: [here(event)], corner: { x: left, y: top } });
  };
  const end = (event: PointerEvent): void => {
    if (!cut) return;
    event.stopPropagation();
    setCut(undefined);
    if (cut.points.length > 1) onSlice(cut.points.map(toFlow));
  };
  return (
    <div
      className={styles.slicing}
      onPointerDownCapture={begin}
      onPointerMove={(event) => cut && setCut({ ...cut, points: [...cut.points, here(event)] })}
      onPointerUp={end}
      onPointerCancel={() => setCut(undefined)}
    >
      {children}
      {cut && (
        <svg className={styles.cut} aria-hidden>
          <polyline points={cut.points.map(({ x, y }) => `${x - cut.corner.x},${y - cut.corner.y}`).join(' ')} />
        </svg>
      )}
    </div>
  );
}
