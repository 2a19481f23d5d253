import { useMemo, type ReactNode } from 'react';
import { draftOf } from '../../src/flow/edit/draft.ts';
import type { FlowFile } from '../../src/flow/flow.ts';
import { drawFlow } from './flow-drawing.ts';
import styles from './templates.module.css';

/** A flow drawn small: its shape, not its words. */
export function Picture({ flow }: { flow: FlowFile['flow'] }): ReactNode {
  const { box, cards, ways } = useMemo(() => drawFlow(draftOf({ rondine: 1, flow })), [flow]);
  return (
    <svg
      className={styles.picture}
      viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
      preserveAspectRatio="xMidYMin meet"
      aria-hidden
    >
      {ways.map(({ key, path }) => (
        <path key={key} d={path} className={styles.way} />
      ))}
      {cards.map(({ key, x, y, width, height, category }) => (
        <g key={key} data-category={category} className={styles.card}>
          <rect x={x} y={y} width={width} height={height} rx={10} className={styles.paper} />
          <rect x={x} y={y} width={14} height={height} rx={5} className={styles.band} />
          <rect x={x + 34} y={y + 18} width={width * 0.5} height={12} rx={4} className={styles.line} />
          <rect x={x + 34} y={y + 40} width={width * 0.7} height={9} rx={4} className={styles.faint} />
        </g>
      ))}
    </svg>
  );
}
